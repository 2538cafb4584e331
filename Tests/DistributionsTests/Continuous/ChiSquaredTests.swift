import Testing

@testable import Distributions

@Suite struct ChiSquaredTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try ChiSquared(degreesOfFreedom: 1),
      try ChiSquared(degreesOfFreedom: 7.5),
      try ChiSquared(degreesOfFreedom: 300),
    ]
    for law in laws {
      let contract = DistributionContract(law: law)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("degreesOfFreedom is 0.0; it must be a finite number above 0") {
      () throws(ParameterError) in
      try ChiSquared(degreesOfFreedom: 0)
    }
  }

  /// Table values: A&S table 26.8, five significant figures.
  @Test(arguments: [(1.0, 0.05, 3.84146), (10, 0.001, 29.588), (100, 0.95, 77.9295)])
  func tableValues(_ row: (degrees: Double, q: Double, value: Double)) throws {
    let law = try ChiSquared(degreesOfFreedom: row.degrees)
    #expect(agree(law.upperQuantile(row.q), row.value, within: 2e-5))
  }
}
