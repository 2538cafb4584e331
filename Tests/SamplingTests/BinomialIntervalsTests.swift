import Distributions
import Testing

@testable import Sampling

@Suite struct BinomialIntervalsTests {
  /// SciPy 1.17, beta.ppf.
  ///
  /// The first case once gave 0.4418 to 0.4299: the inverse beta began too far
  /// off, in bands of n near p = ½.
  @Test(arguments: [
    (4_516, 10_000, 0.4418114918876656, 0.46141671103279475),
    (6_892, 14_336, 0.4725388404209931, 0.4889645121032553),
    (450_000, 1_000_000, 0.44902457621789577, 0.4509757134092072),
  ])
  func knownIntervals(successes: Int, trials: Int, low: Double, high: Double) {
    let estimate = BinomialIntervals.proportion(successes: successes, trials: trials)
    #expect(abs(estimate.low - low) < 1e-9)
    #expect(abs(estimate.high - high) < 1e-9)
  }

  /// At either end the other tail has 2.5 %, whatever the size and the share.
  @Test(arguments: [
    30, 500, 5_000, 10_000, 12_000, 14_336, 15_000, 16_384, 20_000, 100_000, 800_000, 1_000_000,
    4_000_000,
  ])
  func endsHaveTheirTails(trials: Int) throws {
    for percent in stride(from: 1, through: 99, by: 2) {
      let k = max(1, trials * percent / 100)
      let estimate = BinomialIntervals.proportion(successes: k, trials: trials)
      #expect(estimate.low < estimate.value && estimate.value < estimate.high)
      let below = try Beta(alpha: Double(k), beta: Double(trials - k + 1))
      let above = try Beta(alpha: Double(k + 1), beta: Double(trials - k))
      #expect(abs(below.distribution(estimate.low) / 0.025 - 1) < 1e-7, "\(k) of \(trials)")
      #expect(abs(above.survival(estimate.high) / 0.025 - 1) < 1e-7, "\(k) of \(trials)")
    }
  }
}

@Suite struct ClusteredSampleTests {
  /// A run stopped inside its first group has no spread between groups: its error is not 0.
  @Test func oneGroupHasNoZeroError() {
    let sample = ClusteredSample((0..<1_000).map { Double($0 % 97) }, clusterSize: 600)
    for estimate in [
      sample.mean, sample.valueAtRisk(level: 0.9), sample.expectedShortfall(level: 0.9),
      sample.exceedance(of: 50),
    ] {
      #expect(estimate.standardError > 0 && estimate.low < estimate.high)
      #expect(estimate.caveat?.hasPrefix("fewer than two independent groups") == true)
    }
  }
}
