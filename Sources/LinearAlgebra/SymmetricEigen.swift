import CLAPACK

/// The eigenvalues and eigenvectors of a symmetric matrix A = V · diag(values) · Vᵀ.
public struct SymmetricEigen: Equatable, Sendable {
  /// The eigenvalues, ascending.
  public let values: [Double]
  /// The eigenvectors: row k belongs to `values[k]`, and the rows are orthonormal.
  public let vectors: DenseMatrix

  /// Decomposes a matrix by LAPACK `dsyevd`.
  ///
  /// Cost: about 9 · order³.
  /// - Throws: `MatrixError.noConvergence`, or what keeps the matrix from being finite, square
  ///   and symmetric.
  public init(of matrix: DenseMatrix) throws(MatrixError) {
    try matrix.requireSymmetric()
    let order = matrix.rows
    var entries = matrix
    var values = [Double](repeating: 0, count: order)
    let status = entries.withUnsafeMutableStorage { buffer in
      // By columns the eigenvectors come out as columns, which by rows are rows.
      LAPACKE_dsyevd(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "U")), blasInt(order),
        buffer.baseAddress, blasInt(max(order, 1)), &values)
    }
    guard status == 0 else { throw .noConvergence }
    self.values = values
    vectors = entries
  }

  /// The matrix with the same eigenvectors and each eigenvalue replaced by an image of it.
  public func recomposed(_ image: (Double) -> Double) -> DenseMatrix {
    let order = values.count
    var scaled = vectors
    for row in 0..<order {
      let value = image(values[row])
      for column in 0..<order { scaled[row, column] *= value }
    }
    var product = vectors.transposed.multiplied(by: scaled)
    // The product is symmetric up to rounding; both halves must agree to the last bit.
    for row in 0..<order {
      for column in 0..<row {
        let average = 0.5 * (product[row, column] + product[column, row])
        product[row, column] = average
        product[column, row] = average
      }
    }
    return product
  }
}
