import CKernels
import Testing
import TestStreams

@testable import LinearAlgebra

@Suite(.serialized) struct SparseMatrixTests {
  private typealias Triplet = SparseMatrix.Triplet

  /// A matrix with empty rows, a full one and repeated places.
  private func example(rows: Int = 37, columns: Int = 23, count: Int = 300) -> (
    SparseMatrix, DenseMatrix
  ) {
    var generator = SplitMix64(state: 5)
    var dense = DenseMatrix(rows: rows, columns: columns)
    let triplets = (0..<count).map { _ in
      let row = Int(generator.next() % UInt64(rows)) / 2 * 2
      let entry = Triplet(
        row: min(row, rows - 1), column: Int(generator.next() % UInt64(columns)),
        value: Double(generator.next() >> 40) * 0x1p-20 - 8)
      dense[entry.row, entry.column] += entry.value
      return entry
    }
    return (SparseMatrix(rows: rows, columns: columns, triplets: triplets), dense)
  }

  @Test func holdsWhatADenseMatrixHolds() {
    let (sparse, dense) = example()
    sparse.checkInvariants()
    #expect(sparse.dense == dense)
    #expect(sparse[0, 1] == dense[0, 1] && sparse[1, 0] == 0)
    #expect(sparse.density < 0.5 && sparse.entryCount > 100)
    #expect(SparseMatrix(dense).dense == dense)
    #expect(sparse.rowSums.count == 37)
  }

  @Test func emptyShapesWork() {
    let none = SparseMatrix(rows: 0, columns: 0, triplets: [])
    none.checkInvariants()
    #expect(none.multiplied(by: [Double]()) == [] && none.density == 0 && none.infinityNorm == 0)
    let empty = SparseMatrix(rows: 3, columns: 2, triplets: [])
    #expect(empty.multiplied(by: [1, 1]) == [0, 0, 0])
    #expect(empty.transposed.rows == 2)
  }

  @Test func transposesAndMultiplies() {
    let (sparse, dense) = example()
    #expect(sparse.transposed.dense == dense.transposed)
    sparse.transposed.checkInvariants()
    let vector = (0..<23).map { Double($0) - 7 }
    let product = zip(sparse.multiplied(by: vector), dense.multiplied(by: vector))
    #expect(product.allSatisfy { abs($0 - $1) < 1e-9 })
    let square = sparse.transposed.multiplied(by: sparse)
    square.checkInvariants()
    #expect(square.dense.distance(to: dense.transposed.multiplied(by: dense)) < 1e-9)
  }

  @Test func takesPartsAndAddsDiagonals() {
    let (sparse, dense) = example(rows: 23, columns: 23)
    let members = [4, 0, 17]
    let part = sparse.principalSubmatrix(members)
    for (row, first) in members.enumerated() {
      for (column, second) in members.enumerated() {
        #expect(part[row, column] == dense[first, second])
      }
    }
    let sum = sparse.addingDiagonal((0..<23).map { Double($0 + 1) })
    sum.checkInvariants()
    for row in 0..<23 {
      for column in 0..<23 {
        #expect(sum[row, column] == dense[row, column] + (row == column ? Double(row + 1) : 0))
      }
    }
    #expect(sparse.denseSubtractedFromIdentity == dense.subtractedFromIdentity)
    #expect(sparse.mapped { 2 * Double($0 - $1) * $2 }[2, 1] == 2 * dense[2, 1])
  }

  /// Every instruction set gives the bits of the plain sums of `multiplied(by:)`.
  @Test func blocksEqualVectorsBitForBit() {
    let (sparse, _) = example()
    let block = randomMatrix(rows: 23, columns: 8, seed: 3)
    for level: Int32 in [0, 3, 4] where bw_force_instruction_set(level) == 1 {
      var result = [Double](repeating: .nan, count: 37 * 8)
      sparse.multiply(block: block.storage, into: &result)
      for column in 0..<8 {
        let expected = sparse.multiplied(by: (0..<23).map { block[$0, column] })
        for row in 0..<37 { #expect(result[row * 8 + column] == expected[row]) }
      }
    }
    for level: Int32 in [0, 3, 4] { _ = bw_force_instruction_set(level) }
  }
}
