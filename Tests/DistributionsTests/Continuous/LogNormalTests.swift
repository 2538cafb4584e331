import Testing

@testable import Distributions

@Suite struct LogNormalTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("LogNormal") {
      check(try LogNormal(mu: record["mu"], sigma: record["sigma"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("mu is inf; it must be a finite number") { () throws(ParameterError) in
      try LogNormal(mu: .infinity, sigma: 1)
    }
    expectRefusal("sigma is -1.0; it must be a finite number above 0") {
      () throws(ParameterError) in
      try LogNormal(mu: 0, sigma: -1)
    }
    expectRefusal("mean is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try LogNormal(mean: 0, standardDeviation: 1)
    }
    expectRefusal("standardDeviation is inf; it must be a finite number above 0") {
      () throws(ParameterError) in
      try LogNormal(mean: 1, standardDeviation: .infinity)
    }
    expectRefusal("p05 is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try LogNormal(p05: 0, p95: 1)
    }
    expectRefusal("p95 is 3.0; it must be a number above p05 3.0") { () throws(ParameterError) in
      try LogNormal(p05: 3, p95: 3)
    }
    expectRefusal("lowerProbability is 0.0; it must be a number between 0 and 1, both excluded") {
      () throws(ParameterError) in
      try LogNormal(
        lowerProbability: 0, lower: 1, upperProbability: 0.9, upper: 2)
    }
    expectRefusal("upperProbability is 0.1; it must be a number above lowerProbability 0.5") {
      () throws(ParameterError) in
      try LogNormal(
        lowerProbability: 0.5, lower: 1, upperProbability: 0.1, upper: 2)
    }
    expectRefusal("upper is 1.0; it must be a number above lower 2.0") {
      () throws(ParameterError) in
      try LogNormal(
        lowerProbability: 0.1, lower: 2, upperProbability: 0.9, upper: 1)
    }
  }

  /// Every way of fixing the law gives back what fixed it.
  @Test func initialisersAgree() throws {
    let byMoments = try LogNormal(mean: 3, standardDeviation: 40)
    #expect(agree(byMoments.mean, 3, within: 1e-13))
    #expect(agree(byMoments.standardDeviation, 40, within: 1e-13))
    let byInterval = try LogNormal(p05: 12e3, p95: 180e3)
    #expect(agree(byInterval.quantile(0.05), 12e3, within: 1e-13))
    #expect(agree(byInterval.upperQuantile(0.05), 180e3, within: 1e-13))
    let byTwo = try LogNormal(
      lowerProbability: 0.2, lower: 5, upperProbability: 0.999, upper: 300)
    #expect(agree(byTwo.quantile(0.2), 5, within: 1e-13))
    #expect(agree(byTwo.upperQuantile(0.001), 300, within: 1e-12))
    let huge = try LogNormal(mean: 1, standardDeviation: 1e200)
    #expect(agree(huge.sigma * huge.sigma, 921.0340371976183, within: 1e-12))
  }
}
