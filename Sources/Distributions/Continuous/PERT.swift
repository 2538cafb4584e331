/// The PERT law: a beta law placed by its minimum, mode and maximum.
///
/// α = 1 + λ (mode − min)/(max − min) and β = 1 + λ (max − mode)/(max − min), so that the mean is
/// (min + λ mode + max)/(λ + 2): Vose (2008), Risk Analysis, 3rd ed., appendix III. λ = 4 gives the
/// classic weights 1–4–1.
public struct PERT: Distribution, Equatable {
  // MARK: Parameters

  /// The smallest value.
  public let min: Double
  /// The most likely value.
  public let mode: Double
  /// The largest value.
  public let max: Double
  /// The weight λ of the mode; 4 is customary, more is more peaked.
  public let shape: Double
  /// The same law as a beta law.
  public let beta: Beta

  /// Makes the law from its three points.
  ///
  /// - Throws: `ParameterError` unless min < max are finite, min ≤ mode ≤ max and shape is
  ///   finite and above 0.
  public init(min: Double, mode: Double, max: Double, shape: Double = 4) throws(ParameterError) {
    try requireOrdered(min, "min", max, "max")
    guard mode >= min, mode <= max else {
      throw ParameterError(
        parameter: "mode", value: mode, requirement: "a number from min \(min) to max \(max)")
    }
    try requirePositive(shape, "shape")
    self.min = min
    self.mode = mode
    self.max = max
    self.shape = shape
    beta = try Beta(
      alpha: 1 + shape * ((mode - min) / (max - min)),
      beta: 1 + shape * ((max - mode) / (max - min)), min: min, max: max)
  }

  // MARK: Support and moments

  /// From `min` to `max`.
  public var support: ClosedRange<Double> { beta.support }
  /// (min + λ mode + max) / (λ + 2).
  public var mean: Double { beta.mean }
  /// (mean − min)(max − mean) / (λ + 3).
  public var variance: Double { beta.variance }

  // MARK: Evaluation

  /// The density of the beta law.
  public func density(_ x: Double) -> Double { beta.density(x) }
  /// The distribution of the beta law.
  public func distribution(_ x: Double) -> Double { beta.distribution(x) }
  /// The survival of the beta law.
  public func survival(_ x: Double) -> Double { beta.survival(x) }
  /// The quantile of the beta law.
  public func quantile(_ p: Double) -> Double { beta.quantile(p) }
  /// The upper quantile of the beta law.
  public func upperQuantile(_ q: Double) -> Double { beta.upperQuantile(q) }
  /// The limited expected value of the beta law.
  public func limitedExpectedValue(_ x: Double) -> Double { beta.limitedExpectedValue(x) }
}
