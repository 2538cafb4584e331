import RiskModel
import Testing

@Suite struct LevelledNameTests {
  @Test func readsLevels() throws {
    let name = try #require(LevelledName("expected_shortfall_99_5"))
    #expect(name.base == "expected_shortfall")
    #expect(abs(name.level - 0.995) < 1e-15)
    #expect(LevelledName("value_at_risk_95")?.level == 0.95)
  }

  @Test(arguments: ["expected_shortfall", "95", "a_100", "a_0", "a_9_9_9", "", "_", "a_"])
  func refuses(name: String) { #expect(LevelledName(name) == nil) }
}
