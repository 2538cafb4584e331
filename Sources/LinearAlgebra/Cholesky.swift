import CLAPACK

/// The lower triangular factor L of a symmetric positive definite matrix A = L · Lᵀ.
public struct Cholesky: Equatable, Sendable {
  /// The factor: lower triangular with a positive diagonal, zeros above it.
  public let lower: DenseMatrix

  /// The order of the matrix.
  public var order: Int { lower.rows }

  /// Factors a matrix by LAPACK `dpotrf`.
  ///
  /// Cost: order³ / 3.
  /// Only the lower triangle is used after the check of symmetry.
  /// - Throws: `MatrixError.notPositiveDefinite` with the order of the first leading minor that
  ///   is not positive, or what keeps the matrix from being finite, square and symmetric.
  public init(of matrix: DenseMatrix) throws(MatrixError) {
    try matrix.requireSymmetric()
    let order = matrix.rows
    var factor = matrix
    let status = factor.withUnsafeMutableStorage { entries in
      // Read by columns, rows are columns: the upper factor by columns is the lower one by rows.
      LAPACKE_dpotrf(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), blasInt(order), entries.baseAddress,
        blasInt(max(order, 1)))
    }
    guard status <= 0 else { throw .notPositiveDefinite(order: Int(status)) }
    precondition(status == 0, "dpotrf refused an argument")
    for row in 0..<order {
      for column in (row + 1)..<max(order, row + 1) { factor[row, column] = 0 }
    }
    lower = factor
  }
}

/// Replaces a block X by L · X: independent standard normals become correlated ones.
///
/// The block has one row for each dimension of the factor and `width` columns, row by row.
/// It works in place by `cblas_dtrmm`, without allocating in Swift. With one BLAS thread and a
/// width that is a multiple of 64, a column's result has the same bits wherever it stands in
/// the block.
public func multiplyLower(
  factor: Cholesky, block: UnsafeMutableBufferPointer<Double>, width: Int
) {
  precondition(width >= 0, "a block cannot have a negative width")
  precondition(block.count == factor.order * width, "a block needs dimension × width entries")
  guard block.count > 0 else { return }
  factor.lower.storage.withUnsafeBufferPointer { lower in
    cblas_dtrmm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, blasInt(factor.order),
      blasInt(width), 1, lower.baseAddress, blasInt(factor.order), block.baseAddress,
      blasInt(width))
  }
}
