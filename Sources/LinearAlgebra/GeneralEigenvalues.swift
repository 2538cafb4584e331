import CLAPACK

extension DenseMatrix {
  /// The eigenvalues of a square matrix, by LAPACK `dgeev`.
  ///
  /// Cost: about 10 · order³.
  /// - Throws: `MatrixError.noConvergence`, or what keeps the matrix from being finite and square.
  public func eigenvalues() throws(MatrixError) -> [(real: Double, imaginary: Double)] {
    try requireSquareAndFinite()
    guard rows > 0 else { return [] }
    var work = self
    var real = [Double](repeating: 0, count: rows)
    var imaginary = real
    let order = blasInt(rows)
    let status = work.withUnsafeMutableStorage { entries in
      // The transpose that LAPACK reads has the same eigenvalues.
      LAPACKE_dgeev(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "N")), order,
        entries.baseAddress, order, &real, &imaginary, nil, 1, nil, 1)
    }
    guard status == 0 else { throw .noConvergence }
    return Array(zip(real, imaginary))
  }

  /// The largest magnitude of an eigenvalue.
  ///
  /// - Throws: as `eigenvalues()`.
  public func spectralRadius() throws(MatrixError) -> Double {
    try eigenvalues().reduce(0) {
      max($0, ($1.real * $1.real + $1.imaginary * $1.imaginary).squareRoot())
    }
  }
}
