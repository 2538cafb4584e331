import RealModule

/// The Poisson law of counts.
public struct Poisson: Distribution, Equatable {
  // MARK: Parameters

  /// The expected count.
  public let mean: Double
  private let massAtZero: Double
  /// Up to this mean adding masses from 0 is faster than any search.
  private static let smallMean = 16.0

  /// Makes the law from its mean.
  ///
  /// - Throws: `ParameterError` unless the mean lies in [0, 1e15].
  public init(mean: Double) throws(ParameterError) {
    guard mean >= 0, mean <= 1e15 else {
      throw ParameterError(
        parameter: "mean", value: mean, requirement: "a number from 0 to 1e15")
    }
    self.mean = mean
    massAtZero = Double.exp(-mean)
  }

  // MARK: Support and moments

  /// The whole numbers from 0 on; 0 alone where the mean is 0.
  public var support: ClosedRange<Double> { 0...(mean > 0 ? .infinity : 0) }
  /// Always true.
  public var isDiscrete: Bool { true }
  /// The mean.
  public var variance: Double { mean }

  // MARK: Evaluation

  /// e^−m mᵏ/k!, 0 where x is not a whole number.
  public func density(_ x: Double) -> Double {
    guard x >= 0, x < .infinity, x == x.rounded(.down) else { return x.isNaN ? .nan : 0 }
    guard mean > 0 else { return x == 0 ? 1 : 0 }
    return poissonMass(x, mean: mean)
  }

  /// Q(⌊x⌋ + 1, m).
  public func distribution(_ x: Double) -> Double {
    guard x >= 0, x < .infinity else { return x.isNaN ? .nan : x < 0 ? 0 : 1 }
    return tails(x.rounded(.down)).lower
  }

  /// P(⌊x⌋ + 1, m).
  public func survival(_ x: Double) -> Double {
    guard x >= 0, x < .infinity else { return x.isNaN ? .nan : x < 0 ? 1 : 0 }
    return tails(x.rounded(.down)).upper
  }

  /// The smallest count whose distribution reaches p.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1, mean > 0 else { return edge(p, edgeQuantile(p)) }
    if mean <= Self.smallMean, let count = countFromZero(reaching: p) { return count }
    return search(p, upper: false)
  }

  /// The smallest count whose survival has fallen to q.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1, mean > 0 else { return edge(q, edgeUpperQuantile(q)) }
    if mean <= Self.smallMean, q > 1e-9, let count = countFromZero(reaching: 1 - q) {
      return count
    }
    return search(q, upper: true)
  }

  /// m P(N < ⌊x⌋) + x P(N > x), by k P(N = k) = m P(N = k − 1).
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x >= 0 else { return x }
    return x < .infinity ? mean * distribution(x - 1) + x * survival(x) : mean
  }

  /// The moments given a range, by summing masses.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    summedMoments(in: range)
  }

  private func tails(_ k: Double) -> CountTails {
    guard mean > 0 else { return CountTails(lower: 1, upper: 0, mass: 0) }
    // The slope of the gamma integral of shape k + 1 is m times the mass at k.
    let tails = IncompleteGamma(shape: k + 1).tails(mean)
    return CountTails(lower: tails.upper, upper: tails.lower, mass: tails.slope / mean)
  }

  private func countFromZero(reaching p: Double) -> Double? {
    Distributions.countFromZero(reaching: p, first: massAtZero) { mean / ($0 + 1) }
  }

  private func search(_ target: Double, upper: Bool) -> Double {
    let deviation = mean.squareRoot()
    let start = cornishFisher(
      target, upper: upper, mean: mean, deviation: deviation, skewness: 1 / deviation)
    return wholeNumberQuantile(
      target, upper: upper, from: start, in: 0 ... .infinity, tails: tails)
  }

  private func edge(_ p: Double, _ value: Double) -> Double { p > 0 && p < 1 ? 0 : value }
}
