import ArgumentParser
import Studies

/// `breakwater network describe`: what a network is made of.
struct NetworkDescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Sizes, degrees, components, tiers and concentration.")

  @Option(help: ArgumentHelp("The links.", valueName: "file"), completion: .file())
  var edges: String

  @Option(help: ArgumentHelp("The nodes.", valueName: "file"), completion: .file())
  var nodes: String?

  @OptionGroup var options: NetworkOptions

  func run() throws {
    try options.carryOut { try NetworkDescription(edges: edges, nodes: nodes).run($0) }
  }
}
