import Testing

@testable import Distributions

@Suite struct NegativeBinomialTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("NegativeBinomial") {
      check(
        try NegativeBinomial(
          mean: record["mean"], dispersion: record["dispersion"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("mean is -1.0; it must be a number from 0 to 1e15") { () throws(ParameterError) in
      try NegativeBinomial(mean: -1, dispersion: 1)
    }
    expectRefusal("dispersion is 0.0; it must be a finite number above 0") {
      () throws(ParameterError) in
      try NegativeBinomial(mean: 1, dispersion: 0)
    }
    expectRefusal("dispersion is nan; it must be a finite number above 0") {
      () throws(ParameterError) in
      try NegativeBinomial(mean: 1, dispersion: .nan)
    }
  }

  @Test func meanZeroIsAlwaysZero() throws {
    let law = try NegativeBinomial(mean: 0, dispersion: 2)
    #expect(DistributionContract(law: law).violations() == [])
  }

  /// With a huge dispersion the law is Poisson's.
  @Test func becomesPoisson() throws {
    let law = try NegativeBinomial(mean: 7, dispersion: 1e12)
    let limit = try Poisson(mean: 7)
    for k in [0.0, 3, 7, 30] {
      #expect(agree(law.survival(k), limit.survival(k), within: 1e-9))
      #expect(agree(law.density(k), limit.density(k), within: 1e-9))
    }
  }
}
