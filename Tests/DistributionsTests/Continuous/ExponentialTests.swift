import Testing

@testable import Distributions

@Suite struct ExponentialTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Exponential") {
      check(try Exponential(mean: record["mean"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("mean is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try Exponential(mean: 0)
    }
    expectRefusal("mean is nan; it must be a finite number above 0") { () throws(ParameterError) in
      try Exponential(mean: .nan)
    }
  }
}
