import ArgumentParser
import Foundation
import Studies

/// `breakwater network availability`: how often a structure of components works.
struct NetworkAvailabilityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "availability", abstract: "How often a structure of components works, exactly.",
    discussion: """
      Structures: series(a,b), parallel(a,b), 2of(a,b,c), nested at will, a component in several \
      places where it serves them; also a & (b | c). Ids with other signs stand in quotation marks.

      Writes importance.csv (component,birnbaum,fussell_vesely,criticality) and, where they can be \
      listed, cuts.csv (order,components,probability).
      """)

  @Option(
    help: ArgumentHelp("The components: component, availability.", valueName: "file"),
    completion: .file())
  var components: String

  @Option(help: ArgumentHelp("What must work.", valueName: "expression"))
  var structure: String

  @Option(help: "Trials of a simulation as a check. Default: none.") var trials: Count?

  @Option(help: ArgumentHelp("The heading of the components' column.", valueName: "column"))
  var node: String?

  @OptionGroup var randomness: RandomnessOptions
  @OptionGroup var output: NetworkOutputOptions

  func run() throws {
    let seed = try randomness.value
    var options = NetworkReader.Options()
    options.node = node
    options.threads = try output.workers
    try output.carryOut(NetworkReader(options)) {
      try NetworkAvailability(
        components: components, structure: structure, trials: trials?.value, seed: seed
      ).run($0)
    }
  }
}
