import RealModule

/// The beta law, stretched to an interval.
public struct Beta: Distribution, Equatable {
  // MARK: Parameters

  /// The shape at the lower end.
  public let alpha: Double
  /// The shape at the upper end.
  public let beta: Double
  /// The smallest value.
  public let min: Double
  /// The largest value.
  public let max: Double
  private let integral: IncompleteBeta

  /// Makes the law with density proportional to (x − min)^(α−1) (max − x)^(β−1).
  ///
  /// - Throws: `ParameterError` unless both shapes are finite and above 0 and min < max.
  public init(alpha: Double, beta: Double, min: Double = 0, max: Double = 1) throws(ParameterError)
  {
    try requirePositive(alpha, "alpha")
    try requirePositive(beta, "beta")
    try requireOrdered(min, "min", max, "max")
    self.alpha = alpha
    self.beta = beta
    self.min = min
    self.max = max
    integral = IncompleteBeta(alpha: alpha, beta: beta)
  }

  // MARK: Support and moments

  /// From `min` to `max`.
  public var support: ClosedRange<Double> { min...max }
  /// min + w α / (α + β), with the width w.
  public var mean: Double { min + width * (alpha / (alpha + beta)) }
  /// w² α β / ((α + β)² (α + β + 1)).
  public var variance: Double {
    let total = alpha + beta
    return width * width * (alpha / total) * (beta / total) / (total + 1)
  }

  private var width: Double { max - min }

  // MARK: Evaluation

  /// Infinite at an end whose shape is below 1.
  public func density(_ x: Double) -> Double {
    guard x >= min, x <= max else { return x.isNaN ? .nan : 0 }
    if x == min { return endDensity(alpha) }
    if x == max { return endDensity(beta) }
    let (low, high) = ((x - min) / width, (max - x) / width)
    // A place that rounds to an end has the end's density.
    guard low > 0 else { return endDensity(alpha) }
    guard high > 0 else { return endDensity(beta) }
    return integral.tails(low, high).slope / low / high / width
  }

  /// The regularised incomplete beta function.
  public func distribution(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return tails(x).lower
  }

  /// The complement of the regularised incomplete beta function.
  public func survival(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return tails(x).upper
  }

  /// The inverse of `distribution`.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return stretched(integral.inverseLower(p))
  }

  /// The inverse of `survival`.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return stretched(integral.inverseUpper(q))
  }

  /// By the beta law with α + 1, whose density is proportional to x times this one's.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > min else { return x }
    guard x < max else { return x.isNaN ? .nan : mean }
    let raised = IncompleteBeta(alpha: alpha + 1, beta: beta)
    let (low, high) = ((x - min) / width, (max - x) / width)
    let share = alpha / (alpha + beta)
    return min + width * (share * raised.tails(low, high).lower + low * tails(x).upper)
  }

  private func tails(_ x: Double) -> Tails {
    if x <= min { return Tails(lower: 0, upper: 1, slope: 0) }
    if x >= max { return Tails(lower: 1, upper: 0, slope: 0) }
    return integral.tails((x - min) / width, (max - x) / width)
  }

  /// Steps from the nearer end, so that values close to either keep their precision.
  private func stretched(_ point: UnitPoint) -> Double {
    point.x <= 0.5
      ? Swift.min(min + width * point.x, max) : Swift.max(max - width * point.y, min)
  }

  private func endDensity(_ shape: Double) -> Double {
    // With shape 1 at an end the density there is the other shape over the width.
    shape < 1 ? .infinity : shape > 1 ? 0 : (alpha + beta - 1) / width
  }
}
