import Foundation
import Testing

@testable import Studies

@Suite struct ControlContributionTests {
  /// Two events a year of 100 stand with a control that halves their number: without it there are
  /// four, so it holds back 200 a year.
  ///
  /// The halved events are a thinning of the same four, so each
  /// year's difference is Poisson with mean 2: five errors of 8,000 years are 100 · 5 √(2/8000) = 7.9.
  @Test func aControlHoldsBackWhatItsAbsenceWouldAdd() async throws {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      """
      format: study/1
      study: { id: s, currency: EUR }
      risks: [{ id: R1, events: 2, loss: 100 }, { id: R2, events: 0.5 to 1 per year, loss: 1 }]
      controls:
        - { id: C1, owner: role/a, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
        - { id: C2, effects: [{ target: R1, quantity: loss, multiply: 1 }] }
        - { id: C3 }
      """)
    let day = try #require(CalendarDay("2026-09-01"))
    let evidence = try await ComputedEvidence.simulatingControls(
      ConformityRequest(study: folder.url.path, asOf: day), threads: 2)
    #expect(evidence.controls.map(\.control) == ["C1", "C2"])
    let first = try #require(evidence.controls.first)
    #expect(first.owner == "role/a" && first.run == nil)
    #expect(abs(try #require(first.expectedLossHeldBack?.value) - 200) < 7.9)
    #expect(evidence.controls[1].expectedLossHeldBack?.value == 0)
    #expect(evidence.facts.count { $0.kind == "control" } == 4)
  }
}
