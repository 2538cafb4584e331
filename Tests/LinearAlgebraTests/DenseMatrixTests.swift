import Testing
import TestStreams

@testable import LinearAlgebra

/// Matrices with fixed random entries in [−1, 1].
func randomMatrix(rows: Int, columns: Int, seed: UInt64) -> DenseMatrix {
  var generator = SplitMix64(state: seed)
  let storage = (0..<rows * columns).map { _ in Double.random(in: -1...1, using: &generator) }
  return DenseMatrix(rows: rows, columns: columns, storage: storage)
}

@Suite struct DenseMatrixTests {
  init() { useOneBLASThread() }

  @Test func storesRowByRow() {
    var matrix = DenseMatrix(rows: [[1, 2, 3], [4, 5, 6]])
    matrix.checkInvariants()
    #expect(matrix.rows == 2 && matrix.columns == 3 && !matrix.isSquare)
    #expect(matrix.storage == [1, 2, 3, 4, 5, 6] && matrix[1, 0] == 4)
    matrix[1, 0] = 9
    #expect(matrix.row(1) == [9, 5, 6])
    #expect(matrix.transposed == DenseMatrix(rows: [[1, 9], [2, 5], [3, 6]]))
    #expect(DenseMatrix.identity(2) == DenseMatrix(rows: [[1, 0], [0, 1]]))
  }

  /// By hand.
  @Test func multiplies() {
    let matrix = DenseMatrix(rows: [[1, 2], [3, 4], [5, 6]])
    let product = matrix.multiplied(by: DenseMatrix(rows: [[1, 0, 2], [0, 1, -1]]))
    #expect(product == DenseMatrix(rows: [[1, 2, 0], [3, 4, 2], [5, 6, 4]]))
    #expect(matrix.multiplied(by: [1, -1]) == [-1, -1, -1])
    #expect(DenseMatrix(rows: [[3, 0], [0, 4]]).frobeniusNorm == 5)
    #expect(DenseMatrix(rows: [[3, -3], [0, 4]]).infinityNorm == 6)
  }

  @Test func emptyMatricesMultiply() {
    let empty = DenseMatrix(rows: 0, columns: 3)
    #expect(empty.multiplied(by: DenseMatrix(rows: 3, columns: 2)).storage.isEmpty)
    #expect(DenseMatrix(rows: 2, columns: 0).multiplied(by: []) == [0, 0])
    #expect(empty.frobeniusNorm == 0)
  }

  @Test func refusesTheWrongShape() async {
    await #expect(processExitsWith: .failure) {
      _ = DenseMatrix(rows: 2, columns: 2, storage: [1, 2, 3])
    }
    await #expect(processExitsWith: .failure) {
      _ = DenseMatrix(rows: 2, columns: 2)[0, 2]
    }
  }
}
