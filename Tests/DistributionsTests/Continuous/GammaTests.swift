import Testing

@testable import Distributions

@Suite struct GammaTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Gamma") {
      check(try Gamma(shape: record["shape"], scale: record["scale"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("shape is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try Gamma(shape: 0, scale: 1)
    }
    expectRefusal("shape is nan; it must be a finite number above 0") { () throws(ParameterError) in
      try Gamma(shape: .nan, scale: 1)
    }
    expectRefusal("scale is inf; it must be a finite number above 0") { () throws(ParameterError) in
      try Gamma(shape: 1, scale: .infinity)
    }
  }
}
