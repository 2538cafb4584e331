import RealModule

/// The binomial law: the number of successes in independent trials.
public struct Binomial: Distribution, Equatable {
  // MARK: Parameters

  /// The number of trials n.
  public let trials: Int
  /// The probability of success in each.
  public let probability: Double
  private let count: Double
  private static let smallMean = 16.0

  /// Makes the law from the number of trials and the probability of success.
  ///
  /// - Throws: `ParameterError` unless trials lie in 0…10¹⁵ and the probability in [0, 1].
  public init(trials: Int, probability: Double) throws(ParameterError) {
    guard trials >= 0, trials <= 1_000_000_000_000_000 else {
      throw ParameterError(
        parameter: "trials", value: "\(trials)", requirement: "a whole number from 0 to 1e15")
    }
    try requireProbability(probability, "probability")
    self.trials = trials
    self.probability = probability
    count = Double(trials)
  }

  // MARK: Support and moments

  /// The whole numbers from 0 to n, or the one that is certain.
  public var support: ClosedRange<Double> {
    (probability < 1 ? 0 : count)...(probability > 0 ? count : 0)
  }
  /// Always true.
  public var isDiscrete: Bool { true }
  /// n p.
  public var mean: Double { count * probability }
  /// n p (1 − p).
  public var variance: Double { count * probability * failure }

  private var failure: Double { 1 - probability }
  private var isCertain: Bool { support.lowerBound == support.upperBound }

  // MARK: Evaluation

  /// n!/(k! (n − k)!) pᵏ (1 − p)ⁿ⁻ᵏ, 0 where x is not a whole number.
  public func density(_ x: Double) -> Double {
    guard x >= 0, x <= count, x == x.rounded(.down) else { return x.isNaN ? .nan : 0 }
    if isCertain { return x == mean ? 1 : 0 }
    return binomialMass(x, of: count, success: probability, failure: failure)
  }

  /// I_{1−p}(n − k, k + 1) at k = ⌊x⌋.
  public func distribution(_ x: Double) -> Double {
    guard x >= support.lowerBound, x < support.upperBound else {
      return x.isNaN ? .nan : x < support.lowerBound ? 0 : 1
    }
    return tails(x.rounded(.down)).lower
  }

  /// I_p(k + 1, n − k) at k = ⌊x⌋.
  public func survival(_ x: Double) -> Double {
    guard x >= support.lowerBound, x < support.upperBound else {
      return x.isNaN ? .nan : x < support.lowerBound ? 1 : 0
    }
    return tails(x.rounded(.down)).upper
  }

  /// The smallest count whose distribution reaches p.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1, !isCertain else {
      return p > 0 && p < 1 ? mean : edgeQuantile(p)
    }
    if mean <= Self.smallMean, let count = countFromZero(reaching: p) { return count }
    return search(p, upper: false)
  }

  /// The smallest count whose survival has fallen to q.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1, !isCertain else {
      return q > 0 && q < 1 ? mean : edgeUpperQuantile(q)
    }
    if mean <= Self.smallMean, q > 1e-9, let count = countFromZero(reaching: 1 - q) {
      return count
    }
    return search(q, upper: true)
  }

  /// n p P(N′ < ⌊x⌋) + x P(N > x), where N′ has one trial fewer.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x >= 0 else { return x }
    guard x < count, !isCertain else { return x.isNaN ? .nan : min(mean, x) }
    let whole = x.rounded(.down)
    guard whole > 0 else { return x * survival(x) }
    let fewer = IncompleteBeta(alpha: count - whole, beta: whole)
    return mean * fewer.tails(failure, probability).lower + x * survival(x)
  }

  /// The moments given a range, by summing masses.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    summedMoments(in: range)
  }

  private func tails(_ k: Double) -> CountTails {
    guard k < count else { return CountTails(lower: 1, upper: 0, mass: density(k)) }
    let tails = IncompleteBeta(alpha: count - k, beta: k + 1).tails(failure, probability)
    let mass = tails.slope / ((count - k) * probability)
    return CountTails(lower: tails.lower, upper: tails.upper, mass: mass)
  }

  private func countFromZero(reaching p: Double) -> Double? {
    let odds = probability / failure
    let first = Double.exp(count * Double.log(onePlus: -probability))
    return Distributions.countFromZero(reaching: p, first: first) {
      $0 < count ? (count - $0) / ($0 + 1) * odds : 0
    }
  }

  private func search(_ target: Double, upper: Bool) -> Double {
    let deviation = variance.squareRoot()
    let skewness = (failure - probability) / deviation
    let start = cornishFisher(
      target, upper: upper, mean: mean, deviation: deviation, skewness: skewness)
    return wholeNumberQuantile(target, upper: upper, from: start, in: 0...count, tails: tails)
  }
}
