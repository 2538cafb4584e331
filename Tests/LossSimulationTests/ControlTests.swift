import Distributions
import Foundation
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Controls.
///
/// thinning, outages, factors on consequences. Closed forms by hand.
@Suite struct ControlTests {
  private func frequencyControl(
    _ m: Double, quantity kind: Effect.Quantity = .frequency, outages: ControlOutages? = nil,
    on risks: [String] = ["R"]
  ) throws -> Control {
    Control(
      id: "C", name: "Control",
      effects: [
        Effect(target: .risks(risks), quantity: kind, operation: .multiply(try constant(m)))
      ], outages: outages)
  }

  private func events(_ result: SimulationResult, _ level: String) throws -> Estimate {
    try #require(result[level]?.risks.first).eventsPerYear
  }

  private func expectNear(_ estimate: Estimate, _ value: Double, _ comment: String = "") {
    #expect(
      abs(estimate.value - value) <= 5 * estimate.standardError + 1e-12, "\(comment) \(estimate)")
  }

  /// Estimates are with controls: current is the stated rate, inherent that over the factor.
  @Test func inherentDividesByTheFactor() async throws {
    let result = try await run(
      study(
        [risk("R", rate: try constant(1.2), loss: try constant(10))],
        controls: [frequencyControl(0.4)]))
    expectNear(try events(result, "current"), 1.2)
    expectNear(try events(result, "inherent"), 3)
  }

  /// P(out) = 1 − exp(−r·E[D]/365); while out the rate is Λ/m (M/G/∞, Takács 1962).
  @Test(arguments: [(3.0, 20.0), (0.5, 200.0), (10.0, 5.0)])
  func outagesAreStationary(rate: Double, meanDays: Double) async throws {
    let sigma = 0.8
    let days = try lognormal(mu: log(meanDays) - sigma * sigma / 2, sigma: sigma)
    let outages = ControlOutages(rate: try constant(rate), days: days)
    let result = try await run(
      study(
        [risk("R", rate: try constant(2), loss: try constant(1))], trials: 200_000,
        controls: [frequencyControl(0.25, outages: outages)]))
    let out = 1 - exp(-rate * meanDays / 365)
    let expected = 2 / 0.25 * (0.25 * (1 - out) + out)
    expectNear(try events(result, "current"), expected)
    // Twin with a defect: windows that began before the year are forgotten. At 200 days a window
    // it would miss by tens of standard errors, so the check has the power it needs.
    if meanDays == 200 {
      let forgotten = 2 / 0.25 * (0.25 + 0.75 * (1 - exp(-rate * meanDays / 365)) / 2)
      let estimate = try events(result, "current")
      #expect(abs(estimate.value - forgotten) > 20 * estimate.standardError)
    }
  }

  /// One window exposes every risk that the control serves, so their losses move together.
  @Test func outagesMakeRisksHappenTogether() async throws {
    let risks = try ["A", "B"].map { risk($0, rate: try constant(1), loss: try constant(1)) }
    let outages = ControlOutages(rate: try constant(0.3), days: try constant(200))
    let control = try frequencyControl(0.05, outages: outages, on: ["A", "B"])
    let level = try await current(study(risks, trials: 50_000, controls: [control]))
    let variance = Moments(level.years.aggregate).variance
    #expect(variance > 1.3 * level.aggregate.expectedAnnualLoss.value)
  }

  /// s⁰ = min(1, s/m), and the controls together let s/s⁰ pass: the current rate is the stated one.
  @Test func successIsCappedAtOne() async throws {
    let attempts = Risk(
      id: "R", name: "R", category: "criminal",
      frequency: Frequency(
        rate: .attempts(try constant(4), success: try constant(0.3))), loss: try constant(1))
    let result = try await run(
      study([attempts], controls: [try frequencyControl(0.2, quantity: .success)]))
    // 0.3/0.2 > 1, so every attempt succeeds without the control.
    expectNear(try events(result, "inherent"), 4)
    expectNear(try events(result, "current"), 1.2)
  }

  @Test func severityFactorsScaleTheInherentLoss() async throws {
    let result = try await run(
      study(
        [risk("R", rate: try constant(1), count: .fixed, loss: try constant(100))], trials: 2_000,
        controls: [try frequencyControl(0.25, quantity: .loss)]))
    #expect(result["inherent"]?.aggregate.expectedAnnualLoss.value == 400)
    #expect(result["current"]?.aggregate.expectedAnnualLoss.value == 100)
  }

  @Test func peopleFactorsScaleTheInherentHarm() async throws {
    let harmful = risk(
      "R", rate: try constant(1), count: .fixed,
      people: PeopleHarm(injuries: try constant(2), fatalities: try constant(0.1)))
    let result = try await run(
      study([harmful], trials: 2_000, controls: [try frequencyControl(0.5, quantity: .people)]))
    let inherent = try #require(result["inherent"]).people.get()
    let current = try #require(result["current"]).people.get()
    #expect(abs(inherent.injuries.value - 4) < 1e-12)
    #expect(abs(current.fatalities.value - 0.1) < 1e-12)
  }

  /// A negative binomial thinned by m has mean mΛ and keeps its dispersion.
  @Test func thinnedNegativeBinomialKeepsItsLaw() async throws {
    let study = study(
      [
        risk(
          "R", rate: try constant(3), count: .negativeBinomial(dispersion: 1.5),
          loss: try constant(1))
      ], trials: 200_000, controls: [try frequencyControl(0.3)])
    let years = try await current(study).years.aggregate
    let moments = Moments(years)
    #expect(abs(moments.mean - 3) < 5 * moments.standardError)
    // Variance of the sample variance from the fourth moment of NB(3, 1.5): se = 0.0222 at a million.
    #expect(abs(moments.variance - 9) < 5 * 0.0223 * 5.0.squareRoot())
  }

  /// A provider's outage takes its control out; stationary like the control's own.
  @Test func providersTakeTheirControlsDown() async throws {
    let supplier = Supplier(
      id: "S", name: "Guards", outageRate: try constant(1.5), outageDays: try constant(60))
    var control = try frequencyControl(0.1)
    control.provider = "S"
    control.providerOutage = true
    let result = try await run(
      study(
        [risk("R", rate: try constant(1), loss: try constant(1))], trials: 200_000,
        controls: [control], network: Network(suppliers: [supplier], dependencies: [])))
    let out = 1 - exp(-1.5 * 60 / 365)
    expectNear(try events(result, "current"), 10 * (0.1 * (1 - out) + out))
  }

  /// Outages shown under a risk are not the risk's own events: a control on it leaves them alone.
  @Test func controlsOnARiskLeaveItsSuppliersAlone() async throws {
    let supplier = Supplier(
      id: "S", name: "S", category: "a", outageRate: try constant(1), outageDays: try constant(1))
    let network = Network(
      suppliers: [supplier], dependencies: [Dependency(source: "S", target: "P", input: "i")])
    let claimed = risk("R", rate: try constant(1), loss: try constant(1), fromNetwork: ["a"])
    let result = try await run(
      study(
        [claimed], trials: 20_000, controls: [try frequencyControl(0.1)],
        processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 1_000)], network: network))
    for level in ["inherent", "current"] {
      let outages = try #require(result[level]?.suppliers.first).outagesPerYear
      #expect(abs(outages.value - 1) < 5 * outages.standardError)
    }
  }

  @Test func refusesWhatCannotBe() throws {
    func problems(_ study: Study) -> [String] {
      do {
        _ = try Simulator(study)
        return []
      } catch {
        return error.problems.map(\.requirement)
      }
    }
    let fixed = risk("R", rate: try constant(2), count: .fixed, loss: try constant(1))
    #expect(
      problems(study([fixed], controls: [try frequencyControl(0.5)])) == [
        "a fixed number of events cannot be held down by a control on its frequency"
      ])
    let bernoulli = risk("R", rate: try constant(0.8), count: .bernoulli, loss: try constant(1))
    #expect(
      problems(study([bernoulli], controls: [try frequencyControl(0.5)])) == [
        "a Bernoulli probability reaches 1.6 without controls; it must be at most 1"
      ])
    let endless = ControlOutages(
      rate: try constant(1), days: quantity(try Pareto(shape: 0.9, scale: 1)))
    #expect(
      problems(
        study(
          [risk("R", rate: try constant(1))],
          controls: [try frequencyControl(0.5, outages: endless)])) == [
          "the mean of outage days is infinite, so the control would always be out"
        ])
  }
}
