import Testing

@testable import Distributions

@Suite struct PERTTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("PERT") {
      check(
        try PERT(
          min: record["min"], mode: record["mode"], max: record["max"], shape: record["shape"]),
        against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("max is 1.0; it must be a number above min 1.0") { () throws(ParameterError) in
      try PERT(min: 1, mode: 1, max: 1)
    }
    expectRefusal("mode is 5.0; it must be a number from min 1.0 to max 3.0") {
      () throws(ParameterError) in
      try PERT(min: 1, mode: 5, max: 3)
    }
    expectRefusal("mode is nan; it must be a number from min 1.0 to max 3.0") {
      () throws(ParameterError) in
      try PERT(min: 1, mode: .nan, max: 3)
    }
    expectRefusal("shape is 0.0; it must be a finite number above 0") { () throws(ParameterError) in
      try PERT(min: 1, mode: 2, max: 3, shape: 0)
    }
  }
}
