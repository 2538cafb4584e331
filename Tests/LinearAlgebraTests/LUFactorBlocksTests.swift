import Testing

@testable import LinearAlgebra

@Suite struct LUFactorBlocksTests {
  init() { useOneBLASThread() }

  /// Against `dgetrs`, with a matrix that needs row exchanges.
  @Test(arguments: [1, 3, 130])
  func agreesWithTheWholeSolve(_ order: Int) throws {
    let factor = try LUFactor(of: randomMatrix(rows: order, columns: order, seed: 7))
    let right = randomMatrix(rows: order, columns: 5, seed: 8)
    var (plain, adjoint) = (right.storage, right.storage)
    factor.solve(inPlace: &plain, width: 5)
    factor.solveTransposed(inPlace: &adjoint, width: 5)
    let pairs =
      Array(zip(plain, factor.solve(right).solution.storage))
      + Array(zip(adjoint, factor.solveTransposed(right).solution.storage))
    #expect(pairs.allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) })
  }

  @Test func widthsOfSixtyFourGiveTheSameBits() throws {
    let factor = try LUFactor(of: randomMatrix(rows: 200, columns: 200, seed: 7))
    let wide = randomMatrix(rows: 200, columns: 192, seed: 8)
    var together = wide.storage
    factor.solve(inPlace: &together, width: 192)
    var apart = (0..<200).flatMap { row in (0..<64).map { wide[row, 64 + $0] } }
    factor.solve(inPlace: &apart, width: 64)
    for row in 0..<200 {
      #expect(apart[row * 64..<row * 64 + 64] == together[row * 192 + 64..<row * 192 + 128])
    }
  }
}
