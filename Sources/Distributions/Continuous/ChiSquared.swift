/// The chi-squared law.
public struct ChiSquared: Distribution, Equatable {
  // MARK: Parameters

  /// The degrees of freedom ν; need not be whole.
  public let degreesOfFreedom: Double
  private let gamma: Gamma

  /// Makes the law of a sum of ν squared standard normals.
  ///
  /// - Throws: `ParameterError` unless the degrees of freedom are finite and above 0.
  public init(degreesOfFreedom: Double) throws(ParameterError) {
    try requirePositive(degreesOfFreedom, "degreesOfFreedom")
    self.degreesOfFreedom = degreesOfFreedom
    // Half of the smallest double would be zero.
    gamma = try Gamma(shape: max(0.5 * degreesOfFreedom, .leastNonzeroMagnitude), scale: 2)
  }

  // MARK: Support and moments

  /// From 0 to infinity.
  public var support: ClosedRange<Double> { gamma.support }
  /// ν.
  public var mean: Double { degreesOfFreedom }
  /// 2 ν.
  public var variance: Double { 2 * degreesOfFreedom }

  // MARK: Evaluation

  /// The density of the gamma law of shape ν/2 and scale 2.
  public func density(_ x: Double) -> Double { gamma.density(x) }
  /// P(ν/2, x/2).
  public func distribution(_ x: Double) -> Double { gamma.distribution(x) }
  /// Q(ν/2, x/2).
  public func survival(_ x: Double) -> Double { gamma.survival(x) }
  /// The inverse of `distribution`.
  public func quantile(_ p: Double) -> Double { gamma.quantile(p) }
  /// The inverse of `survival`.
  public func upperQuantile(_ q: Double) -> Double { gamma.upperQuantile(q) }
  /// The limited expected value of the gamma law.
  public func limitedExpectedValue(_ x: Double) -> Double { gamma.limitedExpectedValue(x) }

  // MARK: Sampling

  /// Draws as the gamma law does.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    gamma.sample(using: &generator)
  }
}
