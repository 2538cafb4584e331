import ArgumentParser
import Studies

/// `breakwater network debtrank`: distress that spreads along exposures.
struct NetworkDebtRankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debtrank", abstract: "Distress that spreads along exposures and adds up.",
    discussion: """
      Writes debtrank.csv (node,distress). The value is Σ value · distress at rest less the same \
      at the start.

      differential: every increase is passed on (Bardoscia et al. 2015). original: each node \
      passes its distress on once (Battiston et al. 2012).
      """)

  @Option(
    help: ArgumentHelp(
      "The links: source, target, weight, the exposure of target to source.", valueName: "file"),
    completion: .file())
  var edges: String

  @Option(
    help: ArgumentHelp("The nodes: id, value, distress from 0 to 1.", valueName: "file"),
    completion: .file())
  var nodes: String

  @Option(help: "differential or original.") var variant: DebtRankVariant = .differential

  @OptionGroup var options: NetworkOptions

  func run() throws {
    try options.carryOut {
      try NetworkDebtRank(edges: edges, nodes: nodes, isOriginal: variant == .original).run($0)
    }
  }
}

/// A word of `--variant`.
enum DebtRankVariant: String, ExpressibleByArgument, CaseIterable {
  case differential
  case original
}
