import RealModule

/// The generalised Pareto law: the limit law of excesses over a high threshold.
public struct GeneralisedPareto: Distribution, Equatable {
  // MARK: Parameters

  /// The shape ξ: above 0 a power tail of index 1/ξ, 0 exponential, below 0 bounded.
  public let shape: Double
  /// The scale β, in the unit of the value.
  public let scale: Double
  /// The smallest value u.
  public let threshold: Double

  /// Makes the law with survival (1 + ξ (x − u)/β)^(−1/ξ) from the threshold on.
  ///
  /// McNeil, Frey & Embrechts (2015), Quantitative Risk Management, definition 5.16.
  /// - Throws: `ParameterError` unless all are finite and the scale is above 0.
  public init(shape: Double, scale: Double, threshold: Double = 0) throws(ParameterError) {
    try requireFinite(shape, "shape")
    try requirePositive(scale, "scale")
    try requireFinite(threshold, "threshold")
    self.shape = shape
    self.scale = scale
    self.threshold = threshold
  }

  // MARK: Support and moments

  /// From the threshold to infinity, or to u − β/ξ where ξ < 0.
  public var support: ClosedRange<Double> {
    threshold...(shape < 0 ? max(threshold - scale / shape, threshold) : .infinity)
  }

  /// u + β/(1 − ξ), infinite for ξ ≥ 1.
  public var mean: Double { shape < 1 ? threshold + scale / (1 - shape) : .infinity }

  /// β²/((1 − ξ)² (1 − 2ξ)), infinite for ξ ≥ ½.
  public var variance: Double {
    guard shape < 0.5 else { return .infinity }
    let root = scale / (1 - shape)
    return root * root / (1 - 2 * shape)
  }

  // MARK: Evaluation

  /// (1 + ξ (x − u)/β)^(−1/ξ − 1)/β on the support.
  public func density(_ x: Double) -> Double {
    guard x >= threshold, x < .infinity else { return x.isNaN ? .nan : 0 }
    let hazard = cumulativeHazard(x)
    guard hazard < .infinity else { return x == support.upperBound ? endDensity : 0 }
    return Double.exp(-(1 + shape) * hazard) / scale
  }

  /// One minus the survival, without forming the difference.
  public func distribution(_ x: Double) -> Double {
    guard x > threshold else { return x.isNaN ? .nan : 0 }
    return -Double.expMinusOne(-cumulativeHazard(x))
  }

  /// (1 + ξ (x − u)/β)^(−1/ξ).
  public func survival(_ x: Double) -> Double {
    guard x > threshold else { return x.isNaN ? .nan : 1 }
    return Double.exp(-cumulativeHazard(x))
  }

  /// u + β ((1 − p)^(−ξ) − 1)/ξ.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return threshold + scale * powerIntegral(shape, -Double.log(onePlus: -p))
  }

  /// u + β (q^(−ξ) − 1)/ξ.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return threshold + scale * powerIntegral(shape, -Double.log(q))
  }

  /// u + β (1 − S(x)^(1−ξ))/(1 − ξ), continuous through ξ = 1.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > threshold else { return x }
    guard x < support.upperBound else { return x.isNaN ? .nan : mean }
    return threshold + scale * powerIntegral(shape - 1, cumulativeHazard(x))
  }

  /// −log S(x) = log(1 + ξ (x − u)/β)/ξ, infinite at and beyond a finite upper end.
  private func cumulativeHazard(_ x: Double) -> Double {
    let excess = (x - threshold) / scale
    let stretched = shape * excess
    if abs(stretched) < 1e-17 { return excess }
    return stretched > -1 ? Double.log(onePlus: stretched) / shape : .infinity
  }

  /// The density at a finite upper end: 0, 1/β or infinite with ξ above, at or below −1.
  private var endDensity: Double { shape > -1 ? 0 : shape < -1 ? .infinity : 1 / scale }
}
