import Testing
import TestStreams

@testable import LinearAlgebra

@Suite struct CholeskyTests {
  init() { useOneBLASThread() }

  /// By hand: the product of the expected factor and its transpose is the matrix.
  @Test func factorsByHand() throws {
    let factor = try Cholesky(
      of: DenseMatrix(rows: [[4, -10, 2], [-10, 34, -17], [2, -17, 18]]))
    let expected = DenseMatrix(rows: [[2, 0, 0], [-5, 3, 0], [1, -4, 1]])
    #expect(factor.lower.distance(to: expected) < 1e-14)
  }

  @Test(arguments: [1, 2, 10, 100])
  func factorTimesTransposeIsTheMatrix(_ order: Int) throws {
    let root = randomMatrix(rows: order, columns: order, seed: 1)
    var matrix = root.multiplied(by: root.transposed)
    for index in 0..<order { matrix[index, index] += 1 }
    let lower = try Cholesky(of: matrix).lower
    let product = lower.multiplied(by: lower.transposed)
    #expect(product.distance(to: matrix) < 1e-14 * matrix.frobeniusNorm)
  }

  @Test func namesTheFailingMinor() {
    #expect(throws: MatrixError.notPositiveDefinite(order: 3)) {
      try Cholesky(of: DenseMatrix(rows: [[1, 0, 0.8], [0, 1, 0.8], [0.8, 0.8, 1]]))
    }
    #expect(throws: MatrixError.notSquare(rows: 1, columns: 2)) {
      try Cholesky(of: DenseMatrix(rows: [[1, 2]]))
    }
    #expect(throws: MatrixError.notFinite(row: 0, column: 1)) {
      try Cholesky(of: DenseMatrix(rows: [[1, .nan], [0, 1]]))
    }
    #expect(throws: MatrixError.notSymmetric(row: 1, column: 0)) {
      try Cholesky(of: DenseMatrix(rows: [[1, 0.5], [0.4, 1]]))
    }
  }

  @Test func errorsAreSentences() {
    #expect(
      MatrixError.notPositiveDefinite(order: 3).description
        == "the leading minor of order 3 is not positive; the matrix must be positive definite")
    #expect(
      MatrixError.notSymmetric(row: 1, column: 0).description
        == "entries (1, 0) and (0, 1) differ; the matrix must be symmetric")
    #expect(
      MatrixError.singular(pivot: 2).description
        == "pivot 2 is zero; the matrix must be regular")
    #expect(
      MatrixError.notSquare(rows: 1, columns: 2).description
        == "the matrix is 1 × 2; it must be square")
    #expect(
      MatrixError.notFinite(row: 0, column: 1).description
        == "entry (0, 1) is not a finite number")
    #expect(
      MatrixError.noConvergence.description
        == "the eigenvalue iteration did not converge")
  }

  /// The product in place equals the sum written out, to rounding.
  @Test(arguments: [1, 2, 3, 10, 50])
  func multipliesABlock(_ order: Int) throws {
    let factor = try correlatedFactor(order)
    let width = 64
    let block = randomMatrix(rows: order, columns: width, seed: 3)
    let expected = factor.lower.multiplied(by: block)
    #expect(multiplied(factor, block).distance(to: expected) < 1e-14 * expected.frobeniusNorm)
  }

  /// A column's result has the same bits wherever it stands, and for every multiple of 64.
  @Test(arguments: [2, 3, 10, 50, 130], [64, 128, 192, 448, 1024, 4096])
  func positionInTheBlockDoesNotMatter(_ order: Int, _ width: Int) throws {
    let factor = try correlatedFactor(order)
    let block = randomMatrix(rows: order, columns: width, seed: 4)
    let straight = multiplied(factor, block)
    var generator = SplitMix64(state: 5)
    let places = (0..<width).shuffled(using: &generator)
    var moved = block
    for row in 0..<order {
      for column in 0..<width { moved[row, places[column]] = block[row, column] }
    }
    let shuffled = multiplied(factor, moved)
    let alone = multiplied(
      factor,
      DenseMatrix(
        rows: order, columns: 64,
        storage: (0..<order).flatMap { Array(block.row($0).prefix(64)) }))
    var (differing, differingAlone) = (0, 0)
    for row in 0..<order {
      for column in 0..<width {
        let bits = straight[row, column].bitPattern
        if shuffled[row, places[column]].bitPattern != bits { differing += 1 }
        if column < 64, alone[row, column].bitPattern != bits { differingAlone += 1 }
      }
    }
    #expect(differing == 0)
    #expect(differingAlone == 0)
  }

  private func correlatedFactor(_ order: Int) throws -> Cholesky {
    let root = randomMatrix(rows: order, columns: order, seed: 2)
    var matrix = root.multiplied(by: root.transposed)
    for index in 0..<order { matrix[index, index] += 1 }
    return try Cholesky(of: matrix)
  }

  private func multiplied(_ factor: Cholesky, _ block: DenseMatrix) -> DenseMatrix {
    var result = block
    result.withUnsafeMutableStorage {
      multiplyLower(factor: factor, block: $0, width: block.columns)
    }
    return result
  }
}
