import Distributions
import Foundation
import LossSimulation
import Testing

@Suite struct CountBacktestTests {
  /// From scipy.stats.poisson, SciPy 1.17: 2 min(P(N < n) + ½ P(n), P(N > n) + ½ P(n)).
  @Test(arguments: [
    (0, 3.0, 0.049787068367863944, TrafficLight.green),
    (7, 3.0, 0.0454130391651986, .yellow),
    (2, 2.5, 0.8311106110669753, .green),
    (12, 4.0, 0.001188945970125566, .yellow),
  ])
  func midP(observed: Int, expected: Double, p: Double, light: TrafficLight) throws {
    let test = try CountBacktest(observed: observed, expected: expected)
    #expect(abs(test.pValue - p) < 1e-12)
    #expect(test.trafficLight == light)
    #expect(test.expected == expected)
  }

  @Test func incidentsBeyondBeliefAreRed() throws {
    #expect(try CountBacktest(observed: 14, expected: 3).trafficLight == .red)
    #expect(try CountBacktest(observed: 1, expected: 0).pValue == 0)
    #expect(try CountBacktest(observed: 0, expected: 0).pValue == 1)
  }

  /// A rate that is itself uncertain excuses more: the same count is less of a surprise.
  @Test func uncertaintyOfTheRateCounts() throws {
    let sure = try CountBacktest(observed: 9, expected: 3)
    let unsure = try CountBacktest(
      observed: 9, law: RateUpdate(shape: 2, exposureYears: 2).predictive(years: 3))
    #expect(unsure.expected == 3)
    #expect(unsure.pValue > 3 * sure.pValue)
  }

  @Test func impossibleCountsAreRefused() {
    #expect(throws: ParameterError.self) { try CountBacktest(observed: -1, expected: 1) }
    #expect(throws: ParameterError.self) { try CountBacktest(observed: 1, expected: -1) }
    #expect(throws: ParameterError.self) { try DispersionTest(counts: [3]) }
    #expect(throws: ParameterError.self) { try DispersionTest(counts: [0, 0]) }
    #expect(throws: ParameterError.self) { try DispersionTest(counts: [3, -1]) }
  }

  /// Oracle case poisson_dispersion_test (closed form).
  @Test func poissonDispersion() throws {
    let oracle = try Oracle("poisson_dispersion_test")
    let counts = try #require(oracle.inputs["counts"] as? [Int])
    let test = try DispersionTest(counts: counts)
    #expect(try oracle.accepts(test.statistic, for: "D", trials: 1))
    #expect(try oracle.accepts(test.pValue, for: "p_value", trials: 1))
    #expect(try oracle.accepts(test.dispersion, for: "negbin_r_moments", trials: 1))
  }

  @Test func evenCountsHaveNoDispersion() throws {
    let test = try DispersionTest(counts: [3, 3, 4, 3])
    #expect(test.dispersion == .infinity)
    #expect(test.pValue > 0.95)
  }
}
