import Testing

@testable import Distributions

@Suite struct GeneralisedParetoTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("GeneralisedPareto") {
      check(
        try GeneralisedPareto(
          shape: record["shape"], scale: record["scale"], threshold: record["threshold"]),
        against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("shape is nan; it must be a finite number") { () throws(ParameterError) in
      try GeneralisedPareto(shape: .nan, scale: 1)
    }
    expectRefusal("scale is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try GeneralisedPareto(shape: 0.5, scale: 0)
    }
    expectRefusal("threshold is inf; it must be a finite number") { () throws(ParameterError) in
      try GeneralisedPareto(
        shape: 0.5, scale: 1, threshold: .infinity)
    }
  }

  /// The law is continuous through shape 0, where it is exponential.
  @Test func meetsTheExponentialAtShapeZero() throws {
    let exponential = try Exponential(mean: 2)
    for shape in [0, 1e-300, -1e-300, .leastNonzeroMagnitude] {
      let law = try GeneralisedPareto(shape: shape, scale: 2)
      for x in [1e-9, 0.5, 30] {
        #expect(agree(law.survival(x), exponential.survival(x), within: 1e-15))
        #expect(agree(law.density(x), exponential.density(x), within: 1e-15))
      }
      #expect(agree(law.upperQuantile(1e-200), exponential.upperQuantile(1e-200), within: 1e-15))
    }
  }
}
