internal import SupplyNetworks

/// `network describe`: what a network is made of.
public struct NetworkDescription: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// Always `network-describe/1`.
    public let schema: String
    /// The number of nodes.
    public let nodes: Int
    /// The number of links.
    public let links: Int
  }

  private let edges: String
  private let nodes: String?

  /// A description of the network in these files.
  public init(edges: String, nodes: String?) {
    self.edges = edges
    self.nodes = nodes
  }

  /// Reads and describes.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files.
  public func run(_ reader: NetworkReader) throws -> NetworkReport<Summary> {
    let table = nodes.flatMap { reader.nodes($0) }
    let graph = try reader.complete(reader.graph(edges: edges, nodes: table, weight: .optional))
    let summary = Summary(
      schema: "network-describe/1", nodes: graph.nodeCount, links: graph.linkCount)
    return NetworkReport(
      summary: summary, tables: [],
      method: NetworkMethod(
        verb: "describe", method: "exact",
        sizes: ["nodes": graph.nodeCount, "links": graph.linkCount])
    ) { ink in
      var text = NetworkText("Supply network", ink: ink)
      text.line("nodes", summary.nodes)
      text.line("links", summary.links)
      return text.finish()
    }
  }
}
