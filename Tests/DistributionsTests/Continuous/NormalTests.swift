import Testing

@testable import Distributions

@Suite struct NormalTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Normal") {
      check(
        try Normal(mean: record["mean"], standardDeviation: record["standardDeviation"]),
        against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("mean is nan; it must be a finite number") { () throws(ParameterError) in
      try Normal(mean: .nan, standardDeviation: 1)
    }
    expectRefusal("mean is inf; it must be a finite number") { () throws(ParameterError) in
      try Normal(mean: .infinity, standardDeviation: 1)
    }
    expectRefusal("standardDeviation is 0.0; it must be a finite number above 0") {
      () throws(ParameterError) in
      try Normal(mean: 0, standardDeviation: 0)
    }
    expectRefusal("standardDeviation is nan; it must be a finite number above 0") {
      () throws(ParameterError) in
      try Normal(mean: 0, standardDeviation: .nan)
    }
  }
}
