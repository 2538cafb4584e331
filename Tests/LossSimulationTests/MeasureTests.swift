import Distributions
import Foundation
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Layers, allocation, processes, criteria: conservation and hand-worked cases.
@Suite struct MeasureTests {
  private func twoRisks() throws -> [Risk] {
    [
      risk("A", rate: try constant(2), loss: try lognormal(mu: 5, sigma: 1), owner: "x"),
      risk("B", rate: try constant(1), loss: try lognormal(mu: 6, sigma: 0.7)),
    ]
  }

  /// Euler contributions add up to the shortfall, for risks, owners and processes alike.
  @Test func contributionsAddUp() async throws {
    let layer = Control(
      id: "C", name: "Layer",
      share: Share(scope: .risks(["A"]), attachment: 300, limit: 800, proportion: 0.7))
    let level = try await current(study(twoRisks(), trials: 20_000, controls: [layer]))
    for (k, shortfall) in level.aggregate.expectedShortfall.suffix(4).enumerated()
    where shortfall.level >= 0.9 {
      let risks = level.risks.compactMap { $0.shortfall.first { $0.level == shortfall.level } }
      let owners = level.owners.compactMap { $0.shortfall.first { $0.level == shortfall.level } }
      let processes = level.processes.compactMap {
        $0.shortfall.first { $0.level == shortfall.level }
      }
      for parts in [risks, owners, processes] {
        let sum = parts.reduce(0) { $0 + $1.estimate.value }
        #expect(abs(sum / shortfall.estimate.value - 1) < 1e-10, "\(k)")
        #expect(abs(parts.reduce(0) { $0 + $1.share } - 1) < 1e-10)
      }
    }
    #expect(level.owners.map(\.id) == ["x", "unassigned"])
  }

  /// A discrete year with an atom at value at risk: the split is by hand.
  ///
  /// One loss of 100 with probability 0.2 and nothing else: VaR 0.9 is 100, the shortfall 100, and
  /// the only risk bears it all.
  @Test func atomsAreSplit() async throws {
    let level = try await current(
      study([risk("A", rate: try constant(0.2), count: .bernoulli, loss: try constant(100))]))
    #expect(try level.aggregate.shortfall(0.9).value == 100)
    let contribution = try #require(level.risks.first?.shortfall.first)
    #expect(abs(contribution.estimate.value - 100) < 1e-9)
  }

  /// Two full covers on one loss recover it once: nothing is left, and nothing is gained.
  @Test func recoveriesNeverExceedTheLoss() async throws {
    func cover(_ id: String, _ basis: Share.Basis) -> Control {
      Control(id: id, name: id, share: Share(scope: .all, basis: basis))
    }
    let result = try await run(
      study(
        twoRisks(), trials: 2_000,
        controls: [cover("C1", .event), cover("C2", .year), cover("C3", .year)]))
    let years = try #require(result["current"]).years
    #expect(years.aggregate.allSatisfy { $0 == 0 })
    #expect(years.largestEvent.allSatisfy { $0 == 0 })
    #expect(try #require(result["inherent"]).aggregate.expectedAnnualLoss.value > 0)
  }

  /// Every year layer sees the ground-up loss of the year, whatever event layers have paid.
  ///
  /// Two events of 100: the event layer (80 beyond 20) pays 160; the year layer (beyond 150) sees
  /// 200 and pays 50, but only 40 is left: nothing remains. Largest event: 20.
  @Test func yearLayersSeeTheGroundUpLoss() async throws {
    let controls = [
      Control(
        id: "C1", name: "Event", share: Share(scope: .all, attachment: 20, limit: 80, basis: .event)
      ),
      Control(id: "C2", name: "Year", share: Share(scope: .all, attachment: 170, basis: .year)),
    ]
    let result = try await run(
      study(
        [risk("A", rate: try constant(2), count: .fixed, loss: try constant(100))], trials: 1_100,
        controls: controls))
    let years = try #require(result["current"]).years
    // 200 − 160 by the event layer − 30 by the year layer (200 − 170).
    #expect(years.aggregate.allSatisfy { abs($0 - 10) < 1e-9 })
    #expect(years.largestEvent.allSatisfy { $0 == 20 })
  }

  /// All years that reach a stop-loss cost the same to the last bit: an atom that must not fall apart.
  @Test func stopLossMakesAnAtom() async throws {
    let cover = Control(
      id: "C", name: "Stop-loss", share: Share(scope: .all, attachment: 777.77, basis: .year))
    let level = try await current(study(twoRisks(), trials: 20_000, controls: [cover]))
    let reached = level.years.aggregate.filter { $0 > 777.77 * (1 - 1e-12) }
    #expect(reached.count > 1_000)
    #expect(Set(reached).count == 1)
    #expect(try abs(level.aggregate.shortfall(0.95).value / 777.77 - 1) < 1e-12)
  }

  /// Downtime: value per day, lost share, level; lost days capped at 365 in a year.
  @Test func downtimeCostsItsDays() async throws {
    let process = BusinessProcess(id: "P", name: "P", valuePerDay: 1_000, lostShare: 0.5)
    let stop = risk(
      "A", rate: try constant(3), count: .fixed,
      downtime: Downtime(processes: ["P"], days: try constant(10), level: 0.2))
    let level = try await current(study([stop], trials: 1_100, processes: [process]))
    #expect(abs(level.aggregate.expectedAnnualLoss.value - 3 * 10 * 0.2 * 500) < 1e-9)
    let row = try #require(level.processes.first)
    #expect(abs(try #require(row.availability).value - (1 - 6.0 / 365)) < 1e-12)
    #expect(row.shortfall.allSatisfy { abs($0.share - 1) < 1e-12 })
  }

  @Test func aYearHasNoMoreThan365LostDays() async throws {
    let process = BusinessProcess(id: "P", name: "P", valuePerDay: 100)
    let stops = try [("A", 300.0), ("B", 200.0)].map {
      risk(
        $0.0, rate: try constant(1), count: .fixed,
        downtime: Downtime(processes: ["P"], days: try constant($0.1)))
    }
    let result = try await run(study(stops, trials: 1_100, processes: [process]))
    let level = try #require(result["current"])
    #expect(abs(level.aggregate.expectedAnnualLoss.value - 36_500) < 1e-6)
    #expect(result.diagnostics.scaledTrialShare == 1)
    // Each event bears its part of the year: 300 and 200 of 500 days.
    #expect(abs(try #require(level.risks.first).expectedLoss.value - 36_500 * 0.6) < 1e-6)
    // A single duration counts for a year at most.
    let endless = risk(
      "A", rate: try constant(1), count: .fixed,
      downtime: Downtime(processes: ["P"], days: try constant(5_000)))
    let one = try await current(study([endless], trials: 100, processes: [process]))
    #expect(abs(one.aggregate.expectedAnnualLoss.value - 36_500) < 1e-6)
  }

  /// One hazard event takes both suppliers down for 10 days; alone A costs 1,000 a day, B 250.
  @Test func jointEventsAreSplitByAloneCost() async throws {
    let suppliers = ["A", "B"].map {
      Supplier(id: $0, name: $0, category: $0 == "A" ? "power" : "water", hazards: ["H"])
    }
    let network = Network(
      suppliers: suppliers,
      dependencies: [
        Dependency(source: "A", target: "P", input: "power"),
        Dependency(source: "B", target: "P", input: "water", criticality: 0.25),
      ],
      hazards: [SharedHazard(id: "H", perYear: try constant(1), days: try constant(10))])
    let claimed = Risk(
      id: "R", name: "Power", category: "supplier_interdependency", fromNetwork: ["power"])
    let level = try await current(
      study(
        [claimed], trials: 60_000,
        processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 1_000)], network: network))
    // The scarcest input rules: the process is down, 10,000 an event, split 4 : 1.
    let loss = level.aggregate.expectedAnnualLoss
    #expect(abs(loss.value - 10_000) < 5 * loss.standardError)
    let parts = level.risks.map(\.expectedLoss.value)
    #expect(level.risks.map(\.id) == ["R", "network"])
    #expect(abs(parts[0] / loss.value - 0.8) < 1e-9)
    #expect(abs(level.suppliers[1].expectedLoss.value / loss.value - 0.2) < 1e-9)
    // Both together are one event for the largest loss.
    #expect(level.years.largestEvent.allSatisfy { $0 == 0 || abs($0 - 10_000) < 1e-9 })
  }

  /// hits = 0.5 on two members: a quarter of events strikes both, half one, a quarter none.
  @Test func hazardsStrikeByChance() async throws {
    let suppliers = ["A", "B"].map { Supplier(id: $0, name: $0, hazards: ["H"]) }
    let network = Network(
      suppliers: suppliers, dependencies: [],
      hazards: [SharedHazard(id: "H", perYear: try constant(2), days: try constant(1), hits: 0.5)])
    let level = try await current(study([], trials: 60_000, network: network))
    for supplier in level.suppliers {
      let outages = supplier.outagesPerYear
      #expect(abs(outages.value - 1) < 5 * outages.standardError)
    }
    let events = try #require(level.risks.first).eventsPerYear
    #expect(abs(events.value - 1.5) < 5 * events.standardError)
  }

  @Test func verdictsFollowTheInterval() {
    func verdict(_ low: Double, _ high: Double, atLeast: Bool = false) -> String {
      let estimate = Estimate(
        value: (low + high) / 2, standardError: 1, low: low, high: high, method: .mean,
        sampleSize: 1)
      return CriterionResult(
        name: "c", kind: .fatalities, limit: 10, value: estimate, atLeast: atLeast
      ).verdict.rawValue
    }
    #expect(verdict(7, 9) == "met")
    #expect(verdict(11, 12) == "breached")
    #expect(verdict(9, 11) == "undecided")
    #expect(verdict(11, 12, atLeast: true) == "met")
    #expect(verdict(7, 9, atLeast: true) == "breached")
    #expect(verdict(9, 11, atLeast: true) == "undecided")
  }

  /// Gains are reported apart: the losses are those without the opportunity.
  @Test func opportunitiesAreNeverNetted() async throws {
    var withGain = study(try twoRisks(), trials: 5_000)
    let plain = try await current(withGain).years.aggregate
    withGain.opportunities = [
      Opportunity(
        id: "O", name: "O", frequency: Frequency(rate: .events(try constant(0.4))),
        gain: try constant(1_000))
    ]
    let result = try await run(withGain)
    #expect(result["current"]?.years.aggregate == plain)
    let gain = try #require(result.opportunities.first).expectedAnnualGain
    #expect(abs(gain.value - 400) < 5 * gain.standardError)
  }

  @Test func worstYearsNameTheirEvents() async throws {
    let level = try await current(study(twoRisks(), trials: 20_000))
    #expect(level.worstTrials.count == 100)
    let worst = try #require(level.worstTrials.first)
    #expect(worst.aggregate == level.years.aggregate.max())
    for report in level.worstTrials {
      let sum = report.events.reduce(0) { $0 + $1.loss }
      #expect(abs(sum / report.aggregate - 1) < 1e-12)
      #expect(report.largestEvent == report.events.map(\.loss).max())
    }
  }

  /// Uncertain inputs held at their means: a lognormal rate becomes its mean.
  @Test func offHoldsInputsAtTheirMeans() async throws {
    let rate = quantity(try LogNormal(mu: 0, sigma: 1))
    let uncertain = risk("A", rate: rate, loss: try constant(1))
    let off = try await current(study([uncertain], uncertainty: .off)).years.aggregate
    let moments = Moments(off)
    let mean = exp(0.5)
    #expect(abs(moments.mean - mean) < 5 * moments.standardError)
    // Poisson: variance equals mean. Pooled it is mean + Var(Λ) = mean + e(e − 1) ≈ 6.3.
    #expect(abs(moments.variance - mean) < 0.05)
    let pooled = Moments(try await current(study([uncertain])).years.aggregate)
    #expect(abs(pooled.variance - (mean + exp(1) * (exp(1) - 1))) < 0.6)
  }
}
