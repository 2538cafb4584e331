import Testing

@testable import Distributions

@Suite struct LogNormalParetoTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("LogNormalPareto") {
      check(
        try LogNormalPareto(
          mu: record["mu"], sigma: record["sigma"],
          thresholdQuantile: record["thresholdQuantile"], shape: record["shape"]), against: record,
        momentTolerance: 1e-7)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("sigma is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try LogNormalPareto(
        mu: 0, sigma: 0, thresholdQuantile: 0.9, shape: 0.5)
    }
    expectRefusal("thresholdQuantile is 1.0; it must be a number between 0 and 1, both excluded") {
      () throws(ParameterError) in
      try LogNormalPareto(
        mu: 0, sigma: 1, thresholdQuantile: 1, shape: 0.5)
    }
    expectRefusal("shape is nan; it must be a finite number") { () throws(ParameterError) in
      try LogNormalPareto(
        mu: 0, sigma: 1, thresholdQuantile: 0.9, shape: .nan)
    }
    expectRefusal("mu is 900.0; it must be a number whose threshold is representable") {
      () throws(ParameterError) in
      try LogNormalPareto(
        mu: 900, sigma: 1, thresholdQuantile: 0.9, shape: 0.5)
    }
  }

  /// The scale of the tail is chosen so that the density does not jump.
  @Test func densityIsContinuousAtTheThreshold() throws {
    let law = try LogNormalPareto(mu: 10, sigma: 1.5, thresholdQuantile: 0.9, shape: 0.4)
    let threshold = law.tail.threshold
    #expect(agree(law.density(threshold.nextUp), law.density(threshold), within: 1e-12))
    #expect(agree(law.distribution(threshold), 0.9, within: 1e-14))
  }
}
