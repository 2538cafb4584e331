import LinearAlgebra
import RealModule

/// The metalog law through given quantiles.
///
/// Keelin (2016), "The metalog distributions", Decision Analysis 13, 243–277: n points fix the n
/// coefficients of a series M in the probability. Without limits X = M; with a lower limit
/// log(X − lower) = M; with an upper one −log(upper − X) = M; with both the logit of X's place
/// between them is M.
public struct Metalog: Distribution, Equatable {
  // MARK: Parameters

  /// The lower limit; −∞ where there is none.
  public let lower: Double
  /// The upper limit; ∞ where there is none.
  public let upper: Double
  /// The coefficients in Keelin's order: 1, L, (y−½)L, (y−½), (y−½)², (y−½)²L and so on.
  public var coefficients: [Double] { series.coefficients }
  /// The expectation; infinite where a tail of a semi-bounded law has a slope of 1 or more.
  public let mean: Double
  /// The variance; infinite where a tail of a semi-bounded law has a slope of ½ or more.
  public let variance: Double
  let series: MetalogSeries
  let limits: MetalogLimits

  /// Makes the law whose quantiles are the given ones, exactly.
  ///
  /// - Throws: `ParameterError` unless there are 2 to 16 points with rising probabilities inside
  ///   (0, 1) and rising values strictly inside the limits, through which the series rises
  ///   everywhere. The error names a probability at which it falls.
  public init(
    quantiles: [(probability: Double, value: Double)], lower: Double? = nil, upper: Double? = nil
  ) throws(ParameterError) {
    let limits = try MetalogLimits(lower: lower, upper: upper)
    try Self.check(quantiles, limits)
    let series = try Self.fit(quantiles, limits)
    if let falls = series.fallingProbability() {
      throw ParameterError(
        parameter: "quantiles", value: Self.text(quantiles),
        requirement: "points through which the metalog rises everywhere; "
          + "it falls at probability \(Self.rounded(falls))")
    }
    self.series = series
    self.limits = limits
    self.lower = limits.lower
    self.upper = limits.upper
    (mean, variance) = Self.moments(series, limits)
  }

  private static func check(
    _ quantiles: [(probability: Double, value: Double)], _ limits: MetalogLimits
  ) throws(ParameterError) {
    guard quantiles.count >= 2, quantiles.count <= 16 else {
      throw ParameterError(
        parameter: "number of quantiles", value: "\(quantiles.count)", requirement: "from 2 to 16")
    }
    var previous: (probability: Double, value: Double)?
    for (index, point) in quantiles.enumerated() {
      try requireInnerProbability(point.probability, "probability \(index + 1)")
      try requireFinite(point.value, "value \(index + 1)")
      guard point.value > limits.lower, point.value < limits.upper else {
        throw ParameterError(
          parameter: "value \(index + 1)", value: point.value,
          requirement: "between lower \(limits.lower) and upper \(limits.upper), both excluded")
      }
      if let previous {
        try requireOrdered(
          previous.probability, "probability \(index)", point.probability,
          "probability \(index + 1)")
        try requireOrdered(previous.value, "value \(index)", point.value, "value \(index + 1)")
      }
      previous = point
    }
  }

  private static func fit(
    _ quantiles: [(probability: Double, value: Double)], _ limits: MetalogLimits
  ) throws(ParameterError) -> MetalogSeries {
    let count = quantiles.count
    var system = DenseMatrix(rows: count, columns: count)
    for (row, point) in quantiles.enumerated() {
      for column in 0..<count {
        system[row, column] = MetalogSeries.basis(column, at: point.probability)
      }
    }
    let targets = quantiles.map { limits.transformed($0.value) }
    guard let factor = try? LUFactor(of: system), factor.reciprocalCondition > 1e-14 else {
      throw ParameterError(
        parameter: "quantiles", value: text(quantiles),
        requirement: "points far enough apart to fix a metalog")
    }
    return MetalogSeries(coefficients: factor.solve(targets))
  }

  private static func text(_ quantiles: [(probability: Double, value: Double)]) -> String {
    quantiles.map { "\($0.probability): \($0.value)" }.joined(separator: ", ")
  }

  private static func rounded(_ probability: Double) -> Double {
    (probability * 1e6).rounded() / 1e6
  }

  // MARK: Support and moments

  /// From the lower to the upper limit.
  public var support: ClosedRange<Double> { lower...upper }

  /// Both moments, by integrals over the logit in which both tails are exponentials.
  private static func moments(
    _ series: MetalogSeries, _ limits: MetalogLimits
  ) -> (mean: Double, variance: Double) {
    // Only an exponential of a straight tail can diverge: upwards of a lower limit alone, and
    // downwards of an upper one alone.
    let slope =
      switch limits.kind {
      case .lower: series.tailSlopes.upper
      case .upper: series.tailSlopes.lower
      case .none, .both: 0.0
      }
    guard slope < 1 else { return (.infinity, .infinity) }
    let origin = limits.origin
    let first = integrateLine { limits.weighted(series.evaluate($0).value, at: $0, power: 1) }
    guard slope < 0.5 else { return (origin + limits.sign * first, .infinity) }
    let second = integrateLine {
      limits.weighted(series.evaluate($0).value, at: $0, power: 2, about: first)
    }
    return (origin + limits.sign * first, second)
  }

  // MARK: Evaluation

  /// The inverse of the slope of the quantile function at x.
  public func density(_ x: Double) -> Double {
    guard x > lower, x < upper else { return x.isNaN ? .nan : 0 }
    let s = series.inverse(limits.transformed(x))
    let (value, slope) = series.evaluate(s)
    let point = LogitPoint(s)
    let rise = slope * limits.rise(value)
    let bell = point.y * point.z
    return bell > 0 && rise > 0 ? bell / rise : 0
  }

  /// The probability whose quantile is x, by safeguarded Newton steps.
  public func distribution(_ x: Double) -> Double {
    guard x > lower, x < upper else { return x.isNaN ? .nan : x <= lower ? 0 : 1 }
    return LogitPoint(series.inverse(limits.transformed(x))).y
  }

  /// The complement of the probability whose quantile is x.
  public func survival(_ x: Double) -> Double {
    guard x > lower, x < upper else { return x.isNaN ? .nan : x <= lower ? 1 : 0 }
    return LogitPoint(series.inverse(limits.transformed(x))).z
  }

  /// The series at p, carried to the limits.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return limits.restored(series.evaluate(Double.log(p) - Double.log(onePlus: -p)).value)
  }

  /// The series at 1 − q, carried to the limits.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return limits.restored(series.evaluate(Double.log(onePlus: -q) - Double.log(q)).value)
  }
}
