import Sampling
import Testing

@testable import LossSimulation

/// Verdicts that are sought again and again: rarely false, whatever the number of looks.
@Suite struct VerdictBoundsTests {
  /// beta.ppf(error, k, n − k + 1) and beta.isf(error, k + 1, n − k) of SciPy 1.
  @Test(
    arguments: [
      (0, 100, 0.025, 0, 0.03621669264517642),
      (7, 4096, 0.025, 0.0006873677360192378, 0.003517971180249062),
      (100, 4096, 0.008333333333333333, 0.01900589134522801, 0.030813787780200913),
      (12.5, 310.25, 0.001, 0.014103444542231619, 0.08722437308494613),
      (5, 5, 0.01, 0.39810717055349726, 1),
    ] as [(Double, Double, Double, Double, Double)])
  func boundsAreClopperAndPearsons(
    _ k: Double, _ n: Double, _ error: Double, _ low: Double, _ high: Double
  ) {
    let bounds = (
      BinomialIntervals.lowerBound(successes: k, trials: n, error: error),
      BinomialIntervals.upperBound(successes: k, trials: n, error: error)
    )
    #expect(abs(bounds.0 - low) <= 1e-10 * max(low, 1e-10))
    #expect(abs(bounds.1 - high) <= 1e-10 * high)
  }

  /// Σ 1/((k + 1)(k + 2)) over k = 0…n − 1 is 1 − 1/(n + 1).
  @Test func spendingNeverExceedsTheWhole() {
    let spent = (0..<10_000).reduce(0) { $0 + VerdictBounds.error(at: $1) }
    #expect(abs(spent - 0.05 * (1 - 1 / 10_001)) < 1e-12)
  }

  /// A share of independent years at look after look, the limit just beside the truth.
  private func falseVerdicts(
    limit: Double, truth: Double, repeats: Int,
    verdict: (_ successes: Int, _ trials: Int, _ look: Int) -> CriterionResult.Verdict?
  ) -> Int {
    (0..<repeats).count { number in
      let stream = RandomStream(seed: 77, purpose: "verdict", record: "\(number)")
      var (successes, trials) = (0, 0)
      for look in 0..<18 {
        let target = Int(256 * PowerOf125.value(look))
        while trials < target {
          if stream.uniform(trial: UInt32(trials)) < truth { successes += 1 }
          trials += 1
        }
        if let verdict = verdict(successes, trials, look) {
          return (verdict == .met) != (truth <= limit)
        }
      }
      return false
    }
  }

  private static let repeats = 2_000
  /// Five standard errors above 5 % of the repeats.
  private static let allowed = 2_000 * 0.05 + 5 * (2_000 * 0.05 * 0.95).squareRoot()

  @Test(arguments: [0.1, 0.1 * (1 + 1e-9)]) func falseVerdictsAreRare(_ truth: Double) {
    let false_ = falseVerdicts(limit: 0.1, truth: truth, repeats: Self.repeats) { k, n, look in
      VerdictBounds(
        BinomialIntervals.proportion(successes: k, trials: n), clusters: nil, look: look
      ).verdict(limit: 0.1)
    }
    #expect(Double(false_) < Self.allowed, "\(false_) of \(Self.repeats)")
  }

  /// The twin: the plain 95 % interval at each look is wrong far more often, and is caught.
  @Test func withoutSpendingTheyAreNot() {
    let false_ = falseVerdicts(limit: 0.1, truth: 0.1, repeats: Self.repeats) { k, n, _ in
      let share = BinomialIntervals.proportion(successes: k, trials: n)
      return share.high <= 0.1 ? .met : share.low > 0.1 ? .breached : nil
    }
    #expect(Double(false_) > Self.allowed, "\(false_) of \(Self.repeats)")
  }

  @Test func aClearCaseIsDecidedAtOnce() {
    func verdict(_ k: Int) -> CriterionResult.Verdict? {
      VerdictBounds(
        BinomialIntervals.proportion(successes: k, trials: 4_096), clusters: nil, look: 0
      ).verdict(limit: 0.1)
    }
    #expect(verdict(100) == .met && verdict(800) == .breached && verdict(410) == nil)
  }

  /// Trials that hang together count for fewer, and groups without any event for one each.
  @Test func groupsWidenTheBounds() {
    var share = BinomialIntervals.proportion(successes: 500, trials: 10_000)
    let plain = VerdictBounds(share, clusters: nil, look: 3)
    share.standardError *= 2
    let grouped = VerdictBounds(share, clusters: 50, look: 3)
    #expect(grouped.low < plain.low && grouped.high > plain.high)
    let none = BinomialIntervals.proportion(successes: 0, trials: 10_000)
    // 1 − error^(1/n) for no success in n, here the 50 groups.
    let error = VerdictBounds.error(at: 0)
    let high = VerdictBounds(none, clusters: 50, look: 0).high
    #expect(abs(high - (1 - Self.power(error, 1.0 / 50))) < 1e-12)
  }

  private static func power(_ x: Double, _ exponent: Double) -> Double {
    // The root by bisection: no other mathematics is at hand here.
    var (low, high) = (0.0, 1.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      var product = 1.0
      for _ in 0..<Int((1 / exponent).rounded()) { product *= middle }
      if product < x { low = middle } else { high = middle }
    }
    return low
  }
}

private enum PowerOf125 {
  static func value(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * 1.25 }
  }
}
