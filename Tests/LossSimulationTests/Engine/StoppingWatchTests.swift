import Distributions
import RiskModel
import Testing

@testable import LossSimulation

/// When a run ends before its trials, and what is said of it.
@Suite struct StoppingWatchTests {
  /// Poisson events at rate 1 that each cost 1: P(L > 2) = 1 − 2.5/e = 0.0803.
  private func counted(_ rule: StoppingRule, limit: Double, trials: Int = 200_000) throws -> Study {
    var study = study(
      [risk("A", rate: try constant(1), loss: try constant(1))], trials: trials,
      criteria: Criteria(tolerance: [.init(loss: 2, probability: limit)]))
    study.simulation.stopWhen = rule
    return study
  }

  private let criterion = StoppingRule(criteria: ["tolerance/2"])

  @Test(arguments: [(0.12, "tolerance/2 is met"), (0.05, "tolerance/2 is breached")])
  func aVerdictEndsTheRun(_ limit: Double, _ words: String) async throws {
    let run = try await run(counted(criterion, limit: limit)).diagnostics
    #expect(run.endedBy == words && run.trials == 4_096)
  }

  @Test func anUndecidedVerdictTakesAllTrials() async throws {
    // A seed whose first look is not one of the few that decide wrongly, as that of others does.
    var study = try counted(criterion, limit: 0.0803, trials: 40_000)
    study.simulation.seed = 7
    let run = try await run(study).diagnostics
    #expect(run.endedBy == "trials" && run.trials == 40_000)
  }

  /// Relative half-width 1.96/√n of a Poisson mean of 1: 0.02 needs 9,604 trials.
  @Test func allPartsOfTheRuleAreNeeded() async throws {
    let both = StoppingRule(
      metrics: ["expected_annual_loss"], relativeError: 0.02, criteria: ["tolerance/2"])
    let run = try await run(counted(both, limit: 0.12)).diagnostics
    #expect(run.trials > 9_000 && run.trials < 13_000)
    #expect(
      run.endedBy == "expected_annual_loss within 0.02; tolerance/2 is met; last "
        + "expected_annual_loss")
  }

  @Test func severalFiguresAreAllWatched() async throws {
    var study = study(
      [risk("A", rate: try constant(1), loss: try lognormal(mu: 10, sigma: 0.5))], trials: 200_000)
    study.simulation.stopWhen = StoppingRule(
      metrics: ["expected_annual_loss"], relativeError: 0.03)
    let one = try await run(study).diagnostics
    study.simulation.stopWhen = StoppingRule(
      metrics: ["expected_annual_loss", "expected_shortfall_95"], relativeError: 0.03)
    let two = try await run(study).diagnostics
    #expect(one.trials < two.trials && two.trials < 200_000)
    #expect(two.endedBy.hasSuffix("last expected_shortfall_95"))
  }

  @Test(arguments: [1, 2, 7]) func partsEndWhereTheRunEnds(_ parts: Int) async throws {
    let rule = StoppingRule(metrics: ["expected_annual_loss"], relativeError: 0.01)
    let simulator = try Simulator(counted(rule, limit: 0.12))
    let whole = await simulator.run(RunOptions(threads: 2))
    #expect(whole.diagnostics.trials > 30_000 && whole.diagnostics.trials < 100_000)
    var computed: [PartialRun] = []
    for number in 1...parts {
      let blocks = simulator.blocks(ofPart: number, of: parts)
      computed.append(try #require(await simulator.part(blocks, RunOptions(threads: 2))))
    }
    let merged = await simulator.run(RunOptions(threads: 2), from: computed).result
    #expect(PartialRunTests.bits(merged) == PartialRunTests.bits(whole))
  }

  /// Outer draws that share their inputs: ten at least, and the errors of groups.
  @Test func nestedRunsWaitForGroups() async throws {
    var nested = try counted(criterion, limit: 0.2, trials: 40_000)
    nested.simulation.parameterUncertainty = .nested
    nested.simulation.outerDraws = 20
    let run = try await run(nested).diagnostics
    #expect(run.endedBy == "tolerance/2 is met")
    #expect(run.trials >= 20_000 && run.trials.isMultiple(of: 2_000))
  }
}
