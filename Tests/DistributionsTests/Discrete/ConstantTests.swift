import Testing

@testable import Distributions

@Suite struct ConstantTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Constant(3.5),
      try Constant(0),
      try Constant(-1e300),
    ]
    for law in laws {
      let contract = DistributionContract(law: law)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("value is nan; it must be a finite number") { () throws(ParameterError) in
      try Constant(.nan)
    }
    expectRefusal("value is inf; it must be a finite number") { () throws(ParameterError) in
      try Constant(.infinity)
    }
  }
}
