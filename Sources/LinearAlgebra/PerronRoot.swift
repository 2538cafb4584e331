/// The largest eigenvalue of a non-negative matrix, with bounds that are proven.
public struct PerronRoot: Equatable, Sendable {
  /// The eigenvalue.
  public let value: Double
  /// The spectral radius is at least this: min (Ax)ᵢ / xᵢ (Collatz 1942, Wielandt 1950).
  public let lower: Double
  /// The spectral radius is at most this: max (Ax)ᵢ / xᵢ.
  public let upper: Double
  /// The number of products with the matrix.
  public let iterations: Int

  /// Finds the root of an irreducible matrix by shifted power iteration.
  ///
  /// The first steps go without a shift, which is fastest where one eigenvalue stands out; then a
  /// shift of a quarter of the root makes the iteration converge for periodic matrices as well.
  /// For a reducible matrix the upper bound still holds, the lower one may be far.
  ///
  /// - Parameters:
  ///   - matrix: square, all entries at least 0.
  ///   - tolerance: the distance of the bounds, relative to the upper one, that ends the iteration.
  ///   - maximumIterations: after these the bounds are returned as they are.
  public init(
    of matrix: SparseMatrix, tolerance: Double = 1e-10, maximumIterations: Int = 2_000
  ) {
    precondition(matrix.isSquare, "only a square matrix has eigenvalues")
    precondition(matrix.values.allSatisfy { $0 >= 0 }, "the entries must be at least 0")
    var vector = [Double](repeating: 1, count: matrix.rows)
    var (value, lower, upper) = (0.0, 0.0, matrix.infinityNorm)
    var iterations = 0
    while upper - lower > tolerance * upper, iterations < maximumIterations {
      let image = matrix.multiplied(by: vector)
      let ratios = zip(image, vector).map { $0 / $1 }
      lower = max(lower, ratios.min() ?? 0)
      upper = min(upper, ratios.max() ?? 0)
      value = min(max(weightedMean(ratios, vector), lower), upper)
      vector = next(image, vector, shift: iterations < plainSteps ? 0 : upper / 4)
      iterations += 1
      // Entries that have left the normal range would make the bounds meaningless.
      guard vector.allSatisfy({ $0 >= Double.leastNormalMagnitude }) else { break }
    }
    self.value = value
    self.lower = lower
    self.upper = upper
    self.iterations = iterations
  }
}

/// Steps without a shift: enough for ten digits where the second eigenvalue is a hundredth.
private let plainSteps = 6

/// A x + s x, scaled so that its largest entry is 1.
private func next(_ image: [Double], _ vector: [Double], shift: Double) -> [Double] {
  let sum = zip(image, vector).map { $0 + shift * $1 }
  let scale = sum.max() ?? 0
  return scale > 0 ? sum.map { $0 / scale } : sum
}

private func weightedMean(_ ratios: [Double], _ weights: [Double]) -> Double {
  let total = weights.reduce(0, +)
  return total > 0 ? zip(ratios, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
}
