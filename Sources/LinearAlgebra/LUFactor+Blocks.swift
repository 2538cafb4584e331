import CLAPACK

extension LUFactor {
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
    guard matrix.rows > 0, width > 0 else { return }
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, half, transpose, diagonal, blasInt(matrix.rows), blasInt(width),
      1, factors.storage, blasInt(matrix.rows), block, blasInt(width))
  }

  private func exchange(_ row: Int, _ block: UnsafeMutablePointer<Double>, _ width: Int) {
    let other = Int(pivots[row]) - 1
    guard other != row else { return }
    cblas_dswap(blasInt(width), block + row * width, 1, block + other * width, 1)
  }
}
