import Testing

@testable import Distributions

@Suite struct MixtureTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Mixture([(0.3, LogNormal(mu: 0, sigma: 1)), (0.7, Gamma(shape: 3, scale: 2))]),
      try Mixture([
        (0.5, Normal(mean: -2, standardDeviation: 1)), (0.5, Normal(mean: 3, standardDeviation: 2)),
      ]),
      try Mixture([(0.3, Constant(1)), (0.7, Poisson(mean: 4))]),
      try Mixture([
        (0.4, Discrete([(0, 0.5), (3, 0.5)])), (0.6, Binomial(trials: 9, probability: 0.4)),
      ]),
      try Mixture([(0.9, Exponential(mean: 1)), (0.1, LogNormal(mu: 1, sigma: 1.5))]),
      try Mixture([(1, Uniform(min: 0, max: 1))]),
    ]
    for law in laws {
      let contract = DistributionContract(law: law, momentTolerance: 1e-6)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("sum of weights is 0.5; it must be 1, within 1e-9") { () throws(ParameterError) in
      try Mixture([(0.5, Constant(1))])
    }
    expectRefusal("weight 1 is nan; it must be a number from 0 to 1") { () throws(ParameterError) in
      try Mixture([(.nan, Constant(1))])
    }
    expectRefusal("sum of weights is 0.0; it must be 1, within 1e-9") { () throws(ParameterError) in
      try Mixture([])
    }
  }

  /// Half an atom at 1, half an exponential: each step by hand.
  @Test func atomsAndDensityTogether() throws {
    let law = try Mixture([(0.5, Constant(1)), (0.5, Exponential(mean: 2))])
    let below = 0.5 * (1 - 0.6065306597126334)
    #expect(!law.isDiscrete)
    #expect(agree(law.distribution(1.0.nextDown), below, within: 1e-14))
    #expect(agree(law.distribution(1), below + 0.5, within: 1e-14))
    for p in [below * 1.0001, 0.5, (below + 0.5) * 0.9999] { #expect(law.quantile(p) == 1) }
    #expect(law.upperQuantile(0.5) == 1)
    #expect(law.mean == 1.5 && law.variance == 0.5 * 4 + 0.25)
    let contract = DistributionContract(law: law, checksMoments: false)
    #expect(contract.violations() + contract.sampling() == [])
  }

  /// Weights of nothing do not bring in a mean that diverges.
  @Test func divergence() throws {
    let finite = try Mixture([(1, Constant(1)), (0, Pareto(shape: 0.5, scale: 1))])
    #expect(finite.mean == 1)
    let endless = try Mixture([(0.5, Constant(1)), (0.5, Pareto(shape: 0.5, scale: 1))])
    #expect(endless.mean == .infinity && endless.variance == .infinity)
  }
}
