import RealModule

/// The lognormal law: the exponential of a normal one.
public struct LogNormal: Distribution, Equatable {
  // MARK: Parameters

  /// The mean of log X.
  public let mu: Double
  /// The standard deviation of log X.
  public let sigma: Double

  /// Makes the law from the moments of log X.
  ///
  /// - Throws: `ParameterError` unless both are finite and sigma is above 0.
  public init(mu: Double, sigma: Double) throws(ParameterError) {
    try requireFinite(mu, "mu")
    try requirePositive(sigma, "sigma")
    self.mu = mu
    self.sigma = sigma
  }

  /// Makes the law from the moments of X itself.
  ///
  /// σ² = log(1 + (sd/mean)²) and µ = log(mean) − σ²/2.
  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(mean: Double, standardDeviation: Double) throws(ParameterError) {
    try requirePositive(mean, "mean")
    try requirePositive(standardDeviation, "standardDeviation")
    let ratio = standardDeviation / mean
    // Beyond 1e150 the square would overflow, and the one added to it has long been lost.
    let spread = ratio < 1e150 ? Double.log(onePlus: ratio * ratio) : 2 * Double.log(ratio)
    try self.init(mu: Double.log(mean) - 0.5 * spread, sigma: spread.squareRoot())
  }

  /// Makes the law from its 5 % and 95 % quantiles: a 90 % interval.
  ///
  /// - Throws: `ParameterError` unless 0 < p05 < p95 are finite.
  public init(p05: Double, p95: Double) throws(ParameterError) {
    try requirePositive(p05, "p05")
    try requireOrdered(p05, "p05", p95, "p95")
    let z = 1.64485362695147271486
    let logarithms = (Double.log(p05), Double.log(p95))
    try self.init(
      mu: 0.5 * (logarithms.0 + logarithms.1), sigma: Double.log(p95 / p05) / (2 * z))
  }

  /// Makes the law from any two quantiles.
  ///
  /// - Throws: `ParameterError` unless 0 < lowerProbability < upperProbability < 1 and
  ///   0 < lower < upper are finite.
  public init(
    lowerProbability: Double, lower: Double, upperProbability: Double, upper: Double
  ) throws(ParameterError) {
    try requireInnerProbability(lowerProbability, "lowerProbability")
    try requireInnerProbability(upperProbability, "upperProbability")
    try requireOrdered(
      lowerProbability, "lowerProbability", upperProbability, "upperProbability")
    try requirePositive(lower, "lower")
    try requireOrdered(lower, "lower", upper, "upper")
    let low = standardNormalQuantile(lowerProbability)
    let high = standardNormalQuantile(upperProbability)
    let sigma = Double.log(upper / lower) / (high - low)
    try self.init(mu: Double.log(lower) - low * sigma, sigma: sigma)
  }

  // MARK: Support and moments

  /// From 0 to infinity.
  public var support: ClosedRange<Double> { 0 ... .infinity }
  /// exp(µ + σ²/2).
  public var mean: Double { Double.exp(mu + 0.5 * sigma * sigma) }
  /// mean² (exp(σ²) − 1).
  public var variance: Double { mean * mean * Double.expMinusOne(sigma * sigma) }
  /// The median, exp(µ).
  public var median: Double { Double.exp(mu) }
  /// The most likely value, exp(µ − σ²).
  public var mode: Double { Double.exp(mu - sigma * sigma) }

  // MARK: Evaluation

  /// The normal density of log x over x.
  public func density(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x.isNaN ? .nan : 0 }
    // Divided twice: the product of two tiny numbers would be 0.
    return standardNormalDensity(score(x)) / x / sigma
  }

  /// Φ((log x − µ)/σ).
  public func distribution(_ x: Double) -> Double {
    guard x > 0 else { return x.isNaN ? .nan : 0 }
    return standardNormalDistribution(score(x))
  }

  /// Φ((µ − log x)/σ).
  public func survival(_ x: Double) -> Double {
    guard x > 0 else { return x.isNaN ? .nan : 1 }
    return standardNormalSurvival(score(x))
  }

  /// exp(µ + σ Φ⁻¹(p)).
  public func quantile(_ p: Double) -> Double {
    Double.exp(mu + sigma * standardNormalQuantile(p))
  }

  /// exp(µ − σ Φ⁻¹(q)).
  public func upperQuantile(_ q: Double) -> Double {
    Double.exp(mu - sigma * standardNormalQuantile(q))
  }

  /// mean Φ(z − σ) + x Φ(−z); Klugman, Panjer & Willmot, Loss Models, appendix A.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > 0 else { return x }
    guard x < .infinity else { return x.isNaN ? .nan : mean }
    let z = score(x)
    return mean * standardNormalDistribution(z - sigma) + x * standardNormalSurvival(z)
  }

  private func score(_ x: Double) -> Double { (Double.log(x) - mu) / sigma }
}
