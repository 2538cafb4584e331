import Testing

@testable import Distributions

@Suite struct EmpiricalTests {
  @Test func keepsTheContract() throws {
    let laws: [any Distribution] = [
      try Empirical(values: [3, 1, 2, 2, 10]),
      try Empirical(values: [7]),
      try Empirical(values: (0..<997).map { Double($0 * $0 % 1009) }),
    ]
    for law in laws {
      let contract = DistributionContract(law: law)
      #expect(contract.violations() + contract.sampling() == [], "\(law)")
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("values is empty; it must be at least one finite number") {
      () throws(ParameterError) in
      try Empirical(values: [])
    }
    expectRefusal("value 2 is inf; it must be a finite number") { () throws(ParameterError) in
      try Empirical(values: [1, .infinity])
    }
  }

  /// The quantile at k/n is the k-th smallest value, for every k and in both directions.
  @Test(arguments: [3, 7, 10, 49, 1000])
  func ranksAreExact(_ count: Int) throws {
    let law = try Empirical(values: (1...count).map(Double.init))
    for rank in 1...count {
      let p = Double(rank) / Double(count)
      let q = Double(count - rank) / Double(count)
      #expect(law.quantile(p) == Double(rank))
      #expect(law.upperQuantile(q) == Double(rank))
    }
    #expect(law.quantile((1 / Double(count)).nextUp) == 2)
  }
}
