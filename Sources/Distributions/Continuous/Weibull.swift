import RealModule

/// The Weibull law.
public struct Weibull: Distribution, Equatable {
  // MARK: Parameters

  /// The shape k.
  public let shape: Double
  /// The scale λ, the 63 % quantile, in the unit of the value.
  public let scale: Double

  /// Makes the law with survival exp(−(x/λ)ᵏ).
  ///
  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(shape: Double, scale: Double) throws(ParameterError) {
    try requirePositive(shape, "shape")
    try requirePositive(scale, "scale")
    self.shape = shape
    self.scale = scale
  }

  // MARK: Support and moments

  /// From 0 to infinity.
  public var support: ClosedRange<Double> { 0 ... .infinity }
  /// λ Γ(1 + 1/k).
  public var mean: Double { scale * Double.gamma(1 + 1 / shape) }
  /// λ² (Γ(1 + 2/k) − Γ(1 + 1/k)²).
  public var variance: Double { mean * mean * Double.expMinusOne(logGammaCurvature(1 / shape)) }

  // MARK: Evaluation

  /// Infinite at 0 where the shape is below 1.
  public func density(_ x: Double) -> Double {
    guard x > 0, x < .infinity else {
      if x.isNaN { return .nan }
      return x != 0 || shape > 1 ? 0 : shape < 1 ? .infinity : 1 / scale
    }
    let hazard = power(x)
    guard hazard < .infinity else { return 0 }
    return shape / scale * Double.pow(x / scale, shape - 1) * Double.exp(-hazard)
  }

  /// 1 − exp(−(x/λ)ᵏ), without forming the difference.
  public func distribution(_ x: Double) -> Double {
    guard x > 0 else { return x.isNaN ? .nan : 0 }
    return -Double.expMinusOne(-power(x))
  }

  /// exp(−(x/λ)ᵏ).
  public func survival(_ x: Double) -> Double {
    guard x > 0 else { return x.isNaN ? .nan : 1 }
    return Double.exp(-power(x))
  }

  /// λ (−log(1 − p))^(1/k).
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return scale * Double.pow(-Double.log(onePlus: -p), 1 / shape)
  }

  /// λ (−log q)^(1/k).
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return scale * Double.pow(-Double.log(q), 1 / shape)
  }

  /// mean P(1 + 1/k, (x/λ)ᵏ) + x exp(−(x/λ)ᵏ); Klugman, Panjer & Willmot, Loss Models, appendix A.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > 0 else { return x }
    guard x < .infinity else { return x.isNaN ? .nan : mean }
    // Where the mean itself overflows the closed form is 0 · ∞.
    guard mean < .infinity else { return limitedExpectedValueByQuadrature(x) }
    return mean * IncompleteGamma(shape: 1 + 1 / shape).tails(power(x)).lower + x * survival(x)
  }

  private func power(_ x: Double) -> Double { Double.pow(x / scale, shape) }
}
