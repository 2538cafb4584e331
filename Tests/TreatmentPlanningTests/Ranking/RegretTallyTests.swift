import Testing

@testable import TreatmentPlanning

@Suite struct RegretTallyTests {
  /// States of known probability: expected costs, regrets, and what knowing the state would save.
  @Test func workedCase() throws {
    let worked = try WorkedCase("48_evpi_regret")
    let plans = try #require(worked.input["plans"] as? [String])
    let costs = try #require(worked.input["total_cost"] as? [[Double]])
    let chances = try #require(worked.input["state_probabilities"] as? [Double])
    var tally = RegretTally(count: plans.count)
    for (state, chance) in chances.enumerated() {
      tally.add(costs.map { $0[state] }, weight: chance)
    }
    let expected = try #require(worked.expected["expected"] as? [String: Double])
    let regret = try #require(worked.expected["max_regret"] as? [String: Double])
    for (plan, name) in plans.enumerated() {
      #expect(abs(tally.expected[plan] - (expected[name] ?? .nan)) < 1e-9)
      #expect(abs(tally.entries[plan].worstRegret - (regret[name] ?? .nan)) < 1e-9)
    }
    // The value of perfect information is the regret of the plan that is best in expectation.
    let best = try #require(plans.indices.min { tally.expected[$0] < tally.expected[$1] })
    try worked.expect(tally.entries[best].expectedRegret, "evpi")
    #expect(abs(tally.entries.reduce(0) { $0 + $1.probabilityBest } - 1) < 1e-12)
  }
}
