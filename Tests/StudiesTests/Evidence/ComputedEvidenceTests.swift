import Distributions
import Foundation
import RiskModel
import Testing

@testable import Studies

@Suite struct ComputedEvidenceTests {
  private static func stop(_ rate: Double, mean: Double) throws -> PlanThreshold.Stop {
    PlanThreshold.Stop(rate: rate, days: try Exponential(mean: mean))
  }

  /// The median of an exponential law of one day is ln 2 days; an event of another risk with a
  /// mean of two days lasts so long with probability 1/√2.
  @Test func aThresholdOfOneRiskIsExact() throws {
    let threshold = try #require(
      PlanThreshold(
        process: "P1", level: 0.5, own: [Self.stop(2, mean: 1)],
        others: [Self.stop(1, mean: 2)]))
    #expect(abs(threshold.hours - 24 * Foundation.log(2.0)) < 1e-9)
    #expect(abs(threshold.activationsPerYear - 1) < 1e-9)
    #expect(abs(threshold.missedPerYear - 1) < 1e-9)
    #expect(abs(threshold.falsePerYear - 0.5.squareRoot()) < 1e-9)
  }

  /// Two risks at one rate, exponential with means 1 and 2: e^(−t) + e^(−t/2) = 1 at the median,
  /// so with x = e^(−t/2): x² + x = 1, the golden section: t = −2 ln((√5 − 1)/2).
  @Test func aMixtureHasItsOwnQuantile() throws {
    let own = [try Self.stop(3, mean: 1), try Self.stop(3, mean: 2)]
    let threshold = try #require(PlanThreshold(process: "P1", level: 0.5, own: own, others: []))
    let days = -2 * Foundation.log((5.0.squareRoot() - 1) / 2)
    #expect(abs(threshold.hours - 24 * days) < 1e-8)
    #expect(abs(threshold.activationsPerYear - 3) < 1e-8)
  }

  @Test func anEventOfExactlyTheThresholdStartsThePlan() throws {
    let own = [PlanThreshold.Stop(rate: 1, days: try Constant(2))]
    let at = PlanThreshold(process: "P1", hours: 48, own: own, others: [])
    #expect(at.activationsPerYear == 1 && at.missedPerYear == 0)
    let later = PlanThreshold(process: "P1", hours: 49, own: own, others: [])
    #expect(later.activationsPerYear == 0 && later.missedPerYear == 1)
    #expect(PlanThreshold(process: "P1", level: 0.5, own: [], others: own) == nil)
  }

  /// Ten events a year of 36.5 days: one in progress on average, so 10 (1 − 1/e) begin while
  /// another is in progress, and two or more are for 1 − 2/e of the time.
  @Test func loadIsThatOfAnInfiniteServerQueue() throws {
    let load = TeamLoad(team: "T", stops: [try Self.stop(10, mean: 36.5)])
    #expect(abs(load.meanInProgress - 1) < 1e-12)
    #expect(abs(load.overlapsPerYear - 10 * (1 - Foundation.exp(-1.0))) < 1e-12)
    #expect(abs(load.shareOfTimeWithTwo - (1 - 2 * Foundation.exp(-1.0))) < 1e-12)
  }

  /// By hand in `Models/complete-records`: S4 has a day of stock at S1, S1 half a day at P2.
  @Test func neighboursAreReachedOverTheirStocks() throws {
    let edges = try CompleteStudy.records().record("network")?.records("edges") ?? []
    let network = NetworkNeighbours(edges)
    #expect(
      network.downstream(of: ["S4"]) == [.init(node: "S1", days: 1), .init(node: "P2", days: 1.5)])
    #expect(network.upstream(of: ["P1"]) == [.init(node: "S2", days: 0.2)])
    #expect(network.upstream(of: ["P2"]).map(\.node) == ["S1", "S4"])
  }

  private func objectives(_ objective: String) throws -> ObjectiveProbability {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      """
      format: study/1
      study: { id: s, currency: EUR }
      risks:
        - { id: R1, events: 2, loss: 50, downtime: { process: P1, days: 2 } }
        - { id: R2, events: { uniform: [0, 1] }, loss: 100 }
      processes: [{ id: P1, value_per_day: 0 }]
      treatments:
        - { id: T1, ready_in_days: 10, effects: [{ target: R1, quantity: loss, multiply: { uniform: [0, 1] } }] }
        - { id: T2, ready_in_days: 400, effects: [{ target: R1, quantity: loss, multiply: { uniform: [0, 1] } }] }
        - { id: T3, effects: [{ target: R1, quantity: downtime, multiply: { uniform: [0, 1] } }] }
      objectives: [{ id: OB1, due: 2027-01-01, \(objective) }]
      """)
    let day = try #require(CalendarDay("2026-09-01"))
    let evidence = try ComputedEvidence(ConformityRequest(study: folder.url.path, asOf: day))
    return try #require(evidence.objectives.first)
  }

  /// The loss is 100 times a uniform factor, so at most 30 has probability 0.3; five standard
  /// errors of 10,000 draws are 0.023.
  @Test func anEffectDecidesTheChance() throws {
    let objective = try objectives(
      "what: [T1], measure: { metric: expected_annual_loss, risk: R1, at_most: 30 }")
    #expect(abs(try #require(objective.probability) - 0.3) < 0.023)
    #expect(objective.tooLate.isEmpty)
  }

  @Test func aTreatmentThatComesTooLateDoesNotCount() throws {
    let objective = try objectives(
      "what: [T2], measure: { metric: expected_annual_loss, risk: R1, at_most: 30 }")
    #expect(objective.probability == 0 && objective.tooLate == ["T2"])
  }

  /// 100 + 100 U ≤ 140 for a uniform U: 0.4.
  @Test func whatIsNotKnownOfARateDecidesToo() throws {
    let objective = try objectives(
      "measure: { metric: expected_annual_loss, risks: [R1, R2], at_most: 140 }")
    #expect(abs(try #require(objective.probability) - 0.4) < 0.025)
  }

  /// Two days times a uniform factor are at most half a day with probability 0.25.
  @Test func aQuantileOfDowntimeHasAChance() throws {
    let objective = try objectives(
      "what: [T3], measure: { metric: quantile, risk: R1, of: downtime_days, level: 0.9, at_most: 0.5 }"
    )
    #expect(abs(try #require(objective.probability) - 0.25) < 0.022)
  }

  @Test func whatCannotBeComputedHasAReason() throws {
    let objective = try objectives("measure: { metric: exceedance, loss: 5, at_most: 0.2 }")
    #expect(objective.probability == nil && objective.reason != nil)
  }
}
