import Testing
import TreatmentPlanning

@Suite struct CostEffectivenessTests {
  @Test func workedCase() throws {
    let worked = try WorkedCase("41_icer_dominance")
    let options = try #require(worked.input["options"] as? [[String: Any]])
    let result = CostEffectiveness(
      options.compactMap { option in
        guard let id = option["id"] as? String, let cost = option["cost"] as? Double,
          let effect = option["effect"] as? Double
        else { return nil }
        return .init(id: id, cost: cost, effect: effect)
      })
    #expect(result.strictlyDominated == worked.expected["strictly_dominated"] as? [String])
    #expect(result.extendedlyDominated == worked.expected["extendedly_dominated"] as? [String])
    #expect(result.frontier.map(\.id) == worked.expected["frontier"] as? [String])
    #expect(result.ratios == worked.expected["icer"] as? [String: Double])
  }
}
