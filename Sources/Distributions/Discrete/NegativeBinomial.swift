import RealModule

/// The negative binomial law of counts: a Poisson law whose mean is itself a gamma draw.
public struct NegativeBinomial: Distribution, Equatable {
  // MARK: Parameters

  /// The expected count m.
  public let mean: Double
  /// The dispersion k: the variance is m + m²/k, so a smaller k spreads more.
  public let dispersion: Double
  /// The success probability k/(k + m) and its complement.
  private let success: Double
  private let failure: Double
  private let massAtZero: Double
  private static let smallMean = 16.0
  /// Counts from here on have no probability that a double could hold, or none that matters.
  private static let beyond = 1e200

  /// Makes the law from its mean and dispersion.
  ///
  /// - Throws: `ParameterError` unless the mean lies in [0, 1e15] and the dispersion is finite
  ///   and above 0.
  public init(mean: Double, dispersion: Double) throws(ParameterError) {
    guard mean >= 0, mean <= 1e15 else {
      throw ParameterError(
        parameter: "mean", value: mean, requirement: "a number from 0 to 1e15")
    }
    try requirePositive(dispersion, "dispersion")
    self.mean = mean
    self.dispersion = dispersion
    let ratio = mean / dispersion
    success = 1 / (1 + ratio)
    failure = ratio < .infinity ? ratio / (1 + ratio) : 1
    massAtZero = Double.exp(-dispersion * Double.log(onePlus: ratio))
  }

  // MARK: Support and moments

  /// The whole numbers from 0 on; 0 alone where the mean is 0.
  public var support: ClosedRange<Double> { 0...(mean > 0 ? .infinity : 0) }
  /// Always true.
  public var isDiscrete: Bool { true }
  /// m + m²/k.
  public var variance: Double { mean + mean * (mean / dispersion) }

  // MARK: Evaluation

  /// Γ(k + n)/(Γ(k) n!) pᵏ (1 − p)ⁿ, 0 where x is not a whole number.
  public func density(_ x: Double) -> Double {
    guard x >= 0, x < .infinity, x == x.rounded(.down) else { return x.isNaN ? .nan : 0 }
    guard x > 0, mean > 0, x < Self.beyond else { return x == 0 ? massAtZero : 0 }
    // The share of a binomial mass, by which Loader's precision carries over.
    let total = dispersion + x
    return dispersion / total
      * binomialMass(dispersion, of: total, success: success, failure: failure)
  }

  /// I_p(k, ⌊x⌋ + 1).
  public func distribution(_ x: Double) -> Double {
    guard x >= 0, x < .infinity else { return x.isNaN ? .nan : x < 0 ? 0 : 1 }
    return tails(x.rounded(.down)).lower
  }

  /// 1 − I_p(k, ⌊x⌋ + 1), computed directly.
  public func survival(_ x: Double) -> Double {
    guard x >= 0, x < .infinity else { return x.isNaN ? .nan : x < 0 ? 1 : 0 }
    return tails(x.rounded(.down)).upper
  }

  /// The smallest count whose distribution reaches p.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1, mean > 0 else { return p > 0 && p < 1 ? 0 : edgeQuantile(p) }
    if mean <= Self.smallMean, let count = countFromZero(reaching: p) { return count }
    return search(p, upper: false)
  }

  /// The smallest count whose survival has fallen to q.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1, mean > 0 else { return q > 0 && q < 1 ? 0 : edgeUpperQuantile(q) }
    if mean <= Self.smallMean, q > 1e-9, let count = countFromZero(reaching: 1 - q) {
      return count
    }
    return search(q, upper: true)
  }

  /// m P(N′ < ⌊x⌋) + x P(N > x), where N′ has dispersion k + 1 and the same success probability.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x >= 0 else { return x }
    guard x < .infinity, mean > 0 else { return x.isNaN ? .nan : mean }
    let whole = x.rounded(.down)
    let raised = IncompleteBeta(alpha: dispersion + 1, beta: max(whole, 1))
    let below = whole > 0 ? raised.tails(success, failure).lower : 0
    return mean * below + x * survival(x)
  }

  /// The moments given a range, by summing masses.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    summedMoments(in: range)
  }

  private func tails(_ k: Double) -> CountTails {
    guard mean > 0, k < Self.beyond else { return CountTails(lower: 1, upper: 0, mass: 0) }
    let tails = IncompleteBeta(alpha: dispersion, beta: k + 1).tails(success, failure)
    return CountTails(
      lower: tails.lower, upper: tails.upper, mass: tails.slope / (failure * (dispersion + k)))
  }

  private func countFromZero(reaching p: Double) -> Double? {
    Distributions.countFromZero(reaching: p, first: massAtZero) {
      (dispersion + $0) / ($0 + 1) * failure
    }
  }

  private func search(_ target: Double, upper: Bool) -> Double {
    let deviation = variance.squareRoot()
    let skewness = (1 + 2 * (mean / dispersion)) / deviation
    let start = cornishFisher(
      target, upper: upper, mean: mean, deviation: deviation, skewness: skewness)
    return wholeNumberQuantile(
      target, upper: upper, from: start, in: 0 ... .infinity, tails: tails)
  }
}
