internal import LinearAlgebra
internal import SupplyNetworks

/// The entries of (A*)ⁿ: dependencies over exactly n steps.
struct InterdependencyPower: Sendable {
  let order: Int
  /// Every pair up to the dense limit, else the pairs that are not 0.
  let rows: [Int]
  let columns: [Int]
  let values: [Double]

  /// Up to this number of nodes every pair is listed.
  static let denseLimit = 2_000

  init(of matrix: SparseMatrix, order: Int) {
    self.order = order
    let count = matrix.rows
    if count <= Self.denseLimit {
      values = matrix.dense.raised(to: order).storage
      rows = (0..<values.count).map { $0 / count }
      columns = (0..<values.count).map { $0 % count }
    } else {
      var power = SparseMatrix(rows: count, columns: count, triplets: [])
        .addingDiagonal(Array(repeating: 1, count: count))
      for _ in 0..<order { power = power.multiplied(by: matrix) }
      values = power.values
      columns = power.columnIndices.map(Int.init)
      rows = (0..<count).flatMap { Array(repeating: $0, count: power.entries(ofRow: $0).count) }
    }
  }
}

/// What `network solve` gives beside inoperability.
struct StaticExtras: Sendable {
  let power: InterdependencyPower?
  /// The loss per unit of shock at each node.
  let prices: [Double]?

  func tables(_ nodes: NodeIndex) -> [ResultColumns] {
    var tables: [ResultColumns] = []
    if let power {
      tables.append(
        ResultColumns(
          "order", title: "Entries of A* to the power of \(power.order)",
          rowCount: power.values.count,
          columns: [
            .id("i", "Node that depends", nodes) { power.rows[$0] },
            .id("j", "Node depended on", nodes) { power.columns[$0] },
            .number("a", "Entry", power.values),
          ]))
    }
    if let prices {
      tables.append(
        ResultColumns(
          "prices", title: "What a unit of shock at a node costs where nothing is clipped",
          rowCount: prices.count,
          columns: [
            .id("node", "Node", nodes),
            .number("loss_per_shock", unit: "unit of output", "Loss per unit of c*", prices),
          ]))
    }
    return tables
  }
}
