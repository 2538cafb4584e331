import RealModule

/// The normal law.
public struct Normal: Distribution, Equatable {
  // MARK: Parameters

  /// The expectation.
  public let mean: Double
  /// The standard deviation.
  public let standardDeviation: Double

  /// Makes the law from its first two moments.
  ///
  /// - Throws: `ParameterError` unless both are finite and the standard deviation is above 0.
  public init(mean: Double, standardDeviation: Double) throws(ParameterError) {
    try requireFinite(mean, "mean")
    try requirePositive(standardDeviation, "standardDeviation")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The law with mean 0 and standard deviation 1.
  public static let standard = Normal()

  private init() {
    mean = 0
    standardDeviation = 1
  }

  // MARK: Support and moments

  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }
  /// The square of the standard deviation.
  public var variance: Double { standardDeviation * standardDeviation }

  // MARK: Evaluation

  /// The bell curve.
  public func density(_ x: Double) -> Double {
    standardNormalDensity(score(x)) / standardDeviation
  }

  /// Φ((x − mean)/sd).
  public func distribution(_ x: Double) -> Double { standardNormalDistribution(score(x)) }

  /// Φ((mean − x)/sd).
  public func survival(_ x: Double) -> Double { standardNormalSurvival(score(x)) }

  /// mean + sd Φ⁻¹(p).
  public func quantile(_ p: Double) -> Double {
    mean + standardDeviation * standardNormalQuantile(p)
  }

  /// mean − sd Φ⁻¹(q).
  public func upperQuantile(_ q: Double) -> Double {
    mean - standardDeviation * standardNormalQuantile(q)
  }

  /// mean Φ(z) − sd φ(z) + x Φ(−z).
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x.isFinite else { return x == .infinity ? mean : x }
    let z = score(x)
    return mean * standardNormalDistribution(z) - standardDeviation * standardNormalDensity(z)
      + x * standardNormalSurvival(z)
  }

  private func score(_ x: Double) -> Double { (x - mean) / standardDeviation }
}
