import Testing

@testable import LinearAlgebra

@Suite struct SymmetricEigenTests {
  init() { useOneBLASThread() }

  /// The second difference matrix has eigenvalues 2 − 2 cos(kπ/(n+1)): closed form, n = 3.
  @Test func eigenvaluesInClosedForm() throws {
    let eigen = try SymmetricEigen(of: DenseMatrix(rows: [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]))
    let expected = [2 - 2.squareRoot(), 2, 2 + 2.squareRoot()]
    for (value, reference) in zip(eigen.values, expected) {
      #expect(abs(value - reference) < 1e-14)
    }
  }

  @Test(arguments: [1, 4, 40])
  func recomposes(_ order: Int) throws {
    let half = randomMatrix(rows: order, columns: order, seed: 6)
    let matrix = half.multiplied(by: half.transposed)
    let eigen = try SymmetricEigen(of: matrix)
    #expect(eigen.values == eigen.values.sorted())
    #expect(eigen.recomposed { $0 }.distance(to: matrix) < 1e-13 * matrix.frobeniusNorm)
    let gram = eigen.vectors.multiplied(by: eigen.vectors.transposed)
    #expect(gram.distance(to: .identity(order)) < 1e-13)
  }

  @Test func refusesWhatIsNotSymmetric() {
    #expect(throws: MatrixError.notSymmetric(row: 1, column: 0)) {
      try SymmetricEigen(of: DenseMatrix(rows: [[1, 2], [3, 1]]))
    }
  }
}
