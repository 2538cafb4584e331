/// A figure with what is known of its error.
///
/// No figure leaves the simulation without one.
public struct Estimate: Hashable, Sendable {
  /// How value and interval were found; the raw value is the word in the results.
  public enum Method: String, Sendable {
    /// A sample mean with the central limit theorem's interval.
    case mean
    /// An order statistic with exact binomial ranks.
    case orderStatistic = "order_statistic"
    /// A tail mean with the influence function's variance (see `SortedSample.expectedShortfall`).
    case influenceFunction = "influence_function"
    /// A proportion with Clopper and Pearson's exact binomial interval.
    case binomial
    /// The 5 % and 95 % quantiles of a figure over outer draws of uncertain inputs.
    case outerBand = "outer_band_5_95"
    /// A figure of batches of points with the error of batches drawn again (see `BatchBootstrap`).
    case bootstrap
    /// A correlation with Fisher's interval (see `RankCorrelation`).
    case fisherZ = "fisher_z"
    /// A probability computed given all but one loss, or the quantile where it crosses its level.
    case conditionalMonteCarlo = "conditional_monte_carlo"
    /// No sampling error.
    case exact
  }

  /// The point estimate.
  public var value: Double
  /// Of the point estimate, in the value's unit; 0 where the figure is exact.
  public var standardError: Double
  /// Lower end of the 95 % interval.
  public var low: Double
  /// Upper end of the 95 % interval.
  public var high: Double
  /// How value and interval were found.
  public var method: Method
  /// Number of trials behind it.
  public var sampleSize: Int
  /// Why the interval's coverage is not promised; nil where it is.
  public var caveat: String?

  /// Takes the values of all fields.
  public init(
    value: Double, standardError: Double, low: Double, high: Double, method: Method,
    sampleSize: Int, caveat: String? = nil
  ) {
    self.value = value
    self.standardError = standardError
    self.low = low
    self.high = high
    self.method = method
    self.sampleSize = sampleSize
    self.caveat = caveat
  }

  /// The standard normal quantile of 0.975, for two-sided 95 % intervals.
  public static let normal975 = 1.959963984540054

  /// A figure that has no sampling error.
  public static func exact(_ value: Double, sampleSize: Int) -> Estimate {
    Estimate(
      value: value, standardError: 0, low: value, high: value, method: .exact,
      sampleSize: sampleSize)
  }

  /// Value ± 1.96 standard errors.
  public static func normal(
    _ value: Double, standardError: Double, method: Method, sampleSize: Int, caveat: String? = nil
  ) -> Estimate {
    Estimate(
      value: value, standardError: standardError, low: value - normal975 * standardError,
      high: value + normal975 * standardError, method: method, sampleSize: sampleSize,
      caveat: caveat)
  }

  /// The estimate of `factor` times the figure plus `offset`.
  public func scaled(by factor: Double, offset: Double = 0) -> Estimate {
    let a = offset + factor * low
    let b = offset + factor * high
    return Estimate(
      value: offset + factor * value, standardError: Swift.abs(factor) * standardError,
      low: Swift.min(a, b), high: Swift.max(a, b), method: method, sampleSize: sampleSize,
      caveat: caveat)
  }
}
