import Testing

@testable import Distributions

@Suite struct PoissonTests {
  /// mpmath at 350 digits: `Reference/generate.py`.
  @Test func agreesWithReferenceAndContract() throws {
    for record in try Reference.laws("Poisson") {
      check(try Poisson(mean: record["mean"]), against: record)
    }
  }

  @Test func refusesWithASentence() {
    expectRefusal("mean is -1.0; it must be a number from 0 to 1e15") { () throws(ParameterError) in
      try Poisson(mean: -1)
    }
    expectRefusal("mean is nan; it must be a number from 0 to 1e15") { () throws(ParameterError) in
      try Poisson(mean: .nan)
    }
    expectRefusal("mean is inf; it must be a number from 0 to 1e15") { () throws(ParameterError) in
      try Poisson(mean: .infinity)
    }
  }

  /// scipy 1.17, poisson.ppf and isf, but for two upper quantiles that it misses: those of
  /// mean 1e9 at 1e-9 and of mean 2.5 are from sums of the masses with mpmath at 40 digits.
  @Test(arguments: [
    (1e6, 1e-9, 994_008.0, 1_006_004.0), (1e9, 1e-9, 999_810_339.0, 1_000_189_673.0),
    (1e9, 0.3, 999_983_417.0, 1_000_016_583.0), (2.5, 1e-300, 0.0, 201.0),
    (1e4, 1e-12, 9305.0, 10_711.0),
  ])
  func quantilesOfLargeMeans(_ row: (mean: Double, p: Double, lower: Double, upper: Double)) throws
  {
    let law = try Poisson(mean: row.mean)
    #expect(law.quantile(row.p) == row.lower)
    #expect(law.upperQuantile(row.p) == row.upper)
  }

  @Test func meanZeroIsAlwaysZero() throws {
    let law = try Poisson(mean: 0)
    #expect(DistributionContract(law: law).violations() == [])
    #expect(law.quantile(0.5) == 0 && law.upperQuantile(1e-300) == 0)
    #expect(law.mean == 0 && law.variance == 0)
  }
}
