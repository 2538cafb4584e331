import Testing

@testable import Distributions

@Suite struct TruncatedTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Truncated(Gamma(shape: 2, scale: 3), lower: 1, upper: 10),
      try Truncated(PERT(min: 2, mode: 6, max: 20), lower: 3, upper: 25),
      try Truncated(Triangular(min: 0, mode: 1, max: 4), lower: 0.5, upper: 2),
      try Truncated(Normal(mean: 1, standardDeviation: 2), lower: 0),
      try Truncated(Pareto(shape: 1.5, scale: 1), upper: 50),
      try Truncated(Poisson(mean: 6), lower: 3, upper: 9),
      try Truncated(NegativeBinomial(mean: 3, dispersion: 0.5), lower: 1),
      try Truncated(Empirical(values: [1, 2, 3, 4, 5, 6, 7]), lower: 2, upper: 6.5),
      try Truncated(Metalog(quantiles: [(0.05, 10), (0.5, 25), (0.95, 90)]), lower: 0),
      try Truncated(
        LogNormalPareto(
          mu: 0, sigma: 1, thresholdQuantile: 0.9, shape: 0.4), lower: 1, upper: 100),
      try Truncated(
        Mixture([(0.5, Uniform(min: 0, max: 1)), (0.5, Exponential(mean: 3))]), upper: 2),
      try Truncated(Truncated(Normal(mean: 0, standardDeviation: 1), lower: -1), upper: 1),
    ]
    for law in laws {
      let contract = DistributionContract(law: law, floor: 1e-14, momentTolerance: 1e-5)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("range is [50.0, 60.0]; it must be one in which the law has some probability") {
      () throws(ParameterError) in
      try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 50, upper: 60)
    }
    expectRefusal("upper is 1.0; it must be a number not below lower 2.0") {
      () throws(ParameterError) in
      try Truncated(Constant(1), lower: 2, upper: 1)
    }
    expectRefusal("upper is nan; it must be a number not below lower 0.0") {
      () throws(ParameterError) in
      try Truncated(Constant(1), lower: 0, upper: .nan)
    }
    expectRefusal("lower is nan; it must be a number below infinity") { () throws(ParameterError) in
      try Truncated(Constant(1), lower: .nan)
    }
  }

  /// mpmath at 350 digits: `Reference/generate.py`; two of them are twenty deviations out.
  @Test func agreesWithReference() throws {
    for record in try Reference.laws("TruncatedNormal") {
      let base = try Normal(
        mean: record["mean"], standardDeviation: record["standardDeviation"])
      let law = try Truncated(base, lower: record["lower"], upper: record["upper"])
      // Twenty deviations out the normal's own tails are good to 1e-13.
      check(law, against: record, tolerance: 1e-10, floor: 1e-12)
    }
  }

  /// An infinite mean is cut off by an upper limit and kept without one.
  @Test func divergence() throws {
    let base = try Pareto(shape: 0.8, scale: 1)
    #expect(try Truncated(base, lower: 5).mean == .infinity)
    // ∫ x f dx = 0.8/0.2 (x^0.2) between the limits, over 1 − 1000^−0.8.
    let expected = 4 * (3.9810717055349727 - 1) / (1 - 0.003981071705534973)
    #expect(agree(try Truncated(base, upper: 1000).mean, expected, within: 1e-12))
  }

  /// Atoms on the limits belong to the range.
  @Test func limitsAreClosed() throws {
    let law = try Truncated(Poisson(mean: 2), lower: 1, upper: 2)
    #expect(agree(law.density(1), 0.5, within: 1e-14) && agree(law.density(2), 0.5, within: 1e-14))
    #expect(law.quantile(0.25) == 1 && law.quantile(0.75) == 2)
    #expect(agree(law.mean, 1.5, within: 1e-14))
  }
}
