internal import CKernels

/// Solves (I − A) X = C by Gauss–Seidel sweeps over blocks of eight right-hand sides.
///
/// For A ≥ 0 with spectral radius below 1 the sweeps converge, and no slower than the plain
/// iteration x ← c + A x (Stein & Rosenberg 1948; Varga 2000, theorem 3.15). Every column stops by
/// itself, so a solution has the same bits whatever columns stand beside it.
public struct GaussSeidel: Sendable {
  /// The matrix A.
  public let matrix: SparseMatrix
  /// 1 / (1 − a_ii).
  private let inverses: [Double]
  /// A bound of what is left after a sweep over the largest gap met in it.
  private let leftOver: Double

  /// How a block was solved.
  public struct Outcome: Equatable, Sendable {
    /// The largest |c + A x − x| of each of the eight columns.
    public let residuals: [Double]
    /// The number of sweeps over the block.
    public let sweeps: Int
    /// Whether every column came to its tolerance.
    public let converged: Bool
  }

  /// Prepares the sweeps.
  ///
  /// - Throws: `MatrixError.notSquare`, `.notFinite`, or `.singular` where a diagonal entry is 1.
  public init(_ matrix: SparseMatrix) throws(MatrixError) {
    guard matrix.isSquare else { throw .notSquare(rows: matrix.rows, columns: matrix.columns) }
    let diagonal = matrix.diagonal
    if let pivot = diagonal.firstIndex(of: 1) { throw .singular(pivot: pivot) }
    let inverses = diagonal.map { 1 / (1 - $0) }
    self.matrix = matrix
    self.inverses = inverses
    leftOver = (0..<matrix.rows).reduce(1) { largest, row in
      let places = matrix.entries(ofRow: row).filter { matrix.columnIndices[$0] > Int32(row) }
      let sum = places.reduce(0) {
        $0 + abs(matrix.values[$1] * inverses[Int(matrix.columnIndices[$1])])
      }
      return max(largest, sum)
    }
  }

  /// Solves for eight columns; row r of a block is the eight numbers at 8 · r.
  ///
  /// - Parameters:
  ///   - rightSide: C, 8 · order numbers.
  ///   - solution: X; what it holds is where the sweeps start from.
  ///   - tolerance: the residual to reach, times the largest |c| of the column where that exceeds 1.
  ///   - maximumSweeps: after these the block is returned as it is, not converged.
  public func solve(
    block rightSide: UnsafePointer<Double>, into solution: UnsafeMutablePointer<Double>,
    tolerance: Double, maximumSweeps: Int = 100_000
  ) -> Outcome {
    let width = SparseMatrix.blockWidth
    let limits = largestMagnitudes(rightSide).map { tolerance * max(1, $0) / leftOver }
    var active = [Int64](repeating: -1, count: width)
    var gaps = [Double](repeating: 0, count: width)
    var sweeps = 0
    while active.contains(-1), sweeps < maximumSweeps {
      sweep(rightSide, active: active, solution, &gaps)
      sweeps += 1
      // A gap that is not a number ends the column too; its residual then says so.
      for column in 0..<width where !(gaps[column] > limits[column]) { active[column] = 0 }
    }
    let residuals = residuals(rightSide, solution)
    return Outcome(residuals: residuals, sweeps: sweeps, converged: !active.contains(-1))
  }

  private func sweep(
    _ rightSide: UnsafePointer<Double>, active: [Int64],
    _ solution: UnsafeMutablePointer<Double>, _ gaps: inout [Double]
  ) {
    matrix.rowStarts.withUnsafeBufferPointer { starts in
      starts.withMemoryRebound(to: Int64.self) {
        bw_gauss_seidel_block(
          matrix.rows, $0.baseAddress, matrix.columnIndices, matrix.values, inverses, rightSide,
          active, solution, &gaps)
      }
    }
  }

  private func residuals(
    _ rightSide: UnsafePointer<Double>, _ solution: UnsafePointer<Double>
  ) -> [Double] {
    let count = matrix.rows * SparseMatrix.blockWidth
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(count, 1)) { product in
      guard let base = product.baseAddress else { return [] }
      matrix.multiply(block: solution, into: base)
      for place in 0..<count { product[place] += rightSide[place] - solution[place] }
      return largestMagnitudes(base)
    }
  }

  /// The largest magnitude in each of the eight columns; not a number where one is.
  private func largestMagnitudes(_ block: UnsafePointer<Double>) -> [Double] {
    var largest = SIMD8<Double>.zero
    for row in 0..<matrix.rows {
      let start = row * SparseMatrix.blockWidth
      for column in 0..<SparseMatrix.blockWidth {
        let size = abs(block[start + column])
        if !(size <= largest[column]) { largest[column] = size }
      }
    }
    return (0..<SparseMatrix.blockWidth).map { largest[$0] }
  }
}
