/// A law conditioned on a closed range.
///
/// Everything is computed from the tail in which the range lies, so a range with probability
/// 1e-200 keeps its precision.
public struct Truncated: Distribution {
  // MARK: Parameters

  /// The law that is conditioned.
  public let base: any Distribution
  /// The lower limit; may be −∞.
  public let lower: Double
  /// The upper limit; may be ∞.
  public let upper: Double
  private let window: TailWindow

  /// Conditions a law on [lower, upper].
  ///
  /// An infinite limit leaves that side as it is.
  /// - Throws: `ParameterError` unless lower ≤ upper and the law has some probability between.
  public init(
    _ base: any Distribution, lower: Double = -.infinity, upper: Double = .infinity
  ) throws(ParameterError) {
    guard lower < .infinity else {
      throw ParameterError(
        parameter: "lower", value: lower, requirement: "a number below infinity")
    }
    guard upper >= lower, upper > -.infinity else {
      throw ParameterError(
        parameter: "upper", value: upper, requirement: "a number not below lower \(lower)")
    }
    self.base = base
    self.lower = lower
    self.upper = upper
    window = TailWindow(of: base, lower...upper)
    guard window.probability > 0 else {
      throw ParameterError(
        parameter: "range", value: "[\(lower), \(upper)]",
        requirement: "one in which the law has some probability")
    }
  }

  // MARK: Support and moments

  /// The part of the base law's support within the limits.
  public var support: ClosedRange<Double> { base.support.clamped(to: lower...upper) }
  /// As the base law.
  public var isDiscrete: Bool { base.isDiscrete }
  /// The probability that the base law gives to the range.
  public var probabilityOfRange: Double { window.probability }
  /// The mean given the range.
  ///
  /// Cost: that of the base law's `conditionalMoments`.
  public var mean: Double { base.conditionalMoments(in: lower...upper).mean }
  /// The variance given the range.
  ///
  /// Cost: that of the base law's `conditionalMoments`.
  public var variance: Double { base.conditionalMoments(in: lower...upper).variance }

  // MARK: Evaluation

  /// The base law's density over the probability of the range.
  public func density(_ x: Double) -> Double {
    guard x >= lower, x <= upper else { return x.isNaN ? .nan : 0 }
    return base.density(x) / window.probability
  }

  /// P(X ≤ x | range).
  public func distribution(_ x: Double) -> Double {
    guard x >= lower, x < upper else { return x.isNaN ? .nan : x < lower ? 0 : 1 }
    return window.distribution(x)
  }

  /// P(X > x | range).
  public func survival(_ x: Double) -> Double {
    guard x >= lower, x < upper else { return x.isNaN ? .nan : x < lower ? 1 : 0 }
    return window.survival(x)
  }

  /// The quantile given the range.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    if isDiscrete { return firstAtom(near: p, window.quantile) { distribution($0) >= p } }
    return window.quantile(p)
  }

  /// The upper quantile given the range.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    if isDiscrete { return firstAtom(near: q, window.upperQuantile) { survival($0) <= q } }
    return window.upperQuantile(q)
  }

  /// From the moments of the part up to x.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x >= lower else { return x }
    guard x < upper else { return x.isNaN ? .nan : mean }
    let share = distribution(x)
    let below = share > 0 ? share * base.conditionalMoments(in: lower...x).mean : 0
    return below + x * survival(x)
  }

  /// The base law's moments given both ranges.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    guard range.overlaps(lower...upper) else { return .empty }
    let inner = base.conditionalMoments(in: range.clamped(to: lower...upper))
    return ConditionalMoments(
      probability: min(inner.probability / window.probability, 1), mean: inner.mean,
      variance: inner.variance)
  }

  /// The first atom that satisfies a condition, among those that rounding of p could mean.
  ///
  /// Scaling a probability into the base law's terms and back loses a few units in the last
  /// place, which on a step can move the quantile by an atom.
  private func firstAtom(
    near p: Double, _ quantile: (Double) -> Double, _ holds: (Double) -> Bool
  ) -> Double {
    let slack = 0x1p-48
    let candidates = [quantile(p * (1 - slack)), quantile(p), quantile(min(p * (1 + slack), 1))]
    for candidate in candidates.sorted() where holds(candidate) { return candidate }
    return candidates.max() ?? .nan
  }
}
