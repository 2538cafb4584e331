/// Count, mean and sum of squared deviations of a sample, which merge.
///
/// Merging is Chan, Golub and LeVeque (1979): exact in theory and stable in floating point. The
/// result depends on the order of merging in the last bits, so merge in the order of the trials.
public struct Moments: Hashable, Sendable {
  /// The number of values.
  public private(set) var count: Int = 0
  /// The mean of the values.
  public private(set) var mean: Double = 0
  /// Σ (x − mean)².
  public private(set) var squaredDeviations: Double = 0

  /// Takes the values of all fields.
  public init() {}

  /// The moments of `count` values from the sum and sum of squares of their distances to `origin`.
  public init(count: Int, origin: Double = 0, sum: Double, sumOfSquares: Double) {
    guard count > 0 else { return }
    self.count = count
    self.mean = origin + sum / Double(count)
    self.squaredDeviations = Swift.max(0, sumOfSquares - sum * (sum / Double(count)))
  }

  /// The moments that `count`, `mean` and `squaredDeviations` of others were.
  public init(count: Int, mean: Double, squaredDeviations: Double) {
    self.count = count
    self.mean = mean
    self.squaredDeviations = squaredDeviations
  }

  /// Moments with a mean whose standard error is known from elsewhere, as from clusters.
  public init(count: Int, mean: Double, standardError: Double) {
    guard count > 0 else { return }
    self.count = count
    self.mean = mean
    self.squaredDeviations = standardError * standardError * Double(count) * Double(count - 1)
  }

  /// The moments of a sample.
  public init(_ values: some Sequence<Double>) {
    for value in values {
      count += 1
      let step = value - mean
      mean += step / Double(count)
      squaredDeviations += step * (value - mean)
    }
  }

  /// Takes in another sample.
  public mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = count + other.count
    let step = other.mean - mean
    mean += step * (Double(other.count) / Double(total))
    squaredDeviations +=
      other.squaredDeviations
      + step * step * (Double(count) * Double(other.count) / Double(total))
    count = total
  }

  /// The unbiased sample variance; 0 for fewer than two values.
  public var variance: Double { count > 1 ? squaredDeviations / Double(count - 1) : 0 }

  /// Of the mean.
  public var standardError: Double {
    count > 0 ? (variance / Double(count)).squareRoot() : 0
  }

  /// The mean ± a quantile, the normal one unless stated, times its standard error.
  public func estimate(
    caveat: String? = nil, quantile: Double = Estimate.normal975
  ) -> Estimate {
    Estimate(
      value: mean, standardError: standardError, low: mean - quantile * standardError,
      high: mean + quantile * standardError, method: .mean, sampleSize: count, caveat: caveat)
  }
}
