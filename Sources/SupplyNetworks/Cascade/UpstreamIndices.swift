internal import LinearAlgebra

extension ProductionCascade {
  /// The upstream index of the closure of every firm, exact, from one factorisation.
  ///
  /// With G = (I − Λu)⁻¹, closing s costs firm i the share G_is / G_ss: the chance that demand
  /// followed from i arrives at s. So the index is (wᵀG)_s / G_ss, and LU gives all of them. It is
  /// the truth that iterations are held against, and needs order² numbers and 2 · order³ operations.
  ///
  /// - Returns: one index a firm; nil where I − Λu is singular, because some firms sell everything
  ///   to one another for ever, or where a firm's shares of demand sum to more than 1.
  public func exactUpstreamIndices() -> [Double]? {
    let count = structure.firmCount
    guard structure.isSubstochastic, structure.closedGroups.members.isEmpty else { return nil }
    var matrix = DenseMatrix(rows: count, columns: count)
    for row in 0..<count {
      matrix[row, row] = 1
      for entry in structure.demand.row(row) {
        matrix[row, Int(structure.demand.other[entry])] -= structure.demand.share[entry]
      }
    }
    guard let factor = try? LUFactor(of: matrix) else { return nil }
    var identity = DenseMatrix(rows: count, columns: count)
    for row in 0..<count { identity[row, row] = 1 }
    let inverse = factor.solve(identity).solution
    return (0..<count).map { firm in
      let label = Int(structure.labelOf[firm])
      var weighted = 0.0
      for row in 0..<count { weighted += structure.weight[row] * inverse[row, label] }
      return weighted / inverse[label, label]
    }
  }
}
