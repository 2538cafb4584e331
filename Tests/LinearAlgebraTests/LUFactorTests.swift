import Testing

@testable import LinearAlgebra

@Suite struct LUFactorTests {
  init() { useOneBLASThread() }

  /// By hand: x + 2y = 5 and 3x + 4y = 11 at (1, 2); x + 3y = 7 and 2x + 4y = 10 at (1, 2).
  @Test func solvesByHand() throws {
    let factor = try LUFactor(of: DenseMatrix(rows: [[1, 2], [3, 4]]))
    let solution = factor.solve([5, 11])
    #expect(abs(solution[0] - 1) < 1e-14 && abs(solution[1] - 2) < 1e-14)
    let adjoint = factor.solveTransposed(DenseMatrix(rows: [[7], [10]])).solution.storage
    #expect(abs(adjoint[0] - 1) < 1e-14 && abs(adjoint[1] - 2) < 1e-14)
  }

  @Test(arguments: [1, 5, 80])
  func residualIsRounding(_ order: Int) throws {
    let matrix = randomMatrix(rows: order, columns: order, seed: 7)
    let right = randomMatrix(rows: order, columns: 3, seed: 8)
    let factor = try LUFactor(of: matrix)
    let answer = factor.solve(right)
    #expect(answer.residual < 1e-14)
    #expect(matrix.multiplied(by: answer.solution).distance(to: right) < 1e-10)
    #expect(factor.solveTransposed(right).residual < 1e-14)
    #expect(factor.reciprocalCondition > 0 && factor.reciprocalCondition <= 1)
  }

  @Test func namesTheZeroPivot() {
    #expect(throws: MatrixError.singular(pivot: 1)) {
      try LUFactor(of: DenseMatrix(rows: [[1, 2], [2, 4]]))
    }
  }

  /// The Hilbert matrix of order 10 has the condition 3.5e13 in the maximum norm (Higham 2002).
  @Test func seesBadCondition() throws {
    var hilbert = DenseMatrix(rows: 10, columns: 10)
    for row in 0..<10 {
      for column in 0..<10 { hilbert[row, column] = 1 / Double(row + column + 1) }
    }
    let reciprocal = try LUFactor(of: hilbert).reciprocalCondition
    #expect(reciprocal > 1e-14 && reciprocal < 1e-13)
  }
}
