import Distributions
import Foundation
import LossSimulation
import Testing

@Suite struct ConjugateUpdateTests {
  /// Oracle case gamma_poisson_update (conjugate closed form).
  @Test func gammaPoissonUpdate() throws {
    let oracle = try Oracle("gamma_poisson_update")
    func input(_ name: String) throws -> Double {
      try #require((oracle.inputs[name] as? NSNumber)?.doubleValue)
    }
    let posterior = try RateUpdate(
      shape: input("prior_shape"), exposureYears: input("prior_rate")
    ).updated(events: Int(input("events")), exposureYears: input("years"))
    let law = try posterior.law
    let counts = try posterior.predictive()
    var figures = [
      "post_mean": law.mean, "post_q05": law.quantile(0.05), "post_q95": law.quantile(0.95),
      "pred_mean": counts.mean,
    ]
    for k in 0...5 { figures["pred_P\(k)"] = counts.density(Double(k)) }
    #expect(Set(figures.keys) == Set(oracle.outputs.keys))
    for (name, output) in oracle.outputs {
      // A closed form on our side too, so the oracle's allowance for simulation is not used.
      let value = try #require(figures[name])
      #expect(abs(value - output.value) <= 1e-9 * output.value, "\(name): \(value)")
    }
  }

  @Test func aPriorFromMomentsHasThem() throws {
    let law = try RateUpdate(mean: 0.3, standardDeviation: 0.12).law
    #expect(abs(law.mean - 0.3) < 1e-14)
    #expect(abs(law.variance - 0.0144) < 1e-14)
  }

  @Test func recordsInPartsAreTheRecordWhole() throws {
    let prior = try RateUpdate(shape: 1.5, exposureYears: 3)
    let parts = try prior.updated(events: 2, exposureYears: 1).updated(events: 5, exposureYears: 4)
    #expect(try parts == prior.updated(events: 7, exposureYears: 5))
    #expect(try prior.updated(events: 0, exposureYears: 0) == prior)
  }

  @Test func yearsToComeScaleTheCount() throws {
    let posterior = try RateUpdate(shape: 9, exposureYears: 9)
    let counts = try posterior.predictive(years: 3)
    // Var N = E Λt + Var Λt = 3 + 9 · 9/81.
    #expect(counts.mean == 3)
    #expect(abs(counts.variance - 4) < 1e-14)
  }

  @Test func impossibleRecordsAreRefused() throws {
    #expect(throws: ParameterError.self) { try RateUpdate(shape: 0, exposureYears: 1) }
    #expect(throws: ParameterError.self) { try RateUpdate(shape: 1, exposureYears: .infinity) }
    let prior = try RateUpdate(shape: 1, exposureYears: 1)
    #expect(throws: ParameterError.self) { try prior.updated(events: -1, exposureYears: 1) }
    #expect(throws: ParameterError.self) { try prior.updated(events: 1, exposureYears: -1) }
    #expect(throws: ParameterError.self) { try prior.updated(events: 1, exposureYears: .nan) }
  }

  /// Bayesian Data Analysis (2013), section 3.3, computed with NumPy and SciPy 1.17.
  @Test func logLosses() throws {
    let prior = try LogLossUpdate(LogNormal(mu: 8, sigma: 1.2), records: 10)
    let posterior = try prior.updated(losses: [1_200, 5_400, 800, 15_000, 2_600])
    #expect(abs(posterior.mu - 7.98986100000602) < 1e-13)
    #expect(abs(posterior.variance - 1.329280471484027) < 1e-13)
    #expect(posterior.locationRecords == 15 && posterior.varianceRecords == 15)
    #expect(try abs(posterior.predictiveDistribution(10_000) - 0.8391862988658988) < 1e-12)
    #expect(try posterior.predictiveDistribution(0) == 0)
    let law = try posterior.law
    #expect(law.mu == posterior.mu)
    #expect(abs(law.sigma - 1.329280471484027.squareRoot()) < 1e-13)
    #expect(abs(posterior.locationStandardError - (1.329280471484027 / 15).squareRoot()) < 1e-13)
  }

  @Test func lossesInPartsAreTheSampleWhole() throws {
    let prior = try LogLossUpdate(LogNormal(mu: 3, sigma: 0.7), records: 4)
    let whole = try prior.updated(losses: [10, 30, 45, 12])
    let parts = try prior.updated(losses: [45, 10]).updated(losses: [12, 30])
    #expect(abs(whole.mu - parts.mu) < 1e-14)
    #expect(abs(whole.variance - parts.variance) < 1e-14)
    #expect(try prior.updated(losses: []) == prior)
  }

  @Test(arguments: [0, -1, Double.infinity, .nan])
  func lossesWithoutLogarithmAreRefused(loss: Double) throws {
    let prior = try LogLossUpdate(LogNormal(mu: 3, sigma: 0.7), records: 4)
    #expect(throws: ParameterError.self) { try prior.updated(losses: [1, loss]) }
  }
}
