import CLAPACK

/// The factors of P · A = L · U alone, for blocks of right-hand sides.
///
/// The matrix itself is not kept: `LUFactor` keeps it, for residuals.
public struct TriangularFactors: Sendable {
  /// The order of the matrix.
  public let order: Int
  /// The factors of the transpose, because LAPACK reads our rows as its columns.
  let storage: [Double]
  let pivots: [LapackInt]

  /// Factors a matrix by LAPACK `dgetrf`, in its own storage where nobody else holds that.
  ///
  /// Cost: 2 · order³ / 3.
  /// - Throws: `MatrixError.singular` with the place of the zero pivot, or what keeps the matrix
  ///   from being finite and square.
  public init(of matrix: consuming DenseMatrix) throws(MatrixError) {
    try matrix.requireSquareAndFinite()
    let order = matrix.rows
    var pivots = [LapackInt](repeating: 0, count: order)
    let status = matrix.withUnsafeMutableStorage { entries in
      LAPACKE_dgetrf(
        LAPACK_COL_MAJOR, blasInt(order), blasInt(order), entries.baseAddress,
        blasInt(max(order, 1)), &pivots)
    }
    guard status <= 0 else { throw .singular(pivot: Int(status) - 1) }
    precondition(status == 0, "dgetrf refused an argument")
    self.order = order
    storage = matrix.storage
    self.pivots = pivots
  }

  /// Replaces a block B, stored row by row, by the solution of A · X = B.
  ///
  /// Two triangular solves by `dtrsm`, without a copy, so that several threads can solve blocks
  /// of their own at once. With one BLAS thread and a width that is a multiple of 64, a column's
  /// solution has the same bits wherever it stands.
  public func solve(inPlace block: UnsafeMutablePointer<Double>, width: Int) {
    // Aᵀ = P L U was factored by columns; read by rows, A = (U by rows)(L by rows) Pᵀ.
    solveTriangle(CblasLower, CblasNoTrans, CblasNonUnit, block, width)
    solveTriangle(CblasUpper, CblasNoTrans, CblasUnit, block, width)
    for row in pivots.indices.reversed() { exchange(row, block, width) }
  }

  /// Replaces a block B, stored row by row, by the solution of Aᵀ · X = B.
  public func solveTransposed(inPlace block: UnsafeMutablePointer<Double>, width: Int) {
    for row in pivots.indices { exchange(row, block, width) }
    solveTriangle(CblasUpper, CblasTrans, CblasUnit, block, width)
    solveTriangle(CblasLower, CblasTrans, CblasNonUnit, block, width)
  }

  private func solveTriangle(
    _ half: CBLAS_UPLO, _ transpose: CBLAS_TRANSPOSE, _ diagonal: CBLAS_DIAG,
    _ block: UnsafeMutablePointer<Double>, _ width: Int
  ) {
    guard order > 0, width > 0 else { return }
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, half, transpose, diagonal, blasInt(order), blasInt(width),
      1, storage, blasInt(order), block, blasInt(width))
  }

  private func exchange(_ row: Int, _ block: UnsafeMutablePointer<Double>, _ width: Int) {
    let other = Int(pivots[row]) - 1
    guard other != row else { return }
    cblas_dswap(blasInt(width), block + row * width, 1, block + other * width, 1)
  }
}
