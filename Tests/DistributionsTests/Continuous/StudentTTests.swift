import Testing

@testable import Distributions

@Suite struct StudentTTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("StudentT") {
      check(try StudentT(degreesOfFreedom: record["degreesOfFreedom"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("degreesOfFreedom is 0.0; it must be a finite number above 0") {
      () throws(ParameterError) in
      try StudentT(degreesOfFreedom: 0)
    }
    expectRefusal("degreesOfFreedom is inf; it must be a finite number above 0") {
      () throws(ParameterError) in
      try StudentT(degreesOfFreedom: .infinity)
    }
  }

  /// With ν = 1 the law is Cauchy's, whose tail is 1/(πt) far out (closed form).
  @Test func reachesTheFarthestTail() throws {
    let law = try StudentT(degreesOfFreedom: 1)
    for t in [1e100, 1e150, 1e200, 1e300] {
      #expect(agree(law.survival(t), 1 / (Double.pi * t), within: 1e-12))
      #expect(agree(law.upperQuantile(law.survival(t)), t, within: 1e-11))
    }
  }

  /// As ν grows the law becomes normal; at 1e12 they differ by less than 1e-9.
  @Test func becomesNormal() throws {
    let law = try StudentT(degreesOfFreedom: 1e12)
    for x in [-5.0, -1, 0.1, 2, 6] {
      #expect(agree(law.distribution(x), standardNormalDistribution(x), within: 1e-9))
      #expect(agree(law.density(x), standardNormalDensity(x), within: 1e-9))
    }
  }
}
