import Testing

@testable import Distributions

@Suite struct DiscreteTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Discrete([(1, 0.2), (5, 0.5), (-3, 0.3)]),
      try Discrete([(0, 0.999999), (1e6, 1e-6)]),
      try Discrete((1...100).map { (Double($0), 0.01) }),
    ]
    for law in laws {
      let contract = DistributionContract(law: law)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("sum of probabilities is 0.9; it must be 1, within 1e-9") {
      () throws(ParameterError) in
      try Discrete([(1, 0.4), (2, 0.5)])
    }
    expectRefusal("sum of probabilities is 0.0; it must be 1, within 1e-9") {
      () throws(ParameterError) in
      try Discrete([])
    }
    expectRefusal("probability 2 is -0.5; it must be a number from 0 to 1") {
      () throws(ParameterError) in
      try Discrete([(1, 1.5 - 0.5), (2, -0.5)])
    }
    expectRefusal("value 1 is nan; it must be a finite number") { () throws(ParameterError) in
      try Discrete([(.nan, 1)])
    }
  }

  /// Equal values are one atom, impossible ones none; every step by hand.
  @Test func mergesAndOrders() throws {
    let law = try Discrete([(2, 0.25), (1, 0.5), (2, 0.25), (9, 0)])
    #expect(law.values == [1, 2] && law.probabilities == [0.5, 0.5])
    #expect(law.quantile(0.5) == 1 && law.quantile(0.5.nextUp) == 2)
    #expect(law.upperQuantile(0.5) == 1 && law.upperQuantile(0.5.nextDown) == 2)
    #expect(law.mean == 1.5 && law.variance == 0.25)
    #expect(law.limitedExpectedValue(1.5) == 1.25)
  }
}
