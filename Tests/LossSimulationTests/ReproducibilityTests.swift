import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Same seed, same numbers: for any number of workers, any order of records, any neighbour.
@Suite struct ReproducibilityTests {
  private func mixedStudy(trials: Int = 5_000) throws -> Study {
    let control = Control(
      id: "C", name: "Control",
      effects: [
        Effect(
          target: .risks(["R1", "R3"]), quantity: .frequency,
          operation: .multiply(try constant(0.5)))
      ],
      share: Share(scope: .all, attachment: 10_000, limit: 50_000, proportion: 0.8),
      outages: ControlOutages(rate: try constant(2), days: try constant(20)))
    return try LossSimulationTests.mixedStudy(
      trials: trials, mu: 10, switchDays: 4, control: control)
  }

  private func bits(_ level: LevelResult?) throws -> [UInt64] {
    let level = try #require(level)
    return level.years.aggregate.map(\.bitPattern) + level.years.largestEvent.map(\.bitPattern)
      + level.risks.flatMap { risk in
        [risk.expectedLoss.value.bitPattern, risk.expectedLoss.standardError.bitPattern]
          + risk.shortfall.map(\.estimate.value.bitPattern)
      }
      + level.suppliers.map(\.expectedLoss.value.bitPattern)
  }

  @Test func threadsMoveNoBit() async throws {
    let study = try mixedStudy()
    let one = try await run(study, threads: 1)
    for threads in [2, 7] {
      let other = try await run(study, threads: threads)
      for level in ["inherent", "current"] {
        #expect(try bits(one[level]) == bits(other[level]))
      }
    }
  }

  @Test func orderOfRecordsMovesNoBit() async throws {
    let study = try mixedStudy()
    var reversed = study
    reversed.risks.reverse()
    reversed.network?.suppliers.reverse()
    reversed.network?.dependencies.reverse()
    let a = try await current(study).years.aggregate
    let b = try await current(reversed).years.aggregate
    #expect(a.map(\.bitPattern) == b.map(\.bitPattern))
  }

  /// The losses of a risk are those of a run in which it stands alone.
  @Test func addingARiskMovesNoOther() async throws {
    let first = risk("R1", rate: try constant(1.3), loss: try lognormal(mu: 8, sigma: 1.2))
    let second = risk("R0", rate: try constant(3), loss: try lognormal(mu: 9, sigma: 0.5))
    let alone = try await current(study([first], trials: 3_000))
    let together = try await current(study([second, first], trials: 3_000))
    let other = try await current(study([second], trials: 3_000))
    let a = try #require(alone.risks.first)
    let b = try #require(together.risks.first { $0.id == "R1" })
    #expect(a.expectedLoss == b.expectedLoss)
    // Sums of two losses round once; the parts are equal bit for bit.
    for t in 0..<3_000 {
      #expect(together.years.aggregate[t] == other.years.aggregate[t] + alone.years.aggregate[t])
    }
  }

  /// A smaller run is the beginning of a larger one.
  @Test func trialsAreAPrefix() async throws {
    let small = try await current(mixedStudy(trials: 1_500)).years.aggregate
    let large = try await current(mixedStudy(trials: 4_000)).years.aggregate
    #expect(small.map(\.bitPattern) == large.prefix(1_500).map(\.bitPattern))
  }

  @Test func stoppingKeepsAValidSmallerRun() async throws {
    let study = try mixedStudy(trials: 200_000)
    let counter = Counter()
    let simulator = try Simulator(study)
    let stopped = await simulator.run(
      RunOptions(threads: 2), progress: { _ in counter.add() }, shouldStop: { counter.value >= 3 })
    let trials = stopped.diagnostics.trials
    #expect(trials >= 3 * 1_024 && trials < 200_000)
    #expect(stopped.diagnostics.endedBy == "stopped")
    let whole = try await current(mixedStudy(trials: trials))
    #expect(try bits(stopped["current"]) == bits(whole))
  }

  @Test func seedMovesEverything() async throws {
    var study = try mixedStudy()
    let a = try await current(study).years.aggregate
    study.simulation.seed += 1
    let b = try await current(study).years.aggregate
    #expect(a != b)
  }
}
