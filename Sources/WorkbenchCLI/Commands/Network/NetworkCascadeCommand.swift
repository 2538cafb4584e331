import ArgumentParser
import Studies

/// `breakwater network cascade`: what stated shocks do to the production of every firm.
struct NetworkCascadeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cascade", abstract: "What shocks do to the production of every firm (ESRI).",
    discussion: """
      Writes cascade.csv (scenario, node, production_down, production_up, production) and \
      scenarios.csv (scenario, esri, esri_down, esri_up, steps, residual).

      Example: breakwater network cascade --edges edges.csv --nodes nodes.csv \
      --shocks shocks.csv -o out
      """)

  @OptionGroup var cascade: CascadeOptions

  @Option(
    help: ArgumentHelp("The shocks: scenario, node, loss_down, loss_up.", valueName: "file"),
    completion: .file())
  var shocks: String

  @OptionGroup var options: NetworkOptions

  func run() throws {
    let progress = CountProgress("scenarios", isQuiet: options.output.quiet)
    defer { progress.end() }
    try options.carryOut { reader in
      try NetworkCascade(cascade.request, shocks: shocks).run(reader, progress: progress.tell)
    }
  }
}
