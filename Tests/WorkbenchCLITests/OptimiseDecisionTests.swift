import Foundation
import Testing

/// What `optimise` says beside the set: who decides, why, what rules and information are worth.
@Suite struct OptimiseDecisionTests {
  /// Who, when, which figures, which set, why; what follows from it (clauses 8.3 d and e).
  @Test func theDecisionIsRecordedWithItsReasons() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("year-table")
    #expect(try program.run("optimise", "year-table", "-o", "out", "--by", "role/board").code == 0)
    let data = Data(try program.text("out/decision.json").utf8)
    let decision = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(decision["schema"] as? String == "decision/1")
    #expect(decision["decided_by"] as? String == "role/board")
    #expect(decision["plan"] as? [String] == ["T1", "T3"])
    let study = try #require(decision["study"] as? [String: Any])
    #expect((study["digest"] as? String)?.count == 64)
    let reasons = try #require(decision["reasons"] as? [[String: Any]])
    #expect(reasons.map { $0["is_chosen"] as? Bool } == [true, false, true])
    // expected.py: without T1 insured is best, 668,180 − 634,660; with T2 662,166 − 634,660.
    let texts = reasons.compactMap { $0["reason"] as? String }
    #expect(texts[0].contains("would rise by 33.5 k"))
    #expect(texts[1].contains("would rise by 27.5 k"))
    let actions = WrittenTable(try program.text("out/actions.csv")).rows
    #expect(actions.map { $0["treatment"] } == ["T1", "T3"])
    #expect(actions[0]["predicted_effect"] == "R02 loss × 0.5")
    #expect(actions[0]["due"] == "2026-11-01")
    #expect(WrittenTable(try program.text("out/roadmap.csv")).rows.count == 2)
    let strategies = WrittenTable(try program.text("out/strategies.csv")).rows
    #expect(strategies.map { $0["dominated_by"] ?? "" }.filter { !$0.isEmpty }.count == 2)
  }

  /// By hand, with f uniform on [0.2, 0.8].
  ///
  /// T1 and T2 together leave 115 + 100 f, 165 on average; T2 alone 170. Knowing f saves what lies
  /// above 170: ∫ over f > 0.55 of 100 (f − 0.55) / 0.6 = 5.2083.
  @Test func uncertainInputsAndRulesHaveAPrice() throws {
    let program = try Program()
    defer { program.remove() }
    let study = """
      format: study/1
      study: { id: worth, currency: EUR }
      risks:
        - { id: R1, name: R1, category: criminal, events: 1, loss: { exponential: { mean: 100 } } }
        - { id: R2, name: R2, category: criminal, events: 1, loss: { exponential: { mean: 100 } } }
      treatments:
        - { id: T1, cost: { per_year: 45 }, effects: [{ target: R1, quantity: frequency, multiply: { uniform: [0.2, 0.8] } }] }
        - { id: T2, cost: { per_year: 10 }, effects: [{ target: R2, quantity: frequency, multiply: 0.6 }] }
        - { id: T3, cost: { per_year: 60 }, effects: [{ target: R2, quantity: loss, multiply: 0 }] }
      optimisation: { constraints: [{ budget_per_year: 55 }] }
      """
    try Data(study.utf8).write(to: program.folder.appendingPathComponent("study.yaml"))
    let outcome = try program.run("optimise", ".", "-o", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try program.optimum()["plan"] as? [String] == ["T1", "T2"])
    let worth = WrittenTable(try program.text("out/sensitivity.csv")).rows(["index": "evppi"])
    #expect(worth.count == 1 && worth[0]["input"] == "treatments/T1/effects/0")
    #expect(abs((worth[0]["value"].flatMap(Double.init) ?? 0) - 6.25 / 1.2) < 1e-9)
    let prices = WrittenTable(try program.text("out/prices.csv")).rows
    let dropped = try #require(prices.first { $0["change"] == "dropped" })
    // T1 and T3 cost 105 and leave 50: 165 falls to 155. Within 60.5 T3 alone costs 60, leaves 100.
    #expect(dropped["added"] == "T3" && dropped["removed"] == "T2")
    #expect(dropped["difference"].flatMap(Double.init).map { abs($0 + 10) < 1e-9 } == true)
    let looser = try #require(prices.first { $0["change"] == "10 % more" })
    #expect(looser["treatments"] == "T3")
    #expect(prices.contains { $0["change"] == "10 % less" })
  }
}
