import RealModule

/// The exponential law.
public struct Exponential: Distribution, Equatable {
  // MARK: Parameters

  /// The expectation, in the unit of the value.
  public let mean: Double

  /// Makes the law from its mean.
  ///
  /// - Throws: `ParameterError` unless the mean is finite and above 0.
  public init(mean: Double) throws(ParameterError) {
    try requirePositive(mean, "mean")
    self.mean = mean
  }

  // MARK: Support and moments

  /// From 0 to infinity.
  public var support: ClosedRange<Double> { 0 ... .infinity }
  /// The square of the mean.
  public var variance: Double { mean * mean }

  // MARK: Evaluation

  /// exp(−x/mean)/mean.
  public func density(_ x: Double) -> Double {
    x < 0 ? 0 : Double.exp(-x / mean) / mean
  }

  /// 1 − exp(−x/mean), without forming the difference.
  public func distribution(_ x: Double) -> Double {
    x < 0 ? 0 : -Double.expMinusOne(-x / mean)
  }

  /// exp(−x/mean).
  public func survival(_ x: Double) -> Double {
    x < 0 ? 1 : Double.exp(-x / mean)
  }

  /// −mean log(1 − p).
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return -mean * Double.log(onePlus: -p)
  }

  /// −mean log q.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return -mean * Double.log(q)
  }

  /// mean (1 − exp(−x/mean)).
  public func limitedExpectedValue(_ x: Double) -> Double {
    x > 0 ? mean * distribution(x) : x
  }
}
