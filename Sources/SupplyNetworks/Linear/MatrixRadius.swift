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
    if radius.upper >= 1, matrix.rows <= IrreducibleBlock.smallOrder {
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

  private static func ofNonNegative(_ matrix: SparseMatrix) -> MatrixRadius {
    // A dense matrix is one component, and seeing that is much cheaper than a search.
    if isCrossed(matrix) {
      let root = PerronRoot(of: matrix)
      if root.upper - root.lower <= 1e-8 * root.upper {
        return MatrixRadius(value: root.value, lower: root.lower, upper: root.upper)
      }
    }
    let components = StrongComponents(offsets: matrix.rowStarts, neighbours: matrix.columnIndices)
    return MatrixRadius(
      (matrix.rowStarts, matrix.columnIndices, matrix.values), components, tolerance: 1e-10,
      limit: 2_000)
  }

  /// Whether node 0 reaches every node in one step and is reached from every node in one step.
  private static func isCrossed(_ matrix: SparseMatrix) -> Bool {
    guard matrix.rows > 1, matrix.entries(ofRow: 0).count >= matrix.rows - 1 else { return false }
    return (1..<matrix.rows).allSatisfy { matrix[0, $0] > 0 && matrix[$0, 0] > 0 }
  }

  /// The radius of a network's matrix whose strong components are known.
  ///
  /// - Parameters:
  ///   - rows: the entries by row.
  ///   - values: the entries in the order of the rows, none negative.
  ///   - components: the strong components of those rows.
  ///   - tolerance: the width of the bounds, relative to the upper one, at which iterating ends.
  ///   - limit: the most products with one component.
  public init(
    rows: LinkRows, values: [Double], components: StrongComponents, tolerance: Double = 1e-9,
    limit: Int = 300
  ) {
    self.init(
      (rows.offsets, rows.neighbours, values), components, tolerance: tolerance, limit: limit)
  }

  /// The largest over the components; one whose row sums are all below what has been found is left
  /// out.
  private init(
    _ entries: (offsets: [Int], columns: [Int32], values: [Double]),
    _ components: StrongComponents, tolerance: Double, limit: Int
  ) {
    var positions = [Int32](repeating: 0, count: components.component.count)
    for number in 0..<components.count {
      let first = components.starts[number]
      for place in first..<components.starts[number + 1] {
        positions[Int(components.members[place])] = Int32(place - first)
      }
    }
    var (value, lower, upper) = (0.0, 0.0, 0.0)
    for number in 0..<components.count {
      let block = IrreducibleBlock(entries, components, number: number, positions: positions)
      guard block.largestSum > lower else { continue }
      let part = block.radius(tolerance: tolerance, limit: limit)
      value = max(value, part.value)
      lower = max(lower, part.lower)
      upper = max(upper, part.upper)
    }
    self.init(value: value, lower: lower, upper: upper)
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
