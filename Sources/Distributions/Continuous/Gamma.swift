import RealModule

/// The gamma law.
public struct Gamma: Distribution, Equatable {
  // MARK: Parameters

  /// The shape k.
  public let shape: Double
  /// The scale θ, in the unit of the value.
  public let scale: Double
  private let integral: IncompleteGamma

  /// Makes the law with density proportional to x^(k−1) exp(−x/θ).
  ///
  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(shape: Double, scale: Double) throws(ParameterError) {
    try requirePositive(shape, "shape")
    try requirePositive(scale, "scale")
    self.shape = shape
    self.scale = scale
    integral = IncompleteGamma(shape: shape)
  }

  // MARK: Support and moments

  /// From 0 to infinity.
  public var support: ClosedRange<Double> { 0 ... .infinity }
  /// k θ.
  public var mean: Double { shape * scale }
  /// k θ².
  public var variance: Double { shape * scale * scale }

  // MARK: Evaluation

  /// Infinite at 0 where the shape is below 1.
  public func density(_ x: Double) -> Double {
    guard x > 0, x < .infinity else {
      if x.isNaN { return .nan }
      return x != 0 || shape > 1 ? 0 : shape < 1 ? .infinity : 1 / scale
    }
    return integral.tails(x / scale).slope / x
  }

  /// P(k, x/θ).
  public func distribution(_ x: Double) -> Double {
    x.isNaN ? .nan : integral.tails(x / scale).lower
  }

  /// Q(k, x/θ).
  public func survival(_ x: Double) -> Double {
    x.isNaN ? .nan : integral.tails(x / scale).upper
  }

  /// The inverse of `distribution`.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return scale * integral.inverseLower(p)
  }

  /// The inverse of `survival`.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return scale * integral.inverseUpper(q)
  }

  /// k θ P(k + 1, x/θ) + x Q(k, x/θ); Klugman, Panjer & Willmot, Loss Models, appendix A.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > 0 else { return x }
    guard x < .infinity else { return x.isNaN ? .nan : mean }
    let raised = IncompleteGamma(shape: shape + 1)
    return mean * raised.tails(x / scale).lower + x * survival(x)
  }

  // MARK: Sampling

  /// Draws by the squeeze of Marsaglia & Tsang (2000), ACM TOMS 26, 363–372.
  ///
  /// Faster than inversion, and not the same numbers as `value(atUniform:)`.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    guard shape < 1 else { return scale * cubeRootDraw(shape, using: &generator) }
    // X(k) = X(k + 1) U^(1/k) carries the method below its least shape of 1.
    let power = Double.log(openUniform(using: &generator)) / shape
    return scale * cubeRootDraw(shape + 1, using: &generator) * Double.exp(power)
  }

  private func cubeRootDraw(
    _ shape: Double, using generator: inout some RandomNumberGenerator
  ) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = standardNormalQuantile(openUniform(using: &generator))
      let root = 1 + c * z
      guard root > 0 else { continue }
      let v = root * root * root
      let u = openUniform(using: &generator)
      // The squeeze accepts 92 % and more without a logarithm.
      if u < 1 - 0.0331 * z * z * z * z { return d * v }
      if Double.log(u) < 0.5 * z * z + d * (1 - v + Double.log(v)) { return d * v }
    }
  }
}
