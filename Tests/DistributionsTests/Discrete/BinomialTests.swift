import Testing

@testable import Distributions

@Suite struct BinomialTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Binomial") {
      check(
        try Binomial(
          trials: Int(record["trials"]), probability: record["probability"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("trials is -1; it must be a whole number from 0 to 1e15") {
      () throws(ParameterError) in
      try Binomial(trials: -1, probability: 0.5)
    }
    expectRefusal("probability is 1.5; it must be a number from 0 to 1") {
      () throws(ParameterError) in
      try Binomial(trials: 3, probability: 1.5)
    }
    expectRefusal("probability is nan; it must be a number from 0 to 1") {
      () throws(ParameterError) in
      try Binomial(trials: 3, probability: .nan)
    }
  }

  @Test(arguments: [(0, 0.3), (5, 0), (5, 1)])
  func certainCounts(_ row: (trials: Int, probability: Double)) throws {
    let law = try Binomial(trials: row.trials, probability: row.probability)
    #expect(DistributionContract(law: law).violations() == [])
    #expect(law.quantile(0.4) == law.mean && law.variance == 0)
  }
}
