import CKernels
import Testing
import TestStreams

@testable import LinearAlgebra

@Suite(.serialized) struct GaussSeidelTests {
  init() { useOneBLASThread() }

  /// A sparse matrix with row sums of 0.8, some of it on the diagonal.
  private func example(_ order: Int) -> SparseMatrix {
    var generator = SplitMix64(state: 9)
    let triplets = (0..<order).flatMap { row in
      (0..<5).map { entry in
        SparseMatrix.Triplet(
          row: row, column: entry == 0 ? row : Int(generator.next() % UInt64(order)), value: 0.16)
      }
    }
    return SparseMatrix(rows: order, columns: order, triplets: triplets)
  }

  private func solve(
    _ matrix: SparseMatrix, _ block: [Double], tolerance: Double = 1e-13, sweeps: Int = 10_000
  ) throws -> ([Double], GaussSeidel.Outcome) {
    var solution = block
    let outcome = try GaussSeidel(matrix).solve(
      block: block, into: &solution, tolerance: tolerance, maximumSweeps: sweeps)
    return (solution, outcome)
  }

  /// Against LU of the dense matrix.
  @Test func agreesWithLU() throws {
    let matrix = example(60)
    let block = randomMatrix(rows: 60, columns: 8, seed: 4)
    let (solution, outcome) = try solve(matrix, block.storage)
    #expect(outcome.converged && outcome.residuals.allSatisfy { $0 < 1e-13 })
    let exact = try LUFactor(of: matrix.dense.subtractedFromIdentity).solve(block).solution
    #expect(zip(solution, exact.storage).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// A column stops by itself: hard and easy neighbours do not change its bits.
  @Test func columnsDoNotDependOnTheirNeighbours() throws {
    let matrix = example(60)
    let block = randomMatrix(rows: 60, columns: 8, seed: 4)
    let (together, _) = try solve(matrix, block.storage)
    for column in [0, 5] {
      var alone = [Double](repeating: 0, count: 480)
      for row in 0..<60 { alone[row * 8] = block[row, column] }
      let (single, _) = try solve(matrix, alone)
      for row in 0..<60 { #expect(single[row * 8] == together[row * 8 + column]) }
    }
  }

  @Test func everyInstructionSetGivesTheSameBits() throws {
    let matrix = example(60)
    let block = randomMatrix(rows: 60, columns: 8, seed: 4).storage
    var answers: [[Double]] = []
    for level: Int32 in [0, 3, 4] where bw_force_instruction_set(level) == 1 {
      answers.append(try solve(matrix, block).0)
    }
    for level: Int32 in [0, 3, 4] { _ = bw_force_instruction_set(level) }
    #expect(answers.allSatisfy { $0 == answers[0] })
  }

  /// The residual that is reported is |c + A x − x|, not what the sweeps met on the way.
  @Test func residualIsTrueWhenSweepsEndEarly() throws {
    let matrix = example(60)
    let block = randomMatrix(rows: 60, columns: 8, seed: 4).storage
    let (solution, outcome) = try solve(matrix, block, sweeps: 2)
    #expect(!outcome.converged && outcome.sweeps == 2)
    for column in 0..<8 {
      let values = (0..<60).map { solution[$0 * 8 + column] }
      let image = matrix.multiplied(by: values)
      var gap = 0.0
      for row in 0..<60 { gap = max(gap, abs(block[row * 8 + column] + image[row] - values[row])) }
      #expect(abs(gap - outcome.residuals[column]) < 1e-14 && gap > 1e-6)
    }
  }

  @Test func refusesAUnitDiagonal() {
    let matrix = SparseMatrix(DenseMatrix(rows: [[0, 0.5], [0, 1]]))
    #expect(throws: MatrixError.singular(pivot: 1)) { try GaussSeidel(matrix) }
  }
}
