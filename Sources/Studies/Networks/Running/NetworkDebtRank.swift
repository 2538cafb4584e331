internal import RiskModel
internal import SupplyNetworks

/// `network debtrank`: distress that spreads along exposures.
public struct NetworkDebtRank: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// Always `network-debtrank/1`.
    public let schema: String
    /// `differential` or `original`.
    public let variant: String
    /// Σ value · distress at rest less the same at the start.
    public let value: Double
    /// The same over the sum of all values; nil where that is 0.
    public let valueShare: Double?
    /// Σ value · distress at the start.
    public let initialValue: Double
    /// The number of steps until rest.
    public let steps: Int
    /// The largest increase in the last step.
    public let residual: Double
    /// Whether distress came to rest within the limit of steps.
    public let converged: Bool
    /// The number of nodes.
    public let nodes: Int
    /// The number of links.
    public let links: Int
  }

  private let edges: String
  private let nodes: String
  private let variant: DebtRank.Variant

  /// Distress on the network in these files.
  public init(edges: String, nodes: String, isOriginal: Bool = false) {
    self.edges = edges
    self.nodes = nodes
    variant = isOriginal ? .original : .differential
  }

  /// Reads and propagates.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files.
  public func run(_ reader: NetworkReader) throws -> NetworkReport<Summary> {
    let (graph, values, start) = try read(reader)
    let links = (0..<graph.linkCount).map {
      WeightedLink(
        source: Int(graph.sources[$0]), target: Int(graph.targets[$0]), weight: graph.weights[$0])
    }
    let model = DebtRank(nodeCount: graph.nodeCount, links: links)
    let result = model.propagate(distress: start, variant: variant)
    let summary = summary(result, values: values, links: graph.linkCount)
    return NetworkReport(
      summary: summary, tables: [Self.table(graph.nodes, result.distress)],
      arrays: [("distress", result.distress)],
      method: NetworkMethod(
        verb: "debtrank", method: "\(variant.rawValue) DebtRank, step by step",
        sizes: ["nodes": graph.nodeCount, "links": graph.linkCount],
        options: ["variant": variant.rawValue])
    ) { Self.text(summary, ink: $0) }
  }

  private func read(_ reader: NetworkReader) throws -> (SupplyGraph, [Double], [Double]) {
    let table = reader.nodes(
      nodes,
      [
        .number("value", .nonNegative, aliases: ["v"]),
        .number("distress", .probability, aliases: ["h0", "shock"], empty: 0),
      ])
    let graph = table.flatMap { reader.graph(edges: edges, nodes: $0) }
    let (found, network) = try reader.complete(table, graph)
    return (network, found.numbers("value"), found.numbers("distress"))
  }

  private func summary(_ result: DebtRankResult, values: [Double], links: Int) -> Summary {
    let total = values.reduce(0, +)
    let value = result.value(of: values)
    return Summary(
      schema: "network-debtrank/1", variant: variant.rawValue, value: value,
      valueShare: total > 0 ? value / total : nil,
      initialValue: zip(values, result.initial).reduce(0) { $0 + $1.0 * $1.1 },
      steps: result.steps, residual: result.residual, converged: result.isAtRest,
      nodes: values.count, links: links)
  }

  private static func table(_ nodes: NodeIndex, _ distress: [Double]) -> ResultColumns {
    ResultColumns(
      "debtrank", title: "Distress at rest", rowCount: nodes.count,
      columns: [
        .id("node", "The node", nodes),
        .number("distress", "The share of its strength that it has lost, 0 to 1", distress),
      ])
  }

  private static func text(_ summary: Summary, ink: Ink) -> String {
    var text = NetworkText("DebtRank, \(summary.variant)", ink: ink)
    text.line("nodes", summary.nodes)
    text.line("links", summary.links)
    text.line("value lost at the start", summary.initialValue)
    text.line("value lost by spreading", summary.value)
    text.line("share of all value", summary.valueShare)
    text.line("steps", summary.steps, summary.converged ? "" : "not at rest yet")
    text.line("largest last increase", summary.residual)
    return text.finish()
  }
}
