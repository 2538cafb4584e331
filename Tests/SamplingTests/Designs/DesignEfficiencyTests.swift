import Testing

@testable import Sampling

/// What the designs are for: smaller errors than plain Monte Carlo, and errors that are known.
@Suite struct DesignEfficiencyTests {
  static let size = 1 << 14
  static let repeats = 20

  private func error(
    of design: (DesignLayout) throws -> some Design, dimensions: Int, truth: Double,
    _ integrand: ([Double]) -> Double
  ) throws -> Double {
    let layout = try DesignLayout(trials: Self.size * Self.repeats, replicates: Self.repeats)
    let means = DesignChecks.replicateMeans(
      try design(layout), dimensions: dimensions, integrand)
    return DesignChecks.rootMeanSquareError(means, truth: truth)
  }

  /// The root mean square error over 20 replicates of 2¹⁴ points each.
  @Test func sobolBeatsPlainOnASmoothProduct() throws {
    let plain = try error(
      of: { PlainDesign(seed: 1, layout: $0) }, dimensions: 8, truth: 1, DesignChecks.product)
    let sobol = try error(
      of: { try SobolDesign(seed: 1, layout: $0) }, dimensions: 8, truth: 1, DesignChecks.product)
    print("product of 8 factors, 2^14 points: plain \(plain), sobol \(sobol), \(plain / sobol)")
    #expect(plain / sobol > 20)
    // The formula's error of plain Monte Carlo: variance (13/12)⁸ − 1.
    let ratio = plain / (0.8972 / Double(Self.size)).squareRoot()
    #expect(ratio > 0.5 && ratio < 1.6)
  }

  @Test func latinHypercubeBeatsPlainOnAnAdditiveFunction() throws {
    let truth = 8.0 / 3
    let plain = try error(
      of: { PlainDesign(seed: 2, layout: $0) }, dimensions: 8, truth: truth,
      DesignChecks.sumOfSquares)
    let latin = try error(
      of: { try LatinHypercube(seed: 2, layout: $0) }, dimensions: 8, truth: truth,
      DesignChecks.sumOfSquares)
    print("sum of 8 squares, 2^14 points: plain \(plain), latin \(latin), \(plain / latin)")
    #expect(plain / latin > 2)
    // The jitter's part is left: f′² = 4u² has mean 4/3, a stratum variance 1/(12n²), so 8/(9n³).
    let left = (8.0 / 9 / Double(Self.size) / Double(Self.size) / Double(Self.size)).squareRoot()
    #expect(latin / left > 0.5 && latin / left < 1.6)
  }

  /// Interactions, with the additive part in front: what is left is what is not additive.
  @Test func otherDesignsOnTheProduct() throws {
    let plain = try error(
      of: { PlainDesign(seed: 3, layout: $0) }, dimensions: 8, truth: 1, DesignChecks.product)
    let latin = try error(
      of: { try LatinHypercube(seed: 3, layout: $0) }, dimensions: 8, truth: 1,
      DesignChecks.product)
    let pairs = try error(
      of: { try Antithetic(seed: 3, layout: $0) }, dimensions: 8, truth: 1, DesignChecks.product)
    print("product of 8 factors, 2^14 points: latin \(plain / latin), pairs \(plain / pairs)")
    #expect(latin < plain)
    #expect(pairs < plain)
  }

  /// A design that ignores its strata is no better than plain, and the bounds above say so.
  @Test func plantedPlainInPlaceOfSobolIsCaught() throws {
    let plain = try error(
      of: { PlainDesign(seed: 1, layout: $0) }, dimensions: 8, truth: 1, DesignChecks.product)
    let other = try error(
      of: { PlainDesign(seed: 8, layout: $0) }, dimensions: 8, truth: 1, DesignChecks.product)
    #expect(plain / other < 2)
  }

  /// The mean over 200 replicates of 32 points lies within 5 standard errors of the truth.
  @Test func meansAreUnbiased() throws {
    let layout = try DesignLayout(trials: 200 * 32, replicates: 200)
    let designs: [any Design] = [
      PlainDesign(seed: 5, layout: layout), try Antithetic(seed: 5, layout: layout),
      try LatinHypercube(seed: 5, layout: layout), try SobolDesign(seed: 5, layout: layout),
    ]
    for design in designs {
      for (integrand, truth) in [
        (DesignChecks.product, 1.0), (DesignChecks.sumOfSquares, 8.0 / 3),
      ] {
        let means = DesignChecks.replicateMeans(design, dimensions: 8, integrand)
        let estimate = ReplicateErrors.mean(of: means, sampleSize: layout.trials)
        #expect(abs(estimate.value - truth) < 5 * estimate.standardError)
        #expect(estimate.standardError > 0)
      }
    }
  }

  /// The unscrambled sequence is off by more than its replicates could ever tell.
  @Test func plantedUnscrambledPointsAreBiased() {
    let points = (0..<32).map { n in
      (0..<8).map { SobolSequence.coordinate(point: UInt32(n), dimension: $0) }
    }
    let mean = points.reduce(0) { $0 + DesignChecks.sumOfSquares($1) } / 32
    #expect(abs(mean - 8.0 / 3) > 0.05)
  }

  /// 1,000 studies of 16 replicates: the stated 95 % interval holds the truth as often as stated.
  @Test func intervalsCoverTheTruth() throws {
    var covered = [0, 0, 0, 0]
    for seed in 0..<1000 {
      let layout = try DesignLayout(trials: 16 * 32)
      let seed = UInt64(seed)
      let designs: [any Design] = [
        PlainDesign(seed: seed, layout: layout), try Antithetic(seed: seed, layout: layout),
        try LatinHypercube(seed: seed, layout: layout),
        try SobolDesign(seed: seed, layout: layout),
      ]
      for (kind, design) in designs.enumerated() {
        let means = DesignChecks.replicateMeans(design, dimensions: 3, DesignChecks.product)
        let estimate = ReplicateErrors.mean(of: means, sampleSize: layout.trials)
        if estimate.low <= 1 && 1 <= estimate.high { covered[kind] += 1 }
      }
    }
    print("coverage of plain, antithetic, latin, sobol in 1,000: \(covered)")
    #expect(covered.allSatisfy { (920...980).contains($0) })
  }

  @Test func replicateErrorsFollowTheFormula() {
    let estimate = ReplicateErrors.mean(of: [1, 2, 6], sampleSize: 300)
    #expect(estimate.value == 3)
    // Spread 7, of the mean 7/3; t quantiles from SciPy 1.17.1, `scipy.stats.t.ppf(0.975, 2)`.
    #expect(abs(estimate.standardError - (7.0 / 3).squareRoot()) < 1e-15)
    let half = 4.302652729749462 * (7.0 / 3).squareRoot()
    #expect(abs(estimate.high - 3 - half) < 1e-11 && abs(3 - estimate.low - half) < 1e-11)
    #expect(abs(ReplicateErrors.tQuantile(replicates: 16) - 2.131449545559776) < 1e-12)
    let pooled = ReplicateErrors.pooled(
      4, figures: [1, 2, 6], sampleSize: 300, method: .orderStatistic, caveat: "few")
    #expect(pooled.value == 4 && pooled.method == .orderStatistic && pooled.caveat == "few")
    #expect(pooled.standardError == estimate.standardError && pooled.sampleSize == 300)
    #expect(abs(pooled.high - 4 - half) < 1e-11)
  }
}
