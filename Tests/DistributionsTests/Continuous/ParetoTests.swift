import Testing

@testable import Distributions

@Suite struct ParetoTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Pareto") {
      check(try Pareto(shape: record["shape"], scale: record["scale"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("shape is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try Pareto(shape: 0, scale: 1)
    }
    expectRefusal("scale is nan; it must be a finite number above 0") { () throws(ParameterError) in
      try Pareto(shape: 1, scale: .nan)
    }
  }

  /// Where moments diverge they are infinite, never NaN and never an error.
  @Test func momentsDivergeToInfinity() throws {
    #expect(try Pareto(shape: 1, scale: 1).mean == .infinity)
    #expect(try Pareto(shape: 2, scale: 1).variance == .infinity)
    #expect(agree(try Pareto(shape: 2.5, scale: 100).upperQuantile(1e-300), 1e122, within: 1e-13))
  }
}
