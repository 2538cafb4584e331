/// A small dense system (I − M) x = b with M ≥ 0 and row sums of M at most 1.
///
/// I − M is then an M-matrix with weakly dominant diagonal, for which elimination without pivoting
/// is stable (Berman & Plemmons 1994, chapter 6). Loops have a handful of nodes: no library call
/// would pay.
struct LoopSystem: Sendable {
  private var size = 0
  /// I − M by rows.
  private var matrix: [Double] = []
  private var rightSide: [Double] = []

  /// Starts a system of n unknowns with M = 0 and b = 0.
  mutating func start(_ count: Int) {
    size = count
    matrix.removeAll(keepingCapacity: true)
    matrix.append(contentsOf: repeatElement(0, count: count * count))
    rightSide.removeAll(keepingCapacity: true)
    rightSide.append(contentsOf: repeatElement(0, count: count))
    for i in 0..<count { matrix[i * count + i] = 1 }
  }

  /// Adds to the entry of M in a row and a column.
  mutating func add(_ value: Double, row: Int, column: Int) {
    matrix[row * size + column] -= value
  }

  /// Adds to an entry of b.
  mutating func add(_ value: Double, row: Int) { rightSide[row] += value }

  /// The solution, or nil where the system is singular to working precision.
  mutating func solve() -> [Double]? {
    for pivot in 0..<size {
      let diagonal = matrix[pivot * size + pivot]
      // A closed loop that nothing outside holds up or down has a pivot of rounding size.
      guard diagonal > 1e-13 else { return nil }
      for row in (pivot + 1)..<max(pivot + 1, size) {
        eliminate(row: row, pivot: pivot, diagonal: diagonal)
      }
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      var value = rightSide[row]
      for column in (row + 1)..<max(row + 1, size) {
        value -= matrix[row * size + column] * rightSide[column]
      }
      rightSide[row] = value / matrix[row * size + row]
    }
    return rightSide
  }

  private mutating func eliminate(row: Int, pivot: Int, diagonal: Double) {
    let factor = matrix[row * size + pivot] / diagonal
    guard factor != 0 else { return }
    for column in (pivot + 1)..<max(pivot + 1, size) {
      matrix[row * size + column] -= factor * matrix[pivot * size + column]
    }
    rightSide[row] -= factor * rightSide[pivot]
  }
}
