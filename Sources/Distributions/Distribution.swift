/// A law of one real random variable.
///
/// Conventions that every conforming type keeps, and that `DistributionContract` in the tests checks:
/// - `survival` and `upperQuantile` are computed directly, never as one minus something near one,
///   so that a probability of 1e-300 in the upper tail is as exact as one in the lower tail;
/// - an infinite or undefined moment is `infinity`;
/// - an argument outside the support is legal: density 0, distribution 0 or 1;
/// - `quantile(p)` is inf{x : F(x) ≥ p}; for p outside [0, 1] it is NaN.
public protocol Distribution: Sendable {
  /// The smallest and the largest value that can occur; either may be infinite.
  var support: ClosedRange<Double> { get }

  /// Whether the law sits on atoms alone, so that `density` is a probability mass.
  var isDiscrete: Bool { get }

  /// The expectation; `infinity` where it diverges.
  var mean: Double { get }

  /// The variance; `infinity` where it diverges.
  var variance: Double { get }

  /// The density at x, or for a discrete law the probability of x.
  func density(_ x: Double) -> Double

  /// P(X ≤ x).
  func distribution(_ x: Double) -> Double

  /// P(X > x), computed directly.
  func survival(_ x: Double) -> Double

  /// The smallest x with P(X ≤ x) ≥ p, p in [0, 1].
  func quantile(_ p: Double) -> Double

  /// The smallest x with P(X > x) ≤ q, q in [0, 1]: the quantile of 1 − q without forming 1 − q.
  func upperQuantile(_ q: Double) -> Double

  /// E[min(X, x)], the limited expected value; `infinity` where the lower tail has no mean.
  func limitedExpectedValue(_ x: Double) -> Double

  /// The probability of a closed range and the moments of the law given that range.
  func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments

  /// Draws one value from any generator of random bits.
  func sample(using generator: inout some RandomNumberGenerator) -> Double
}

extension Distribution {
  /// False, as for every law with a density.
  public var isDiscrete: Bool { false }

  /// Draws by inversion of one uniform that is open at both ends.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    value(atUniform: openUniform(using: &generator))
  }

  /// The draw that belongs to a uniform u in (0, 1), from the nearer tail so that both keep full precision.
  ///
  /// `u` must be a multiple of 2⁻⁵³, as `openUniform` gives, so that 1 − u is exact.
  public func value(atUniform u: Double) -> Double {
    u <= 0.5 ? quantile(u) : upperQuantile(1 - u)
  }
}

/// A uniform on (0, 1), open at both ends: (k + ½)·2⁻⁵² for k of 52 bits, so 1 − u is exact too.
@inlinable
public func openUniform(using generator: inout some RandomNumberGenerator) -> Double {
  openUniform(bits: generator.next())
}

/// The uniform on (0, 1) that belongs to 64 random bits, of which the upper 52 count.
@inlinable
public func openUniform(bits: UInt64) -> Double {
  (Double(bits >> 12) + 0.5) * 0x1p-52
}
