import Testing
import TreatmentPlanning

@Suite struct DecisionTableTests {
  @Test func workedCase() throws {
    let worked = try WorkedCase("48_evpi_regret")
    let plans = try #require(worked.input["plans"] as? [String])
    let table = DecisionTable(
      costs: try #require(worked.input["total_cost"] as? [[Double]]),
      probabilities: try #require(worked.input["state_probabilities"] as? [Double]))
    try worked.expect(table.valueOfPerfectInformation, "evpi")
    let expected = try #require(worked.expected["expected"] as? [String: Double])
    let regret = try #require(worked.expected["max_regret"] as? [String: Double])
    for (plan, name) in plans.enumerated() {
      #expect(abs(table.expected[plan] - (expected[name] ?? .nan)) < 1e-9)
      #expect(abs(table.worstRegret[plan] - (regret[name] ?? .nan)) < 1e-9)
    }
    let least = table.worst.min()
    #expect(table.worst.firstIndex { $0 == least }.map { plans[$0] } == "P3")
  }
}
