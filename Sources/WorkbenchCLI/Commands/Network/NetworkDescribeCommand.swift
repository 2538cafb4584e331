import ArgumentParser
import Studies

/// `breakwater network describe`: what a network is made of.
struct NetworkDescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Sizes, degrees, components, tiers and concentration.",
    discussion: """
      Writes nodes.csv (every node with its place in the network), degrees.csv, tiers.csv and \
      components.csv. The spectral radius is that of the shares which each supplier has in its \
      customer's inputs: A* with a dependency of 1, so that a dependency d gives d times it.
      """)

  @Option(help: ArgumentHelp("The links.", valueName: "file"), completion: .file())
  var edges: String

  @Option(help: ArgumentHelp("The nodes.", valueName: "file"), completion: .file())
  var nodes: String?

  @Option(
    help: ArgumentHelp(
      "Nodes from which tiers are counted. Default: the nodes without customers.",
      valueName: "id,id,…"))
  var to: String?

  @Flag(name: .customLong("check"), help: "Only read and check the tables, and count.")
  var checksOnly = false

  @OptionGroup var options: NetworkOptions

  func run() throws {
    let ends = to?.split(separator: ",").map(String.init) ?? []
    let description = NetworkDescription(edges: edges, nodes: nodes, ends: ends)
    if checksOnly {
      try options.carryOut { try description.check($0) }
    } else {
      try options.carryOut { try description.run($0) }
    }
  }
}
