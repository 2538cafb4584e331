import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// The years of plans put together from groups, against the engine that simulates each plan whole.
@Suite struct ReplayedYearsTests {
  private func treated() throws -> Study {
    var study = try mixedStudy(trials: 2_000)
    study.treatments = try PortfolioTests.harmless.enumerated().map {
      treatment("T\($0)", try $1.1())
    }
    study.treatments.append(
      treatment(
        "T9",
        share: Share(scope: .risks(["R3"]), attachment: 500, limit: 4_000, basis: .event)))
    return study
  }

  /// Every plan's years agree with a run of it, to rounding.
  @Test func plansHaveTheYearsOfTheirRuns() async throws {
    let study = try treated()
    let years = try ReplayedYears(study, interactions: [])
    let plans: [[Int]] = [[], [0], [3, 9], [4, 7, 8], Array(0..<10), [0, 1, 2, 5, 6]]
    _ = await years.simulate(threads: 2, isPossible: { _, _ in false })
    for plan in plans {
      let isChosen = study.treatments.indices.map(plan.contains)
      let whole = try await residual(study, plan.map { study.treatments[$0] })
      let found = years.netYears(of: isChosen)
      for (a, b) in zip(found, whole.years.aggregate) {
        #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "plan \(plan)")
      }
      let mean = whole.aggregate.expectedAnnualLoss.value
      #expect(abs(years.mean(of: isChosen) - mean) <= 1e-9 * mean)
      let people = try whole.people.get()
      #expect(abs(years.people(of: isChosen).injuries - people.injuries.value) < 1e-12)
      let up = try #require(whole.processes.first { $0.id == "P" }?.availability?.value)
      #expect(abs(years.lostDays(of: "P", under: isChosen) - 365 * (1 - up)) < 1e-9)
    }
  }

  /// Years in which a process would lose more than 365 days couple everything, and are found.
  @Test func longYearsAreSimulatedWhole() async throws {
    var study = study(
      [
        risk(
          "A", rate: try constant(1), loss: try constant(1),
          downtime: Downtime(processes: ["P"], days: try constant(200))),
        risk(
          "B", rate: try constant(1), loss: try constant(1),
          downtime: Downtime(processes: ["P"], days: try constant(150))),
      ], trials: 500, processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 10)])
    study.treatments = [
      treatment("T", [multiply(.risks(["A"]), .downtime, try constant(0.5))]),
      treatment("U", [multiply(.risks(["B"]), .frequency, try constant(0.5))]),
    ]
    let years = try ReplayedYears(study, interactions: [])
    _ = await years.simulate(threads: 2, isPossible: { _, _ in true })
    #expect(years.coupledYears.count > 50)
    for mask in 0..<4 {
      let isChosen = [mask & 1 == 1, mask & 2 == 2]
      let chosen = study.treatments.indices.filter { isChosen[$0] }.map { study.treatments[$0] }
      let level = try await residual(study, chosen)
      let whole = level.years.aggregate
      for (a, b) in zip(years.netYears(of: isChosen), whole) { #expect(abs(a - b) < 1e-9) }
      // Lost days are held at 365 a year as in a run.
      let up = try #require(level.processes.first { $0.id == "P" }?.availability?.value)
      #expect(abs(years.lostDays(of: "P", under: isChosen) - 365 * (1 - up)) < 1e-9)
      // Plan by plan, nothing simulated beforehand, the same.
      let single = years.oneByOne
      for (a, b) in zip(single.netYears(of: isChosen), whole) { #expect(abs(a - b) < 1e-9) }
      #expect(abs(single.lostDays(of: "P", under: isChosen) - 365 * (1 - up)) < 1e-9)
      let mean = whole.reduce(0, +) / Double(whole.count)
      #expect(abs(single.mean(of: isChosen) - mean) < 1e-9)
    }
  }

  /// What is simulated when a plan asks is the same bits on any number of threads.
  @Test func threadsDoNotMatter() throws {
    var study = try treated()
    study.simulation.trials = 5_000
    let years = try ReplayedYears(study, interactions: [])
    let plan = study.treatments.indices.map { $0 % 3 != 1 }
    let alone = years.oneByOne
    let (losses, mean, days) = (
      alone.netYears(of: plan), alone.mean(of: plan), alone.lostDays(of: "P", under: plan)
    )
    for threads in [2, 5] {
      let shared = years.oneByOne
      shared.use(threads: threads)
      #expect(shared.netYears(of: plan).map(\.bitPattern) == losses.map(\.bitPattern))
      #expect(shared.mean(of: plan) == mean && shared.lostDays(of: "P", under: plan) == days)
    }
  }
}
