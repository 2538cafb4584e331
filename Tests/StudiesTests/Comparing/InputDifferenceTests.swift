import RiskModel
import Testing

@testable import Studies

@Suite struct InputDifferenceTests {
  private func differences(_ first: String, _ second: String) throws -> [String] {
    let trees = try [first, second].map { try YAMLTree.read(Array($0.utf8), file: "study.yaml") }
    return InputDifference.all(from: trees[0], to: trees[1]).map {
      "\($0.change.rawValue) \($0.path): \($0.old ?? "-") → \($0.new ?? "-")"
    }
  }

  @Test func namesRecordsByTheirIds() throws {
    let first = """
      simulation: { trials: 1000, levels: [0.5, 0.9] }
      risks:
        - { id: R1, events: 0.1, loss: { pert: [1, 2, 3] } }
        - { id: R2, events: 0.2 }
        - { id: R3, events: 0.3 }
      network:
        edges: [{ source: S1, target: P1, input: a }, { source: S1, target: P1, input: b }]
      """
    let second = """
      risks:
        - { id: R3, events: 0.3 }
        - { loss: { pert: [1, 2, 4] }, id: R1, events: 0.1 }
        - { id: R4, events: 0.4 }
      simulation: { trials: 2000, levels: [0.5, 0.95], seed: 3 }
      network:
        edges: [{ source: S1, target: P1, input: a }, { source: S1, target: P1, input: b, share: 1 }]
      """
    #expect(
      try differences(first, second) == [
        "changed simulation/trials: 1000 → 2000",
        "changed simulation/levels: [0.5, 0.9] → [0.5, 0.95]", "added simulation/seed: - → 3",
        "changed risks/R1/loss/pert: [1, 2, 3] → [1, 2, 4]",
        "removed risks/R2: { id: R2, events: 0.2 } → -",
        "added risks/R4: - → { id: R4, events: 0.4 }",
        "added network/edges/S1>P1>b/share: - → 1",
      ])
  }

  @Test func orderAndQuotesAreNoDifference() throws {
    #expect(try differences("a: 1\nb: 'x'\n", "b: x\na: 1\n").isEmpty)
    #expect(try differences("a: []\n", "a: [{ id: x }]\n") == ["added a/x: - → { id: x }"])
    #expect(try differences("a: null\n", "a: { b: 1 }\n") == ["changed a: null → { b: 1 }"])
  }
}
