public import Distributions

/// How often losses exceeded a value at risk, beside how often they should have.
public struct ExceedanceBacktest: Hashable, Sendable {
  /// Kupiec's likelihood ratio of the share of exceedances (Kupiec 1995), chi-squared of one degree.
  public let ratioOfShare: Double
  /// P(a chi-squared draw ≥ `ratioOfShare`).
  public let pValueOfShare: Double
  /// P(exceedances ≥ the number seen) if the level is right: exact, binomial.
  public let probabilityOfAsMany: Double
  /// The zone of P(exceedances ≤ the number seen).
  public let trafficLight: TrafficLight

  /// Holds a number of exceedances against their probability.
  ///
  /// - Parameters:
  ///   - exceedances: 0…periods.
  ///   - periods: above 0.
  ///   - probability: of an exceedance in one period, between 0 and 1: one minus the level.
  /// - Throws: `ParameterError` outside these ranges.
  public init(exceedances: Int, periods: Int, probability: Double) throws(ParameterError) {
    guard periods > 0, exceedances >= 0, exceedances <= periods else {
      throw ParameterError(
        parameter: "exceedances", value: "\(exceedances) of \(periods)",
        requirement: "a whole number from 0 to the number of periods, which is above 0")
    }
    guard probability > 0, probability < 1 else {
      throw ParameterError(
        parameter: "probability", value: probability, requirement: "a number between 0 and 1")
    }
    let law = try Binomial(trials: periods, probability: probability)
    let x = Double(exceedances)
    let rest = Double(periods) - x
    let share = x / Double(periods)
    ratioOfShare =
      2
      * (surprise(x, share) + surprise(rest, 1 - share) - surprise(x, probability)
        - surprise(rest, 1 - probability))
    pValueOfShare = try ChiSquared(degreesOfFreedom: 1).survival(Swift.max(0, ratioOfShare))
    probabilityOfAsMany = exceedances > 0 ? law.survival(x - 1) : 1
    trafficLight = TrafficLight(cumulativeProbability: law.distribution(x))
  }
}

/// Whether exceedances follow one another more often than independent ones would.
public struct IndependenceBacktest: Hashable, Sendable {
  /// Christoffersen's likelihood ratio (Christoffersen 1998), chi-squared of one degree.
  public let ratio: Double
  /// P(a chi-squared draw ≥ `ratio`).
  public let pValue: Double

  /// Tests periods in the order of time; true where the loss exceeded the value at risk.
  ///
  /// - Throws: `ParameterError` for fewer than two periods.
  public init(exceeded: [Bool]) throws(ParameterError) {
    var pairs = [[0, 0], [0, 0]]
    for (before, after) in zip(exceeded, exceeded.dropFirst()) {
      pairs[before ? 1 : 0][after ? 1 : 0] += 1
    }
    try self.init(
      calmThenCalm: pairs[0][0], calmThenExceeded: pairs[0][1],
      exceededThenCalm: pairs[1][0], exceededTwice: pairs[1][1])
  }

  /// Tests from the numbers of pairs of neighbouring periods.
  ///
  /// - Throws: `ParameterError` for a negative number, or where there is no pair.
  public init(
    calmThenCalm: Int, calmThenExceeded: Int, exceededThenCalm: Int, exceededTwice: Int
  ) throws(ParameterError) {
    let counts = [calmThenCalm, calmThenExceeded, exceededThenCalm, exceededTwice]
    guard counts.allSatisfy({ $0 >= 0 }), counts.contains(where: { $0 > 0 }) else {
      throw ParameterError(
        parameter: "pairs", value: "\(counts)",
        requirement: "whole numbers of 0 or more, one of them above 0")
    }
    let n = counts.map(Double.init)
    let afterCalm = fit(n[0], n[1])
    let afterExceeded = fit(n[2], n[3])
    let pooled = fit(n[0] + n[2], n[1] + n[3])
    ratio = Swift.max(0, 2 * (afterCalm + afterExceeded - pooled))
    pValue = try ChiSquared(degreesOfFreedom: 1).survival(ratio)
  }
}

/// x log p, which is 0 for no cases.
private func surprise(_ x: Double, _ p: Double) -> Double { x > 0 ? x * logarithm(p) : 0 }

/// The largest log likelihood of so many calm and exceeded periods with one probability.
private func fit(_ calm: Double, _ exceeded: Double) -> Double {
  let total = calm + exceeded
  guard total > 0 else { return 0 }
  return surprise(calm, calm / total) + surprise(exceeded, exceeded / total)
}
