import Testing

@testable import Studies

@Suite struct AuditAllotmentTests {
  private static func process(
    _ id: String, share: Double? = 0.25, importance: Double = 3, days: Int? = 365,
    findings: Double = 0
  ) -> AuditAllotment.Process {
    AuditAllotment.Process(
      id: id, shareOfShortfall: share, importance: importance, daysSinceLast: days,
      findings: findings)
  }

  private static let all = AuditAllotment.Ground.allCases

  @Test(arguments: [8.0, 12.5, 30, 31.5, 200])
  func daysAlwaysSumToTheProgramme(_ days: Double) {
    let processes = [
      Self.process("A", share: 0.6, importance: 5), Self.process("B", share: 0.3, days: nil),
      Self.process("C", share: 0.1, findings: 4), Self.process("D", share: 0, importance: 1),
    ]
    let plan = AuditAllotment(processes, days: days, minimum: 1, grounds: Self.all)
    #expect(Double(plan.halves.reduce(0, +)) / 2 == days)
    #expect(plan.halves.allSatisfy { $0 >= 2 })
  }

  /// By hand: shares 0.6 and 0.4 of 10 days beyond the minimum of 1 each.
  @Test func oneGroundGivesItsShares() {
    let processes = [Self.process("A", share: 0.6), Self.process("B", share: 0.4)]
    let plan = AuditAllotment(
      processes, days: 12, minimum: 1, grounds: [.riskContribution])
    #expect(plan.halves == [14, 10])
  }

  /// By hand: grounds count alike, so (0.6 + 0.25)/2 and (0.4 + 0.75)/2 of 8 days.
  @Test func groundsCountAlike() {
    let processes = [
      Self.process("A", share: 0.6, findings: 1), Self.process("B", share: 0.4, findings: 3),
    ]
    let plan = AuditAllotment(
      processes, days: 8, minimum: 0, grounds: [.riskContribution, .previousFindings])
    // 6.8 and 9.2 half days: the largest remainder takes the one that is left.
    #expect(plan.halves == [7, 9])
  }

  @Test func whatCallsForMoreGivesMore() {
    func halves(_ changed: AuditAllotment.Process) -> Int {
      let others = [Self.process("B"), Self.process("C")]
      return AuditAllotment(
        [changed] + others, days: 30, minimum: 1, grounds: Self.all
      ).halves[0]
    }
    let base = halves(Self.process("A", findings: 0))
    #expect(halves(Self.process("A", share: 0.9)) > base)
    #expect(halves(Self.process("A", importance: 5)) > base)
    #expect(halves(Self.process("A", days: nil)) > base)
    #expect(halves(Self.process("A", findings: 3)) > base)
  }

  @Test func withoutARunItsGroundDoesNotCount() {
    let processes = [Self.process("A", share: nil), Self.process("B", share: nil)]
    let plan = AuditAllotment(processes, days: 10, minimum: 1, grounds: Self.all)
    #expect(plan.shares[.riskContribution] == nil)
    #expect(plan.halves == [10, 10])
  }
}
