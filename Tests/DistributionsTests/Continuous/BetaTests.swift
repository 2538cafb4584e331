import Testing

@testable import Distributions

@Suite struct BetaTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Beta") {
      check(
        try Beta(
          alpha: record["alpha"], beta: record["beta"], min: record["min"], max: record["max"]),
        against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("alpha is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try Beta(alpha: 0, beta: 1)
    }
    expectRefusal("beta is nan; it must be a finite number above 0") { () throws(ParameterError) in
      try Beta(alpha: 1, beta: .nan)
    }
    expectRefusal("min is -inf; it must be a finite number") { () throws(ParameterError) in
      try Beta(alpha: 1, beta: 1, min: -.infinity, max: 1)
    }
    expectRefusal("max is 1.0; it must be a number above min 2.0") { () throws(ParameterError) in
      try Beta(alpha: 1, beta: 1, min: 2, max: 1)
    }
  }
}
