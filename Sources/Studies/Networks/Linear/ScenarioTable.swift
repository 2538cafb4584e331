internal import LinearAlgebra
internal import SupplyNetworks

/// Values of scenarios at nodes, from one or two tables whose scenarios are put together.
struct ScenarioTable {
  /// The ids of the scenarios, in order of first appearance.
  let scenarios: NodeIndex
  private let parts: [ShockTable?]

  /// Puts tables together.
  init(_ parts: ShockTable?...) {
    var index = NodeIndex()
    for part in parts.compactMap({ $0 }) {
      for scenario in part.scenarios.ids { index.insert(scenario) }
    }
    scenarios = index
    self.parts = parts
  }

  /// The values of a part, one row a scenario and one column a node; zeros where there is no part.
  ///
  /// - Parameter scale: what each node's values are divided by; nil for 1.
  func matrix(part: Int, nodes: Int, dividedBy scale: [Double]? = nil) -> SparseMatrix {
    guard let table = parts[part] else {
      return SparseMatrix(rows: scenarios.count, columns: nodes, triplets: [])
    }
    let rows = table.scenarios.ids.map { Int(scenarios.node(of: $0) ?? 0) }
    let triplets = table.nodes.indices.map { row in
      let node = Int(table.nodes[row])
      return SparseMatrix.Triplet(
        row: rows[Int(table.scenario[row])], column: node,
        value: table.values[0][row] / (scale?[node] ?? 1))
    }
    return SparseMatrix(rows: scenarios.count, columns: nodes, triplets: triplets)
  }
}
