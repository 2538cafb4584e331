import CLAPACK

/// The solution of a linear system and how well it fits.
public struct LinearSolution: Equatable, Sendable {
  /// The solution, one column for each right-hand side.
  public let solution: DenseMatrix
  /// The normwise backward error max over right-hand sides of ‖b − Ax‖ / (‖A‖ ‖x‖ + ‖b‖) in the
  /// maximum norm (Higham, Accuracy and Stability, 2nd ed., theorem 7.1); about 1e-16 is perfect.
  public let residual: Double
}

/// The factorisation P · A = L · U of a regular square matrix.
public struct LUFactor: Sendable {
  /// The matrix that was factored, kept for residuals.
  public let matrix: DenseMatrix
  let factors: TriangularFactors

  /// Factors a matrix by LAPACK `dgetrf`.
  ///
  /// Cost: 2 · order³ / 3.
  /// - Throws: `MatrixError.singular` with the place of the zero pivot, or what keeps the matrix
  ///   from being finite and square.
  public init(of matrix: DenseMatrix) throws(MatrixError) {
    factors = try TriangularFactors(of: matrix.copied)
    self.matrix = matrix
  }

  /// An estimate of 1 / (‖A‖ ‖A⁻¹‖) in the maximum norm, by `dgecon`; near 0 is nearly singular.
  public var reciprocalCondition: Double {
    guard matrix.rows > 0 else { return 1 }
    var result = 0.0
    // The largest row sum of A is the largest column sum of the transpose that was factored.
    let status = LAPACKE_dgecon(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "1")), blasInt(matrix.rows), factors.storage,
      blasInt(matrix.rows), matrix.infinityNorm, &result)
    return status == 0 ? result : .nan
  }

  /// Solves A · X = B for all columns of B at once, by `dgetrs`.
  public func solve(_ rightHandSides: DenseMatrix) -> LinearSolution {
    solve(rightHandSides, transposed: false)
  }

  /// Solves Aᵀ · X = B for all columns of B at once: the adjoint system.
  public func solveTransposed(_ rightHandSides: DenseMatrix) -> LinearSolution {
    solve(rightHandSides, transposed: true)
  }

  /// Solves A · x = b.
  public func solve(_ rightHandSide: [Double]) -> [Double] {
    let column = DenseMatrix(rows: rightHandSide.count, columns: 1, storage: rightHandSide)
    return solve(column).solution.storage
  }

  private func solve(_ rightHandSides: DenseMatrix, transposed: Bool) -> LinearSolution {
    precondition(rightHandSides.rows == matrix.rows, "a right-hand side needs one entry per row")
    let (order, count) = (matrix.rows, rightHandSides.columns)
    guard order > 0, count > 0 else { return LinearSolution(solution: rightHandSides, residual: 0) }
    var columns = rightHandSides.transposed
    let status = columns.withUnsafeMutableStorage { entries in
      // What was factored is the transpose, so the plain system asks LAPACK for the transposed.
      LAPACKE_dgetrs(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: transposed ? "N" : "T")), blasInt(order),
        blasInt(count), factors.storage, blasInt(order), factors.pivots, entries.baseAddress,
        blasInt(order))
    }
    precondition(status == 0, "dgetrs refused an argument")
    let solution = columns.transposed
    let operand = transposed ? matrix.transposed : matrix
    return LinearSolution(
      solution: solution,
      residual: backwardError(of: solution, matrix: operand, rightHandSides: rightHandSides))
  }
}

/// The largest normwise backward error over the columns of a solution.
private func backwardError(
  of solution: DenseMatrix, matrix: DenseMatrix, rightHandSides: DenseMatrix
) -> Double {
  let product = matrix.multiplied(by: solution)
  let norm = matrix.infinityNorm
  var worst = 0.0
  for column in 0..<solution.columns {
    var (residual, size, right) = (0.0, 0.0, 0.0)
    for row in 0..<solution.rows {
      residual = max(residual, abs(rightHandSides[row, column] - product[row, column]))
      size = max(size, abs(solution[row, column]))
      right = max(right, abs(rightHandSides[row, column]))
    }
    let scale = norm * size + right
    worst = max(worst, scale > 0 ? residual / scale : 0)
  }
  return worst
}
