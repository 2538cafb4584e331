import Testing

@testable import LinearAlgebra

@Suite struct TriangularFactorsTests {
  /// By hand: 2x + y = 5 and x + 3y = 10 give x = 1, y = 3; the transpose gives the same here.
  @Test func twoEquationsByHand() throws {
    let factors = try TriangularFactors(of: DenseMatrix(rows: [[2, 1], [1, 3]]))
    var block = [5.0, 10]
    factors.solve(inPlace: &block, width: 1)
    #expect(abs(block[0] - 1) < 1e-15 && abs(block[1] - 3) < 1e-15)
    let uneven = try TriangularFactors(of: DenseMatrix(rows: [[0, 4], [2, 1]]))
    var one = [8.0, 5]
    uneven.solve(inPlace: &one, width: 1)
    #expect(one == [1.5, 2])
    var other = [2.0, 9]
    uneven.solveTransposed(inPlace: &other, width: 1)
    #expect(other == [2, 1])
  }

  /// The caller's matrix is untouched where it is still held, and a singular one is refused.
  @Test func leavesTheMatrixAlone() throws {
    let matrix = DenseMatrix(rows: [[4, 3], [6, 3]])
    _ = try TriangularFactors(of: matrix)
    #expect(matrix == DenseMatrix(rows: [[4, 3], [6, 3]]))
    #expect(throws: MatrixError.self) {
      try TriangularFactors(of: DenseMatrix(rows: [[1, 2], [2, 4]]))
    }
  }

  /// I − A and A as dense matrices, with every place stored and with places left out.
  @Test func denseOfSparse() {
    for rows in [[[0.5, 0.25], [0.125, 0.75]], [[0, 0.25], [0.125, 0]]] {
      let sparse = SparseMatrix(DenseMatrix(rows: rows))
      #expect(sparse.dense == DenseMatrix(rows: rows))
      let difference = sparse.denseSubtractedFromIdentity
      for i in 0..<2 {
        for j in 0..<2 { #expect(difference[i, j] == (i == j ? 1 : 0) - rows[i][j]) }
      }
    }
  }
}
