import ArgumentParser
import Studies

/// `breakwater network leontief`: inverses and multipliers of an input–output table.
struct NetworkLeontiefCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leontief", abstract: "Leontief and Ghosh inverses and output multipliers.",
    discussion: """
      Writes leontief.csv and ghosh.csv (i,j,a, every pair) and multipliers.csv \
      (node,output_multiplier).
      """)

  @Option(
    help: ArgumentHelp("Transactions as i,j,a: what j pays to i.", valueName: "file"),
    completion: .file())
  var transactions: String

  @Option(
    help: ArgumentHelp("The total output of each node: node,output.", valueName: "file"),
    completion: .file())
  var output: String

  @OptionGroup var options: NetworkOptions

  func run() throws {
    try options.carryOut { try NetworkLeontief(transactions: transactions, output: output).run($0) }
  }
}
