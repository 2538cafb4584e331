import Testing

@testable import Distributions

@Suite struct UniformTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Uniform(min: -1, max: 3),
      try Uniform(min: 1e9, max: 1e9 + 1),
    ]
    for law in laws {
      let contract = DistributionContract(law: law)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("min is nan; it must be a finite number") { () throws(ParameterError) in
      try Uniform(min: .nan, max: 1)
    }
    expectRefusal("max is 1.0; it must be a number above min 1.0") { () throws(ParameterError) in
      try Uniform(min: 1, max: 1)
    }
    expectRefusal("max is 1.7e+308; it must be a number above min -1.7e+308") {
      () throws(ParameterError) in
      try Uniform(min: -1.7e308, max: 1.7e308)
    }
  }

  /// Closed forms, by hand.
  @Test func closedForms() throws {
    let law = try Uniform(min: 2, max: 6)
    #expect(law.mean == 4 && agree(law.variance, 4.0 / 3, within: 1e-15))
    #expect(law.density(3) == 0.25 && law.distribution(3) == 0.25 && law.survival(3) == 0.75)
    #expect(law.quantile(0.25) == 3 && law.upperQuantile(0.25) == 5)
    #expect(law.limitedExpectedValue(4) == 3.5)
  }
}
