/// The correlation matrix nearest to a symmetric matrix, and how it was reached.
public struct NearestCorrelation: Equatable, Sendable {
  /// The correlation matrix: symmetric, unit diagonal, no negative eigenvalue.
  public let matrix: DenseMatrix
  /// The Frobenius norm of the difference between the result and the matrix given.
  public let distance: Double
  /// The number of pairs of projections.
  public let iterations: Int
  /// The largest relative change in the last iteration.
  public let residual: Double
  /// Whether the residual came below the tolerance.
  public let converged: Bool
}

/// Finds the correlation matrix nearest to a symmetric matrix in the Frobenius norm.
///
/// Alternating projections on the positive semidefinite matrices and on those with unit
/// diagonal, with Dykstra's correction on the first: Higham (2002), "Computing the nearest
/// correlation matrix", IMA J. Numer. Anal. 22, algorithm 3.3. Convergence is linear.
///
/// - Parameters:
///   - given: a symmetric matrix; its diagonal is ignored.
///   - tolerance: the relative change below which the iteration stops.
///   - maximumIterations: after these the last iterate is returned, not converged.
///   - eigenvalueFloor: if above 0, eigenvalues below it are lifted to it afterwards and the
///     unit diagonal is restored, so that a Cholesky factor exists. 1e-10 is enough.
/// - Throws: what keeps the matrix from being finite, square and symmetric.
public func nearestCorrelation(
  to given: DenseMatrix, tolerance: Double = 1e-12, maximumIterations: Int = 10_000,
  eigenvalueFloor: Double = 0
) throws(MatrixError) -> NearestCorrelation {
  try given.requireSymmetric()
  var unit = withUnitDiagonal(given)
  let target = unit
  var semidefinite = unit
  var correction = DenseMatrix(rows: given.rows, columns: given.columns)
  var residual = Double.infinity
  var iterations = 0
  while residual > tolerance, iterations < maximumIterations {
    let corrected = combine(unit, correction, -)
    let projected = try SymmetricEigen(of: corrected).recomposed { max($0, 0) }
    correction = combine(projected, corrected, -)
    let next = withUnitDiagonal(projected)
    residual = max(
      relativeChange(semidefinite, projected), relativeChange(unit, next),
      relativeChange(projected, next))
    (semidefinite, unit) = (projected, next)
    iterations += 1
  }
  if eigenvalueFloor > 0 { unit = try lifted(unit, floor: eigenvalueFloor) }
  return NearestCorrelation(
    matrix: unit, distance: unit.distance(to: target), iterations: iterations, residual: residual,
    converged: residual <= tolerance)
}

/// Lifts small eigenvalues to the floor and restores the unit diagonal by a congruence.
///
/// The congruence D X D with D = diag(X)^-½ keeps the matrix positive definite.
private func lifted(_ matrix: DenseMatrix, floor: Double) throws(MatrixError) -> DenseMatrix {
  let eigen = try SymmetricEigen(of: matrix)
  guard let smallest = eigen.values.first, smallest < floor else { return matrix }
  var result = eigen.recomposed { max($0, floor) }
  let scales = (0..<result.rows).map { 1 / result[$0, $0].squareRoot() }
  for row in 0..<result.rows {
    for column in 0..<result.columns {
      result[row, column] *= scales[row] * scales[column]
    }
  }
  return withUnitDiagonal(result)
}

private func withUnitDiagonal(_ matrix: DenseMatrix) -> DenseMatrix {
  var result = matrix
  for index in 0..<matrix.rows { result[index, index] = 1 }
  return result
}

private func combine(
  _ one: DenseMatrix, _ other: DenseMatrix, _ operation: (Double, Double) -> Double
) -> DenseMatrix {
  DenseMatrix(
    rows: one.rows, columns: one.columns, storage: zip(one.storage, other.storage).map(operation))
}

private func relativeChange(_ from: DenseMatrix, _ into: DenseMatrix) -> Double {
  let size = into.frobeniusNorm
  return size > 0 ? into.distance(to: from) / size : 0
}
