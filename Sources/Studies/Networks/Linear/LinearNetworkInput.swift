internal import LinearAlgebra
internal import SupplyNetworks

/// The files and options that say what an interdependency matrix A* is made of.
public struct LinearNetworkInput: Sendable {
  /// Triplets i,j,a of A* itself, or of the technical coefficients A for the supply side.
  public var matrix: String?
  /// Triplets i,j,a of the money that j pays to i.
  public var transactions: String?
  /// The total output of each node.
  public var output: String?
  /// Links of a supplier network.
  public var edges: String?
  /// All nodes, also those without an entry; may have a column `output`.
  public var nodes: String?
  /// A number in [0, 1), or a table node,dependency.
  public var dependency: String?
  /// `demand` or `supply`; demand where nil.
  public var side: String?

  /// Names no files.
  public init() {}

  /// What a node loses without its suppliers where nothing is said.
  static let defaultDependency = 0.5

  /// Reads the files; problems stay with the reader.
  func read(_ reader: NetworkReader) -> LinearNetworkDraft {
    let table = owner(reader)
    var draft = LinearNetworkDraft(file: matrix ?? transactions ?? edges ?? "-", side: sideChosen)
    draft.output = outputs(reader, table)
    if let matrix {
      draft.source = reader.matrix(matrix, nodes: table).map { .matrix($0) }
    } else if let transactions {
      let read = reader.matrix(transactions, .nonNegative, nodes: table)
      draft.source = read.map { .transactions($0) }
    } else if let edges {
      draft.source = links(edges, reader, table)
    }
    draft.owner = table?.file ?? draft.file
    return draft
  }

  private var sideChosen: PerturbationSide { side.flatMap(PerturbationSide.init) ?? .demand }

  /// The table that numbers the nodes: the nodes file, else the outputs, else none.
  private func owner(_ reader: NetworkReader) -> NodesTable? {
    if let nodes {
      return reader.nodes(nodes, [.number("output", .positive, isRequired: false)])
    }
    return output.flatMap { reader.nodes($0, [.number("output", .positive)]) }
  }

  private func outputs(_ reader: NetworkReader, _ table: NodesTable?) -> [Double]? {
    if nodes != nil, let output {
      return reader.nodeValues(
        output, "output", .positive, of: table?.nodes, owner: table?.file ?? "")
    }
    return table.flatMap { $0.has("output") ? $0.numbers("output") : nil }
  }

  private func links(
    _ edges: String, _ reader: NetworkReader, _ table: NodesTable?
  ) -> LinearNetworkDraft.Source? {
    if side != nil { reader.note("--side says nothing of links: they tell who depends on whom.") }
    guard let graph = reader.graph(edges: edges, nodes: table) else { return nil }
    guard let values = dependencies(reader, graph, table?.file ?? edges) else { return nil }
    return .links(graph, values)
  }

  private func dependencies(
    _ reader: NetworkReader, _ graph: SupplyGraph, _ owner: String
  ) -> [Double]? {
    guard let dependency else {
      reader.note(
        "no --dependency is given: every node depends on its suppliers by "
          + "\(Self.defaultDependency).")
      return Array(repeating: Self.defaultDependency, count: graph.nodeCount)
    }
    if let number = Double(dependency) {
      return Array(repeating: number, count: graph.nodeCount)
    }
    return reader.nodeValues(
      dependency, "dependency", .belowOne, of: graph.nodes, owner: owner, missing: 0)
  }

  /// The options that decide the figures, for the record of a run.
  var record: [String: String] {
    let all = [
      "matrix": matrix, "transactions": transactions, "output": output, "edges": edges,
      "nodes": nodes, "dependency": dependency, "side": side,
    ]
    return all.compactMapValues { $0 }
  }
}
