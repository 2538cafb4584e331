public import LinearAlgebra

/// From which side a perturbation comes into an input–output economy.
public enum PerturbationSide: String, CaseIterable, Sendable {
  /// Final demand falls away: A* = diag(x)⁻¹ A diag(x), a*_ij = z_ij / x_i.
  case demand
  /// Value added or supply falls away: A* = Aᵀ, a*_ij = z_ji / x_i (Leung et al. 2007).
  case supply
}

/// The matrices of an input–output table and the interdependency matrices A* made of them.
///
/// Row i of A* says on whom node i depends: a*_ij is the inoperability that a fully inoperable j
/// gives to i. `MODELS.md` 5.1; Haimes & Jiang 2001, Santos & Haimes 2004.
public enum Interdependency {
  /// Technical coefficients a_ij = z_ij / x_j: what j buys of i for one unit of its output.
  ///
  /// - Parameters:
  ///   - transactions: z_ij, the money that j pays to i; at least 0.
  ///   - output: x_i, the total output of each node, above 0.
  public static func technicalCoefficients(
    transactions: SparseMatrix, output: [Double]
  ) throws(LinearNetworkError) -> SparseMatrix {
    try check(transactions, output)
    return transactions.mapped { $2 / output[$1] }
  }

  /// Allocation coefficients b_ij = z_ij / x_i: the part of i's output that j takes (Ghosh 1958).
  ///
  /// - Parameters: as for the technical coefficients.
  public static func allocationCoefficients(
    transactions: SparseMatrix, output: [Double]
  ) throws(LinearNetworkError) -> SparseMatrix {
    try check(transactions, output)
    return transactions.mapped { row, _, value in value / output[row] }
  }

  /// A* of an input–output table.
  public static func matrix(
    transactions: SparseMatrix, output: [Double], side: PerturbationSide
  ) throws(LinearNetworkError) -> SparseMatrix {
    switch side {
    case .demand: try allocationCoefficients(transactions: transactions, output: output)
    case .supply:
      try technicalCoefficients(transactions: transactions, output: output).transposed
    }
  }

  /// A* of a supplier network: a*_ij = δ_i w_ji / Σ_k w_ki.
  ///
  /// - Parameters:
  ///   - links: w_ji in row j (supplier) and column i (customer), at least 0.
  ///   - dependency: δ_i in [0, 1), the part of node i that depends on its suppliers.
  public static func matrix(
    links: SparseMatrix, dependency: [Double]
  ) throws(LinearNetworkError) -> SparseMatrix {
    try checkWeights(links)
    if let node = dependency.firstIndex(where: { !($0 >= 0 && $0 < 1) }) {
      throw .dependencyOutOfRange(node: node, dependency: dependency[node])
    }
    let inputs = links.transposed
    let sums = inputs.rowSums
    return inputs.mapped { row, _, value in sums[row] > 0 ? dependency[row] * value / sums[row] : 0
    }
  }

  private static func check(
    _ transactions: SparseMatrix, _ output: [Double]
  ) throws(LinearNetworkError) {
    precondition(
      output.count == transactions.rows && transactions.isSquare,
      "an input–output table needs one output for each row and column")
    if let node = output.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw .outputNotPositive(node: node, output: output[node])
    }
    try checkWeights(transactions)
  }

  private static func checkWeights(_ matrix: SparseMatrix) throws(LinearNetworkError) {
    guard !matrix.values.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return }
    for row in 0..<matrix.rows {
      for place in matrix.entries(ofRow: row) {
        let value = matrix.values[place]
        guard !(value >= 0 && value.isFinite) else { continue }
        throw .weightOutOfRange(row: row, column: Int(matrix.columnIndices[place]), value: value)
      }
    }
  }
}
