import Testing

@testable import LinearAlgebra

@Suite struct GeneralEigenvaluesTests {
  /// A turn by a quarter has the eigenvalues ±i.
  @Test func findsComplexPairs() throws {
    let turn = DenseMatrix(rows: [[0, -2], [2, 0]])
    let values = try turn.eigenvalues()
    #expect(values.allSatisfy { abs($0.real) < 1e-15 && abs(abs($0.imaginary) - 2) < 1e-15 })
    #expect(abs(try turn.spectralRadius() - 2) < 1e-15)
  }

  @Test func refusesWhatIsNotSquareOrFinite() {
    #expect(throws: MatrixError.notSquare(rows: 1, columns: 2)) {
      try DenseMatrix(rows: [[1, 2]]).eigenvalues()
    }
    #expect(throws: MatrixError.notFinite(row: 0, column: 0)) {
      try DenseMatrix(rows: [[.nan]]).eigenvalues()
    }
  }
}
