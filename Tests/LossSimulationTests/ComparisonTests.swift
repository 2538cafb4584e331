import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Differences of two studies: what is shared cancels, and only what is shared.
@Suite struct ComparisonTests {
  private static func pair(
    trials: Int = 20_000, seed: UInt64 = 7, otherSeed: UInt64 = 7, rate: Double = 1.25,
    uncertainty: ParameterUncertainty = .pooled
  ) throws -> (Study, Study) {
    func make(_ rate: Double, _ seed: UInt64) throws -> Study {
      study(
        [
          risk("R1", rate: try constant(rate), loss: try lognormal(mu: 11, sigma: 1)),
          risk("R2", rate: try constant(2), loss: try lognormal(mu: 10.5, sigma: 0.8)),
        ], trials: trials, seed: seed,
        criteria: Criteria(tolerance: [.init(loss: 500_000, probability: 0.1)]),
        uncertainty: uncertainty)
    }
    return (try make(1, seed), try make(rate, otherSeed))
  }

  private static func compare(
    _ studies: (Study, Study), threads: Int = 2
  ) async throws -> (result: ComparisonResult, comparison: Comparison) {
    let sides = [try ComparedStudy(studies.0), try ComparedStudy(studies.1)]
    let result = try #require(await StudyComparison(sides).run(threads: threads))
    return (result, try #require(result.comparisons.first))
  }

  private static func find(
    _ metric: Difference.Metric, _ scope: String = "all", in comparison: Comparison
  ) throws -> Difference {
    try #require(
      comparison.differences.first {
        $0.metric == metric && $0.scope == scope && ($0.level ?? 0.95) >= 0.95
      })
  }

  // MARK: Formulas

  /// Worked by hand.
  ///
  /// Differences 1, 0, 2, 1: mean 1, variance 2/3. At 0.5 both VaR are 2; excesses
  /// differ by 0, 0, 2, 1: variance 2.75/3. Above 5 only the third trial tells the two apart.
  @Test func aSmallExampleWorkedByHand() {
    let years = PairedYears(first: [0, 2, 4, 6], second: [1, 2, 6, 7])
    #expect(years.mean.value == 1)
    #expect(abs(years.mean.standardError - (2.0 / 3 / 4).squareRoot()) < 1e-15)
    let shortfall = years.expectedShortfall(level: 0.5)
    #expect(shortfall.value == 1.5)
    #expect(abs(shortfall.standardError - (2.75 / 3 / 4).squareRoot() / 0.5) < 1e-15)
    let above = years.exceedance(of: 5)
    #expect(above.value == 0.25 && abs(above.standardError - 0.25) < 1e-15)
    // (1.5 − 0.5)/6 ± 1.96 √(2 − 1/6)/6
    let half = 1.959_964 * (11.0 / 6).squareRoot() / 6
    #expect(abs(above.low - (1.0 / 6 - half)) < 1e-7 && abs(above.high - (1.0 / 6 + half)) < 1e-7)
    let clustered = PairedYears(first: [0, 2, 4, 6], second: [1, 2, 6, 7], clusterSize: 2)
    #expect(clustered.mean.value == 1 && clustered.mean.standardError == 0.5)
    #expect(!years.areIdentical && PairedYears(first: [1, 2], second: [1, 2]).areIdentical)
  }

  @Test func independentErrorsAddInSquares() {
    let a = Estimate(
      value: 1, standardError: 3, low: 0, high: 5, method: .mean, sampleSize: 10)
    let b = Estimate(
      value: 7, standardError: 4, low: 4, high: 8, method: .mean, sampleSize: 20)
    let difference = Estimate.independentDifference(a, b)
    #expect(difference.value == 6 && difference.standardError == 5)
    // B's lower half-interval 3 meets A's upper 4; B's upper 1 meets A's lower 1.
    #expect(difference.low == 1 && abs(difference.high - (6 + 2.0.squareRoot())) < 1e-15)
    #expect(difference.sampleSize == 10)
  }

  // MARK: Coverage

  /// Normal years with correlation 0.9, of which every difference is known in closed form.
  private static func normals(_ repetition: Int, count: Int) -> (x: [Double], y: [Double]) {
    let stream = RandomStream(seed: UInt64(repetition), purpose: "test", record: "normal")
    var years: (x: [Double], y: [Double]) = ([], [])
    for trial in 0..<UInt32(count) {
      let u = stream.uniforms(trial: trial, draw: 0)
      let (z, w) = (standardNormalQuantile(u.0), standardNormalQuantile(u.1))
      years.x.append(z)
      years.y.append(0.1 + 1.3 * (0.9 * z + 0.19.squareRoot() * w))
    }
    return years
  }

  /// 300 repeats: a true coverage of 95 % gives a share below 88 % with probability 1e-7.
  @Test func statedCoverageHolds() {
    let z = 1.644_853_626_951_472_7
    let shortfall = 0.103_135_640_378_537_2 / 0.05
    let answers = [
      0.1, 0.1 + 0.3 * z, 0.1 + 0.3 * shortfall,
      standardNormalSurvival(1.4 / 1.3) - standardNormalSurvival(1.5),
    ]
    var covered = [0, 0, 0, 0]
    var coveredByHalf = [0, 0, 0, 0]
    for repetition in 1...300 {
      let years = Self.normals(repetition, count: 10_000)
      let paired = PairedYears(first: years.x, second: years.y)
      let estimates = [
        paired.mean, paired.valueAtRisk(level: 0.95), paired.expectedShortfall(level: 0.95),
        paired.exceedance(of: 1.5),
      ]
      for (k, estimate) in estimates.enumerated() {
        let quarter = (estimate.high - estimate.low) / 4
        covered[k] += (estimate.low...estimate.high).contains(answers[k]) ? 1 : 0
        coveredByHalf[k] +=
          (estimate.low + quarter...estimate.high - quarter).contains(answers[k]) ? 1 : 0
      }
    }
    for k in 0..<4 {
      #expect(covered[k] >= 264, "figure \(k): \(covered[k]) of 300")
      // Twin with a defect: intervals of half the width must be caught (they cover 67 %).
      #expect(coveredByHalf[k] < 264, "figure \(k): \(coveredByHalf[k]) of 300")
    }
  }

  // MARK: Studies

  @Test func pairingNarrowsAndLeavesWhatIsUntouched() async throws {
    let (_, comparison) = try await Self.compare(try Self.pair())
    #expect(comparison.pairing == .common)
    for metric: Difference.Metric in [.expectedAnnualLoss, .valueAtRisk, .expectedShortfall] {
      let row = try Self.find(metric, in: comparison)
      let independent = Estimate.independentDifference(
        try #require(row.first), try #require(row.second))
      #expect(row.isPaired && row.verdict == .higher)
      #expect(row.difference.value == independent.value)
      #expect(row.difference.standardError < 0.7 * independent.standardError)
    }
    let chance = try #require(comparison.differences.first { $0.metric == .exceedance })
    #expect(chance.level == 500_000 && chance.verdict == .higher)
    let touched = try Self.find(.expectedAnnualLoss, "R1", in: comparison)
    let untouched = try Self.find(.expectedAnnualLoss, "R2", in: comparison)
    #expect(touched.verdict == .higher && touched.isPaired)
    #expect(untouched.verdict == .same && untouched.difference.standardError == 0)
  }

  @Test func identicalStudiesAreTheSameInEverything() async throws {
    let (_, comparison) = try await Self.compare(try Self.pair(rate: 1))
    #expect(comparison.differences.count > 15)
    for row in comparison.differences {
      #expect(row.verdict == .same && row.difference.value == 0, "\(row.metric) \(row.scope)")
    }
    #expect(abs((comparison.correlation ?? 0) - 1) < 1e-12)
  }

  /// Twin with a defect: years of other seeds that are called paired gain nothing, and show it.
  @Test func falsePairsAreNoticed() async throws {
    let studies = try Self.pair()
    let other = try Self.pair(otherSeed: 8).1
    let years = try await [studies.0, studies.1, other].asyncMap {
      try await current($0).years.aggregate
    }
    let honest = PairedYears(first: years[0], second: years[1])
    let unrelated = PairedYears(first: years[0], second: years[2])
    let noise = 4 / Double(years[0].count).squareRoot()
    #expect(honest.correlation > 0.7 && abs(unrelated.correlation) < noise)
    #expect(honest.mean.standardError < 0.6 * unrelated.mean.standardError)
    let independent = Estimate.independentDifference(
      Moments(years[0]).estimate(), Moments(years[2]).estimate())
    #expect(abs(unrelated.mean.standardError / independent.standardError - 1) < 0.05)
  }

  @Test func whatIsNotSharedIsSaidAndIndependent() async throws {
    let seeds = try await Self.compare(try Self.pair(otherSeed: 8, rate: 1)).comparison
    #expect(seeds.pairing == .independent(reason: "the seeds are 7 and 8"))
    #expect(seeds.correlation == nil && seeds.differences.allSatisfy { !$0.isPaired })
    #expect(try Self.find(.expectedAnnualLoss, in: seeds).verdict == .unseen)
    #expect(seeds.differences.allSatisfy { $0.verdict != .same })
    let (first, second) = try Self.pair()
    let sides = [try ComparedStudy(first), try ComparedStudy(second, trials: 5_000)]
    let trials = try #require(await StudyComparison(sides).run(threads: 1))
    #expect(
      trials.comparisons[0].pairing
        == .independent(reason: "the numbers of trials are 20000 and 5000"))
    #expect(trials.trials == [20_000, 5_000])
  }

  @Test(arguments: [ParameterUncertainty.pooled, .nested])
  func figuresAreThoseOfARunForAnyThreads(_ uncertainty: ParameterUncertainty) async throws {
    let studies = try Self.pair(trials: 9_999, uncertainty: uncertainty)
    let one = try await Self.compare(studies, threads: 1)
    let three = try await Self.compare(studies, threads: 3)
    let alone = try await current(studies.1).aggregate
    #expect(one.result.totals[1].expectedAnnualLoss == alone.expectedAnnualLoss)
    #expect(one.result.totals[1].valueAtRisk == alone.valueAtRisk)
    #expect(one.result.totals[1].expectedShortfall == alone.expectedShortfall)
    for (a, b) in zip(one.comparison.differences, three.comparison.differences) {
      #expect(a.difference == b.difference && a.first == b.first && a.second == b.second)
    }
  }

  @Test func anAddedRiskCostsTheOtherNothing() async throws {
    var (first, second) = try Self.pair(rate: 1)
    second.risks.append(
      risk("R9", rate: try constant(1), loss: try constant(1_000)))
    let comparison = try await Self.compare((first, second)).comparison
    let added = try Self.find(.expectedAnnualLoss, "R9", in: comparison)
    #expect(added.first == nil && added.verdict == .higher)
    #expect(added.difference.value == added.second?.value)
    // 1,000 a year, Poisson: standard error 1,000/√20,000.
    #expect(abs(added.difference.value - 1_000) < 5 * 1_000 / 20_000.0.squareRoot())
    first.simulation.levels = [0.9]
    let levels = try await Self.compare((first, second)).comparison.differences
      .filter { $0.metric == .valueAtRisk }.compactMap(\.level)
    #expect(levels == SimulationSettings.defaultLevels)
  }

  @Test func tablesAreExact() async throws {
    func table(_ loss: Double) throws -> Study {
      var made = study([risk("R1", rate: try constant(1), loss: try constant(1))])
      made.simulation.method = .table
      made.simulation.levels = [0.95]
      made.simulation.table = .years(probabilities: [0.5, 0.5], losses: ["R1": [0, loss]])
      return made
    }
    let comparison = try await Self.compare((try table(10), try table(14))).comparison
    let row = try Self.find(.expectedAnnualLoss, in: comparison)
    #expect(comparison.pairing == .exact && row.difference.method == .exact)
    #expect(row.difference.value == 2 && row.verdict == .higher && row.difference.low == 2)
    #expect(try Self.find(.probabilityOfLoss, in: comparison).verdict == .same)
  }
}

extension Array {
  fileprivate func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
