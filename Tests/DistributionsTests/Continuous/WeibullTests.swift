import Testing

@testable import Distributions

@Suite struct WeibullTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Weibull") {
      check(try Weibull(shape: record["shape"], scale: record["scale"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("shape is -1.0; it must be a finite number above 0") {
      () throws(ParameterError) in
      try Weibull(shape: -1, scale: 1)
    }
    expectRefusal("scale is nan; it must be a finite number above 0") { () throws(ParameterError) in
      try Weibull(shape: 1, scale: .nan)
    }
  }

  /// Γ(1 + 1/k) overflows for k = 0.004: the mean is beyond all doubles, and says so.
  @Test func overflowsToInfinity() throws {
    let law = try Weibull(shape: 0.004, scale: 1)
    #expect(law.mean == .infinity)
    #expect(law.limitedExpectedValue(10).isFinite)
  }
}
