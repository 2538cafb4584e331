import Testing

@testable import Distributions

@Suite struct TriangularTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Triangular(min: 0, mode: 1, max: 4),
      try Triangular(min: -2, mode: -2, max: 1),
      try Triangular(min: 5, mode: 9, max: 9),
    ]
    for law in laws {
      let contract = DistributionContract(law: law, momentTolerance: 1e-7)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("max is inf; it must be a finite number") { () throws(ParameterError) in
      try Triangular(min: 0, mode: 1, max: .infinity)
    }
    expectRefusal("mode is -1.0; it must be a number from min 0.0 to max 2.0") {
      () throws(ParameterError) in
      try Triangular(min: 0, mode: -1, max: 2)
    }
    expectRefusal("mode is nan; it must be a number from min 0.0 to max 2.0") {
      () throws(ParameterError) in
      try Triangular(min: 0, mode: .nan, max: 2)
    }
  }

  /// Closed forms, by hand from the areas of triangles.
  @Test func closedForms() throws {
    let law = try Triangular(min: 0, mode: 1, max: 4)
    #expect(agree(law.mean, 5.0 / 3, within: 1e-15))
    #expect(agree(law.variance, 13.0 / 18, within: 1e-15))
    #expect(agree(law.density(1), 0.5, within: 1e-15))
    #expect(agree(law.distribution(1), 0.25, within: 1e-15))
    #expect(agree(law.survival(3), 1.0 / 12, within: 1e-15))
    #expect(agree(law.quantile(0.25), 1, within: 1e-15))
    #expect(agree(law.upperQuantile(1.0 / 12), 3, within: 1e-15))
  }
}
