import Testing

@testable import Distributions

@Suite struct BernoulliTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Bernoulli(probability: 0.3),
      try Bernoulli(probability: 0),
      try Bernoulli(probability: 1),
      try Bernoulli(probability: 1e-8),
    ]
    for law in laws {
      let contract = DistributionContract(law: law)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("probability is -0.1; it must be a number from 0 to 1") {
      () throws(ParameterError) in
      try Bernoulli(probability: -0.1)
    }
    expectRefusal("probability is nan; it must be a number from 0 to 1") {
      () throws(ParameterError) in
      try Bernoulli(probability: .nan)
    }
  }

  /// The definitions by hand.
  @Test func closedForms() throws {
    let law = try Bernoulli(probability: 0.25)
    #expect(law.mean == 0.25 && law.variance == 0.1875)
    #expect(law.quantile(0.75) == 0 && law.quantile(0.76) == 1)
    #expect(law.upperQuantile(0.25) == 0 && law.upperQuantile(0.24) == 1)
    #expect(law.limitedExpectedValue(0.5) == 0.125 && law.limitedExpectedValue(-2) == -2)
  }
}
