import RealModule
import Testing

@testable import Sampling

@Suite struct RankCorrelationTests {
  /// Pairs of a bivariate normal with a correlation.
  private func pairs(_ count: Int, rho: Double, seed: UInt64) -> ([Double], [Double]) {
    let stream = RandomStream(seed: seed, purpose: "test", record: "pairs")
    var x: [Double] = []
    var y: [Double] = []
    for i in 0..<count {
      let (u, v) = stream.uniforms(trial: UInt32(i), draw: 0)
      let (a, b) = (KernelReference.normalQuantile(u), KernelReference.normalQuantile(v))
      x.append(a)
      y.append(rho * a + (1 - rho * rho).squareRoot() * b)
    }
    return (x, y)
  }

  /// Risk oracle, case `spearman_gaussian`: ρ_S = 6/π · asin(ρ/2) = 0.58192 for ρ = 0.6, with a
  /// standard error of 0.0008 for a million pairs.
  @Test func gaussianCopula() {
    let (x, y) = pairs(100_000, rho: 0.6, seed: 1)
    let estimate = RankCorrelation.spearman(Ranks(x), Ranks(y))
    #expect(abs(estimate.value - 0.5819201041240698) < 5 * 0.0008 * 10.0.squareRoot())
    // The twin with a defect: Pearson's correlation of the values would be taken for it.
    #expect(abs(0.6 - 0.5819201041240698) > 5 * 0.0008 * 10.0.squareRoot())
  }

  /// Ties: scipy.stats.spearmanr (SciPy 1.17.1) on the same numbers; the interval by NumPy.
  @Test func tiesGetTheirMeanRank() {
    let x: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    let y: [Double] = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5]
    let estimate = RankCorrelation.spearman(Ranks(x), Ranks(y))
    #expect(abs(estimate.value - 0.1415796863640157) < 1e-14)
    #expect(abs(estimate.low - (-0.4730946598459608)) < 1e-12)
    #expect(abs(estimate.high - (0.6635469204756993)) < 1e-12)
  }

  /// Long samples are sorted by their bits: the same ranks as by comparing, whatever the signs.
  @Test func longSamplesRankAlike() {
    let (x, _) = pairs(5_000, rho: 0, seed: 2)
    let values = x.map { ($0 * 20).rounded() / 20 }
    let ranks = Ranks(values)
    for i in stride(from: 0, to: 5_000, by: 97) {
      let below = values.count { $0 < values[i] }
      let equal = values.count { $0 == values[i] }
      #expect(ranks.centred[i] == Double(below) + 0.5 * Double(equal - 1) - 2_499.5)
    }
    #expect(Ranks([0, -0.0]).squares == 0)
  }

  @Test func monotoneMapsChangeNothing() {
    let (x, y) = pairs(500, rho: 0.3, seed: 3)
    let plain = RankCorrelation.spearman(Ranks(x), Ranks(y)).value
    #expect(plain == RankCorrelation.spearman(Ranks(x.map { .exp($0) }), Ranks(y)).value)
    #expect(
      abs(plain + RankCorrelation.spearman(Ranks(x.map { -$0 }), Ranks(y)).value) < 1e-15)
    let same = RankCorrelation.spearman(Ranks(x), Ranks(x))
    #expect(abs(same.value - 1) < 1e-12 && same.low > 0.999)
    #expect(RankCorrelation.spearman(Ranks(x), Ranks(x.map { _ in 1 })).value.isNaN)
  }

  /// 1,000 repeats of 100 pairs, ρ_S = 6/π·asin(0.3) for ρ = 0.6.
  ///
  /// The share of covered ones has a standard deviation of 0.7 %. The twin with a defect: intervals
  /// of half the width.
  @Test func intervalsCover() {
    let exact = 6 / Double.pi * Double.asin(0.3)
    var covered = 0
    var coveredByHalf = 0
    for seed in 1...1_000 {
      let (x, y) = pairs(100, rho: 0.6, seed: UInt64(100 + seed))
      let estimate = RankCorrelation.spearman(Ranks(x), Ranks(y))
      if estimate.low <= exact && exact <= estimate.high { covered += 1 }
      if abs(exact - estimate.value) <= 0.25 * (estimate.high - estimate.low) { coveredByHalf += 1 }
    }
    #expect((915...985).contains(covered), "\(covered)")
    #expect(coveredByHalf < 800, "half the width would pass as well")
  }

  /// Pairs repeated eight times over are not eight times as many: groups say so, pairs do not.
  @Test func groupsCarryTheError() {
    let (x, y) = pairs(1_600, rho: 0.5, seed: 4)
    let (many, others) = (
      x.flatMap { Array(repeating: $0, count: 8) }, y.flatMap { Array(repeating: $0, count: 8) }
    )
    let plain = RankCorrelation.spearman(Ranks(x), Ranks(y))
    let naive = RankCorrelation.spearman(Ranks(many), Ranks(others))
    let grouped = RankCorrelation.spearman(many, others, groupSize: 8 * 80)
    #expect(abs(grouped.value - plain.value) < 1e-3)
    #expect(naive.standardError < 0.4 * plain.standardError)
    // Twenty groups: the error of an error is 1/√38.
    #expect(abs(grouped.standardError / plain.standardError - 1) < 5 * 0.165)
    #expect(RankCorrelation.spearman(many, others, groupSize: 8 * 500).caveat != nil)
  }
}
