import Distributions
import RiskModel
import Sampling
import Testing

@testable import LossSimulation

/// The self-check passes on the engine as it is, and catches faults put in on purpose.
@Suite struct ProofTests {
  @Test func enginePasses() async throws {
    let report = await Proof.run(threads: 2)
    for line in report.failures {
      Issue.record(
        "\(line.caseID) \(line.figure): \(line.engine) for \(line.exact), z \(line.zScore)")
    }
    #expect(report.passed)
    #expect(report.lines.count >= 60)
    #expect(report.trials == 200_000)
    // Two-sided 1e-6 over that many figures.
    #expect(report.allowedScore > 5.4 && report.allowedScore < 6)
    #expect(report.lines.allSatisfy { !$0.source.isEmpty && $0.standardError >= 0 })
  }

  /// Scores of a faultless engine are standard normal: their mean square is near 1.
  @Test func scoresAreStandardNormal() async {
    let report = await Proof.run(trials: 50_000, seed: 7, threads: 2)
    let scores = report.lines.map(\.zScore).filter { $0 != 0 }
    let square = scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)
    // Figures of one case are dependent, so the band is wide.
    #expect(square > 0.5 && square < 2, "\(square)")
  }

  @Test func progressCountsCases() async {
    let counter = Counter()
    var proof = Proof()
    proof.cases = Array(Proof.cases.prefix(2))
    let report = await proof.report(trials: 1_000, seed: 1, threads: 1) { _ in counter.add() }
    #expect(counter.value == 3)
    #expect(Set(report.lines.map(\.caseID)).count == 2)
  }

  @Test func idsAreUnique() {
    #expect(Set(Proof.cases.map(\.id)).count == Proof.cases.count)
    #expect(Proof.cases.count >= 25)
  }

  // MARK: Planted defects

  private func failures(
    _ ids: [String], _ change: (inout ProofDefect) -> Void
  ) async -> [ProofReport.Line] {
    var proof = Proof()
    proof.cases = Proof.cases.filter { ids.contains($0.id) }
    change(&proof.defect)
    let report = await proof.report(
      trials: Proof.defaultTrials, seed: Proof.defaultSeed, threads: 2)
    #expect(proof.cases.count == ids.count)
    return report.failures
  }

  @Test func wrongVarianceIsCaught() async {
    let caught = await failures(["law-exponential", "count-bernoulli"]) {
      $0.result = { _, level in
        level.replacing { $0.standardError *= 2 }
      }
    }
    #expect(Set(caught.map(\.caseID)).count == 2)
    #expect(caught.allSatisfy { $0.figure == "standard error of the expected loss" })
  }

  /// Two risks with the same draws are one risk with twice the loss.
  @Test func sharedStreamIsCaught() async throws {
    let twice = try Gamma(shape: 2, scale: 100)
    let caught = await failures(["compound-two"]) {
      $0.study = { _, study in
        var study = study
        study.risks.removeLast()
        study.risks[0].loss = Quantity(twice, written: "twice")
        return study
      }
    }
    let names = caught.map(\.figure)
    #expect(names.contains("variance of a year"))
    #expect(names.contains("chance of a loss"))
    #expect(names.contains("value at risk 0.99"))
  }

  @Test func swappedQuantileIsCaught() async {
    let caught = await failures(["law-normal", "compound-lognormal"]) {
      $0.result = { _, level in
        let sample = SortedSample(level.years.aggregate)
        return level.replacing(
          quantiles: level.aggregate.valueAtRisk.map {
            LevelEstimate(level: $0.level, estimate: sample.valueAtRisk(level: 1 - $0.level))
          })
      }
    }
    #expect(Set(caught.map(\.caseID)).count == 2)
    #expect(caught.allSatisfy { $0.figure.hasPrefix("value at risk") })
  }

  @Test func droppedComponentIsCaught() async {
    let caught = await failures(["law-mixture"]) {
      $0.study = { _, study in
        var study = study
        if let mixture = study.risks[0].loss?.law as? Mixture {
          study.risks[0].loss = Quantity(mixture.components[0].law, written: "one of two")
        }
        return study
      }
    }
    #expect(caught.count == 4)
  }

  /// A control that always works is not one that is out at times.
  @Test func forgottenOutagesAreCaught() async {
    let caught = await failures(["control-outages"]) {
      $0.study = { _, study in
        var study = study
        study.controls[0].outages = nil
        return study
      }
    }
    #expect(caught.map(\.figure) == ["events a year"])
  }

  /// A study that cannot be built is a failure, not a gap in the report.
  @Test func brokenCaseFails() async {
    var proof = Proof()
    proof.cases = [
      ProofCase("broken", "A law without a mean") {
        _ = try Exponential(mean: -1)
        return (Proof.study([]), [])
      }
    ]
    let report = await proof.report(trials: 100, seed: 1, threads: 1)
    #expect(!report.passed)
    #expect(report.lines.first?.problem != nil)
  }
}

extension LevelResult {
  /// The same results with another error of the mean, or other quantiles.
  fileprivate func replacing(
    quantiles: [LevelEstimate]? = nil, _ change: (inout Estimate) -> Void = { _ in }
  ) -> LevelResult {
    var mean = aggregate.expectedAnnualLoss
    change(&mean)
    return LevelResult(
      strategy: strategy,
      aggregate: LossMeasures(
        expectedAnnualLoss: mean, valueAtRisk: quantiles ?? aggregate.valueAtRisk,
        expectedShortfall: aggregate.expectedShortfall,
        probabilityOfLoss: aggregate.probabilityOfLoss),
      aggregateCurve: aggregateCurve, occurrenceCurve: occurrenceCurve, people: people,
      risks: risks, suppliers: suppliers, processes: processes, owners: owners,
      criteria: criteria, probabilityBeyondCapacity: probabilityBeyondCapacity,
      worstTrials: worstTrials, years: years)
  }
}
