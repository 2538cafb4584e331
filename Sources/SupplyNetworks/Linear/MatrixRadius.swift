internal import LinearAlgebra

/// The spectral radius of an interdependency matrix and what is known of it.
public struct MatrixRadius: Equatable, Sendable {
  /// The radius, or the least upper bound found where `isBound`.
  public let value: Double
  /// The radius is at least this.
  public let lower: Double
  /// The radius is at most this.
  public let upper: Double
  /// Whether only bounds are known, because entries of both signs are many.
  public let isBound: Bool

  /// The value with the word that it is a bound, where it is.
  var text: String { isBound ? "at most \(value)" : "\(value)" }

  /// Finds the radius of a square matrix.
  ///
  /// The radius of a non-negative matrix is the largest over its strongly connected components
  /// (Frobenius normal form), each by power iteration with the bounds of Collatz and Wielandt; a
  /// small component on which that is slow goes through all eigenvalues. With negative entries the
  /// radius of |A| is an upper bound; where that does not help and the matrix is small, all
  /// eigenvalues are computed.
  init(of matrix: SparseMatrix) throws(LinearNetworkError) {
    guard matrix.values.contains(where: { $0 < 0 }) else {
      self = Self.ofNonNegative(matrix)
      return
    }
    let radius = Self.ofNonNegative(matrix.mapped { abs($2) })
    if radius.upper >= 1, matrix.rows <= Self.smallOrder {
      guard let value = try? matrix.dense.spectralRadius() else { throw .radiusUndecided(radius) }
      self.init(value: value, lower: value, upper: value, isBound: false)
    } else {
      self.init(value: radius.upper, lower: 0, upper: radius.upper, isBound: true)
    }
  }

  init(value: Double, lower: Double, upper: Double, isBound: Bool = false) {
    self.value = value
    self.lower = lower
    self.upper = upper
    self.isBound = isBound
  }

  /// Up to this order all eigenvalues cost less than a second.
  private static let smallOrder = 800

  private static func ofNonNegative(_ matrix: SparseMatrix) -> MatrixRadius {
    // A dense matrix is one component, and seeing that is much cheaper than a search.
    if isCrossed(matrix) { return ofIrreducible(matrix, members: (0..<matrix.rows)[...]) }
    var finder = ComponentFinder()
    finder.find(offsets: matrix.rowStarts, targets: matrix.columnIndices.map(Int.init))
    var (value, lower, upper) = (0.0, 0.0, 0.0)
    for component in 0..<finder.count {
      let members = finder.members[finder.members(of: component)]
      let part = ofIrreducible(matrix, members: members)
      value = max(value, part.value)
      lower = max(lower, part.lower)
      upper = max(upper, part.upper)
    }
    return MatrixRadius(value: value, lower: lower, upper: upper)
  }

  /// Whether node 0 reaches every node in one step and is reached from every node in one step.
  private static func isCrossed(_ matrix: SparseMatrix) -> Bool {
    guard matrix.rows > 1, matrix.entries(ofRow: 0).count >= matrix.rows - 1 else { return false }
    return (1..<matrix.rows).allSatisfy { matrix[0, $0] > 0 && matrix[$0, 0] > 0 }
  }

  private static func ofIrreducible(
    _ matrix: SparseMatrix, members: some RandomAccessCollection<Int>
  ) -> MatrixRadius {
    if members.count == 1, let node = members.first {
      let value = matrix[node, node]
      return MatrixRadius(value: value, lower: value, upper: value)
    }
    let block = members.count == matrix.rows ? matrix : matrix.principalSubmatrix(members)
    let root = PerronRoot(of: block)
    guard root.upper - root.lower > 1e-8 * root.upper, block.rows <= smallOrder,
      let value = try? block.dense.spectralRadius()
    else { return MatrixRadius(value: root.value, lower: root.lower, upper: root.upper) }
    return MatrixRadius(value: value, lower: value, upper: value)
  }

  // MARK: The condition

  /// The radius of a matrix, checked to be below 1.
  ///
  /// Where the bounds do not decide, y with (I − A) y = 1 is sought: a y of at least 1 everywhere
  /// proves the radius to be at most 1 − 1 / max y, since then A y ≤ (1 − 1 / max y) y.
  static func belowOne(_ matrix: SparseMatrix) throws(LinearNetworkError) -> MatrixRadius {
    let radius = try MatrixRadius(of: matrix)
    if radius.upper < 1 { return radius }
    let isKnown = radius.lower >= 1 || (radius.value >= 1 && !radius.isBound)
    if isKnown {
      let sums = matrix.rowSums
      let node = sums.indices.max { sums[$0] < sums[$1] } ?? 0
      throw .radiusNotBelowOne(radius, node: node, rowSum: sums.isEmpty ? 0 : sums[node])
    }
    guard !radius.isBound, let upper = provenBound(matrix) else { throw .radiusUndecided(radius) }
    return MatrixRadius(
      value: min(radius.value, upper), lower: min(radius.lower, upper), upper: upper)
  }

  private static func provenBound(_ matrix: SparseMatrix) -> Double? {
    guard let sweeps = try? GaussSeidel(matrix) else { return nil }
    let ones = [Double](repeating: 1, count: matrix.rows * SparseMatrix.blockWidth)
    var solution = ones
    let outcome = sweeps.solve(
      block: ones, into: &solution, tolerance: 1e-3, maximumSweeps: 20_000)
    guard outcome.converged, let largest = solution.max(), let least = solution.min(), least >= 0
    else { return nil }
    // What is left of the right side after the residual is at least this.
    let margin = 1 - (outcome.residuals.max() ?? 1)
    return margin > 0 ? 1 - margin / largest : nil
  }
}
