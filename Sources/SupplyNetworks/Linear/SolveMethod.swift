internal import LinearAlgebra

/// How the systems of a linear network are solved.
public enum SolveMethod: String, CaseIterable, Sendable {
  /// One LU factorisation, all shocks as right-hand sides.
  case dense
  /// Gauss–Seidel sweeps over blocks of eight shocks.
  case sparse

  /// The order up to which matrices are held with every entry: 3.2 GB each.
  static let denseLimit = 20_000

  /// Throws where a matrix is too large to be held with every entry.
  static func requireDense(_ matrix: SparseMatrix) throws(LinearNetworkError) {
    guard matrix.rows > denseLimit else { return }
    throw .tooLargeForDense(nodes: matrix.rows, limit: denseLimit)
  }

  /// The method expected to take less time, by order, entries, radius and number of scenarios.
  ///
  /// Dense products do about 20 times as many operations a second as sparse ones; the sweeps needed
  /// grow with 1 / (1 − ρ). Below order 200 and above the dense limit nothing is weighed.
  static func cheaper(for matrix: SparseMatrix, radius: Double, scenarios: Int) -> SolveMethod {
    let order = Double(matrix.rows)
    if order <= 200 { return .dense }
    if matrix.rows > denseLimit { return .sparse }
    let blocks = Double((scenarios + 7) / 8)
    let dense = 2 / 3 * order * order * order + 4 * order * order * Double(scenarios)
    let sweeps = max(5, 14 / max(1 - radius, 1e-6))
    return dense / 20 <= 2 * sweeps * Double(matrix.entryCount) * 8 * blocks ? .dense : .sparse
  }

  /// The method expected to step faster: a dense product does about ten entries in the time in
  /// which a sparse one does one.
  static func fasterProduct(for matrix: SparseMatrix) -> SolveMethod {
    matrix.rows <= 200 || (matrix.rows <= denseLimit && matrix.density > 0.1) ? .dense : .sparse
  }
}
