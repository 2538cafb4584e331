import LossSimulation
import Testing

@Suite struct ReturnPeriodTests {
  /// Oracle case max_of_poisson_over_horizon (closed form).
  @Test func horizons() throws {
    let oracle = try Oracle("max_of_poisson_over_horizon")
    let century = try #require(ReturnPeriod(years: 100))
    for (name, horizon) in [("p5", 5.0), ("p10", 10), ("p25", 25)] {
      #expect(try oracle.accepts(century.probability(within: horizon), for: name, trials: 1))
    }
    let design = try #require(ReturnPeriod(probability: 0.1, within: 50))
    #expect(try oracle.accepts(design.years, for: "T_10in50_annual_prob", trials: 1))
    #expect(try oracle.accepts(design.yearsBetweenEvents, for: "T_10in50_rate", trials: 1))
  }

  @Test(arguments: [1.5, 10, 475]) func thereAndBack(years: Double) throws {
    let period = try #require(ReturnPeriod(years: years))
    let chance = period.probability(within: 7)
    let back = try #require(ReturnPeriod(probability: chance, within: 7))
    #expect(abs(back.years / years - 1) < 1e-12)
    #expect(abs(period.probability(within: 1) - 1 / years) < 1e-14)
    #expect(period.yearsBetweenEvents < years)
  }

  @Test func ends() {
    #expect(ReturnPeriod(years: 0.5) == nil)
    #expect(ReturnPeriod(years: .nan) == nil)
    #expect(ReturnPeriod(probability: 0, within: 1) == nil)
    #expect(ReturnPeriod(probability: 0.5, within: 0) == nil)
    #expect(ReturnPeriod(years: 1)?.probability(within: 3) == 1)
    #expect(ReturnPeriod(probability: 1, within: 3)?.years == 1)
  }
}
