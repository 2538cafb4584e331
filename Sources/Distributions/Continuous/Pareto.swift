import RealModule

/// The Pareto law of type I.
public struct Pareto: Distribution, Equatable {
  // MARK: Parameters

  /// The tail index α: moments of order α and above diverge.
  public let shape: Double
  /// The smallest value.
  public let scale: Double

  /// Makes the law with survival (scale/x)^α from `scale` on.
  ///
  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(shape: Double, scale: Double) throws(ParameterError) {
    try requirePositive(shape, "shape")
    try requirePositive(scale, "scale")
    self.shape = shape
    self.scale = scale
  }

  // MARK: Support and moments

  /// From `scale` to infinity.
  public var support: ClosedRange<Double> { scale ... .infinity }
  /// α scale / (α − 1), infinite for α ≤ 1.
  public var mean: Double { shape > 1 ? scale * (shape / (shape - 1)) : .infinity }
  /// α scale² / ((α − 1)² (α − 2)), infinite for α ≤ 2.
  public var variance: Double {
    guard shape > 2 else { return .infinity }
    let root = scale / (shape - 1)
    return root * root * (shape / (shape - 2))
  }

  // MARK: Evaluation

  /// α/x times the survival, from `scale` on.
  public func density(_ x: Double) -> Double {
    guard x >= scale, x < .infinity else { return x.isNaN ? .nan : 0 }
    return shape / x * survival(x)
  }

  /// 1 − (scale/x)^α, without forming the difference.
  public func distribution(_ x: Double) -> Double {
    guard x > scale else { return x.isNaN ? .nan : 0 }
    return -Double.expMinusOne(-shape * logRatio(x))
  }

  /// (scale/x)^α.
  public func survival(_ x: Double) -> Double {
    guard x > scale else { return x.isNaN ? .nan : 1 }
    return Double.exp(-shape * logRatio(x))
  }

  /// scale (1 − p)^(−1/α).
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return scale * Double.exp(-Double.log(onePlus: -p) / shape)
  }

  /// scale q^(−1/α).
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return scale * Double.pow(q, -1 / shape)
  }

  /// scale + scale (1 − (scale/x)^(α−1)) / (α − 1), continuous through α = 1.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > scale else { return x }
    guard x < .infinity else { return x.isNaN ? .nan : mean }
    let length = logRatio(x)
    return scale + scale * powerIntegral(1 - shape, length)
  }

  /// log(x/scale), by the difference where x is near the scale.
  private func logRatio(_ x: Double) -> Double {
    x < 2 * scale ? Double.log(onePlus: (x - scale) / scale) : Double.log(x) - Double.log(scale)
  }
}

/// (exp(c t) − 1)/c, which is t where c is 0.
func powerIntegral(_ c: Double, _ t: Double) -> Double {
  abs(c * t) < 1e-17 ? t : Double.expMinusOne(c * t) / c
}
