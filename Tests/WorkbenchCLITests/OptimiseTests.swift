import Foundation
import Testing

/// `breakwater optimise` on worked cases, each written as a study of its own.
///
/// `Reference/treatment` holds the cases: every plan was enumerated in Python, without this program.
@Suite struct OptimiseTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Reference/treatment")

  private static func cases(_ kind: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in (try? TreatmentCase(name, in: folder))?.kind == kind }.sorted()
  }

  @Test func thereAreCases() {
    #expect(Self.cases("portfolio").count >= 12)
    #expect(!Self.cases("pareto").isEmpty)
  }

  @Test(arguments: cases("portfolio")) func plansAreAsEnumerated(_ name: String) throws {
    let worked = try TreatmentCase(name, in: Self.folder)
    let program = try Program()
    defer { program.remove() }
    try worked.write(to: program.folder)
    let outcome = try program.run("optimise", "study.json", "-o", "out", "-q")
    let optimum = try Self.optimum(program)
    if worked.expected["status"] as? String == "infeasible" {
      #expect(outcome.code == 5)
      try checkConflict(optimum, worked)
    } else {
      #expect(outcome.code == 0, "\(outcome.errors)")
      try check(optimum, worked)
    }
  }

  private static func optimum(_ program: Program) throws -> [String: Any] {
    let data = Data(try program.text("out/optimum.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func check(_ optimum: [String: Any], _ worked: TreatmentCase) throws {
    let objective = try #require(worked.expected["objective"] as? Double)
    let plans = try #require(worked.expected["optimal_plans"] as? [[String]])
    let metrics = try #require(worked.expected["metrics"] as? [String: Double])
    func expect(_ key: String, _ wanted: Double?) throws {
      guard let wanted else { return }
      let value = try #require(optimum[key] as? Double)
      #expect(abs(value - wanted) <= worked.tolerance * max(1, abs(wanted)), "\(key): \(value)")
    }
    #expect(optimum["schema"] as? String == "optimum/1")
    #expect(optimum["status"] as? String == "optimal")
    try expect("objective", objective)
    try expect("bound", objective)
    try expect("gap", 0)
    try expect("annual_cost", metrics["cost"])
    try expect("expected_annual_loss", metrics["mean"])
    try expect("expected_shortfall", metrics["cvar"])
    let plan = try #require(optimum["plan"] as? [String])
    let ties = try #require(optimum["ties"] as? [[String]])
    #expect(plan.sorted() == (worked.expected["preferred"] as? [String])?.sorted())
    #expect(Set(([plan] + ties).map { $0.sorted() }) == Set(plans.map { $0.sorted() }))
  }

  /// The names of the case are `budget:annual_cost`, `mandatory:L1`.
  private func checkConflict(_ optimum: [String: Any], _ worked: TreatmentCase) throws {
    let conflict = try #require(optimum["conflict"] as? [String])
    let wanted = try #require(worked.expected["dropping_one_restores_feasibility"] as? [String])
    #expect(optimum["status"] as? String == "infeasible")
    #expect(optimum["plan"] is NSNull)
    #expect(conflict.count == wanted.count)
    for name in wanted {
      let key = String(name.split(separator: ":")[1])
      #expect(conflict.contains { $0.contains(key) }, "\(name)")
    }
  }

  @Test(arguments: cases("pareto")) func frontsAreAsEnumerated(_ name: String) throws {
    let worked = try TreatmentCase(name, in: Self.folder)
    let program = try Program()
    defer { program.remove() }
    try worked.write(to: program.folder)
    #expect(try program.run("optimise", "study.json", "-o", "out", "--frontier").code == 0)
    let front = WrittenTable(try program.text("out/frontier.csv")).rows
    let wanted = try #require(worked.expected["front"] as? [[String: Any]])
    #expect(front.count == wanted.count)
    for (row, point) in zip(front, wanted) {
      #expect(row["cost"].flatMap(Double.init) == point["cost"] as? Double)
      let value = try #require(row["value"].flatMap(Double.init))
      #expect(abs(value - (point["cvar"] as? Double ?? .nan)) < 1e-6)
      #expect(row["treatments"] == (point["plan"] as? [String])?.joined(separator: "|"))
      #expect(row["proof"] == "optimal")
    }
  }

  @Test(arguments: cases("attribution")) func valuesOfTreatmentsAreAsComputed(
    _ name: String
  ) throws {
    let worked = try TreatmentCase(name, in: Self.folder)
    let program = try Program()
    defer { program.remove() }
    try worked.write(to: program.folder)
    #expect(try program.run("optimise", "study.json", "-o", "out").code == 0)
    let rows = WrittenTable(try program.text("out/treatments.csv")).rows
    let columns = ["first_in": "alone_benefit", "last_in": "in_set_benefit"]
    for (key, column) in columns.merging(
      ["shapley": "shapley_benefit"], uniquingKeysWith: { a, _ in a })
    {
      let wanted = try #require(worked.expected[key] as? [String: Double])
      for row in rows {
        let value = try #require(row[column].flatMap(Double.init))
        #expect(abs(value - (wanted[row["treatment"] ?? ""] ?? .nan)) < 1e-6, "\(key)")
      }
    }
  }

  // MARK: The command itself

  /// `Models/year-table/expected.py` enumerates all eight plans in rational arithmetic.
  @Test func yearTableHasTheExpectedOptimum() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("year-table")
    let outcome = try program.run("optimise", "year-table", "-o", "out", "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let optimum = try Self.optimum(program)
    #expect(optimum["plan"] as? [String] == ["T1", "T3"])
    #expect(abs((optimum["objective"] as? Double ?? 0) - 634_660) < 1e-3)
    let rows = WrittenTable(try program.text("out/strategies.csv")).rows(["strategy": "everything"])
    #expect(abs((rows.first?["expected_loss"].flatMap(Double.init) ?? 0) - 472_166) < 1e-3)
    #expect(abs((rows.first?["expected_shortfall"].flatMap(Double.init) ?? 0) - 3_074_480) < 1e-3)
  }

  /// Each model's `expected.py` says where its optimum comes from.
  @Test(arguments: ["treatment-knapsack", "gordon-loeb", "insurance-layer", "year-table"])
  func modelsHaveTheExpectedOptimum(_ model: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy(model)
    let data = try Data(
      contentsOf: Program.models.appendingPathComponent("\(model)/expected.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let expected = try #require(object["optimum"] as? [String: Any])
    #expect(try program.run("optimise", model, "-o", "out", "--json").code == 0)
    let optimum = try Self.optimum(program)
    #expect(optimum["status"] as? String == "optimal")
    #expect(optimum["plan"] as? [String] == expected["plan"] as? [String])
    for key in ["objective", "expected_annual_loss", "annual_cost"] {
      let wanted = try #require(expected[key] as? Double)
      let value = try #require(optimum[key] as? Double)
      #expect(abs(value - wanted) <= 1e-9 * abs(wanted) + 1e-6, "\(key): \(value)")
    }
  }

  @Test func aBudgetOnTheCommandLineGoesBeforeTheStudys() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("year-table")
    let outcome = try program.run(
      "optimise", "year-table", "-o", "out", "--budget-once", "0", "--budget-per-year", "100k")
    #expect(outcome.code == 0)
    #expect(try Self.optimum(program)["plan"] as? [String] == ["T3"])
    #expect(try program.run("optimise", "year-table", "-o", "out").code == 2)
    #expect(try program.run("optimise", "year-table", "--budget-once", "much").code == 2)
  }

  /// The worked case with tails, written as two risks of one event or none: nothing is simulated.
  @Test func independentEventsNeedNoTable() throws {
    let program = try Program()
    defer { program.remove() }
    let study = """
      format: study/1
      study: { id: bernoulli, currency: EUR }
      risks:
        - { id: R1, name: R1, category: criminal, events: { rate: 0.08, count: bernoulli }, loss: 1000 }
        - { id: R2, name: R2, category: criminal, events: { rate: 0.3, count: bernoulli }, loss: 50 }
      treatments:
        - { id: F, cost: { per_year: 10 }, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
        - { id: S, cost: { per_year: 10 }, effects: [{ target: R1, quantity: loss, multiply: 0.5 }] }
      optimisation:
        measure: expected_shortfall_95
        constraints: [{ annual_cost: { at_most: 10 } }]
      """
    try Data(study.utf8).write(to: program.folder.appendingPathComponent("study.yaml"))
    let outcome = try program.run("optimise", ".", "-o", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let optimum = try Self.optimum(program)
    // 20_freq_vs_severity.json: S leaves 524, F would leave 848.
    #expect(optimum["plan"] as? [String] == ["S"])
    #expect(abs((optimum["objective"] as? Double ?? 0) - 524) < 1e-6)
    #expect(abs((optimum["expected_annual_loss"] as? Double ?? 0) - 55) < 1e-9)
  }

  /// Only means are asked of Poisson risks: 2 events of mean 100 halved twice for 51 (case 04).
  @Test func meansOfIndependentRisksNeedNoTable() throws {
    let program = try Program()
    defer { program.remove() }
    let study = """
      format: study/1
      study: { id: means, currency: EUR }
      risks:
        - { id: R1, name: R1, category: criminal, events: 2, loss: { exponential: { mean: 100 } } }
      treatments:
        - { id: T1, cost: { per_year: 25 }, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
        - { id: T2, cost: { per_year: 26 }, effects: [{ target: R1, quantity: loss, multiply: { uniform: [0.4, 0.6] } }] }
        - { id: T3, cost: { per_year: 27 }, effects: [{ target: R1, quantity: frequency, multiply: 0.5 }] }
      """
    try Data(study.utf8).write(to: program.folder.appendingPathComponent("study.yaml"))
    let outcome = try program.run("optimise", ".", "-o", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let optimum = try Self.optimum(program)
    #expect(optimum["plan"] as? [String] == ["T1", "T2"])
    #expect(abs((optimum["objective"] as? Double ?? 0) - 101) < 1e-9)
    #expect(optimum["expected_shortfall"] is NSNull)
  }

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
    #expect(try Self.optimum(program)["plan"] as? [String] == ["T1", "T2"])
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

  @Test func whatCannotBeChosenIsRefusedInWords() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    try program.copy("container-terminal")
    #expect(try program.run("optimise", "nowhere").code == 2)
    // Propagation would have to be computed anew in every year.
    try """
    format: study-overlay/1
    set:
      treatments/T07/effects: [{ dependency: [S01, P01], quantity: buffer_days, add: 0.1 to 0.2 }]
    """.write(
      toFile: program.file("uncertain.yaml"), atomically: true, encoding: .utf8)
    let uncertain = try program.run(
      "optimise", "container-terminal", "--with", "uncertain.yaml", "-o", "out")
    #expect(uncertain.code == 3)
    #expect(uncertain.errors.contains("treatments/T07/effects/0"), "\(uncertain.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.file("out")))
  }
}

/// A worked case as a study.
private struct TreatmentCase {
  let kind: String
  let expected: [String: Any]
  let tolerance: Double
  private let input: [String: Any]

  init(_ name: String, in folder: URL) throws {
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    kind = try #require(object["kind"] as? String)
    input = try #require(object["input"] as? [String: Any])
    expected = try #require(object["expected"] as? [String: Any])
    tolerance = object["tolerance"] as? Double ?? 1e-9
  }

  func write(to folder: URL) throws {
    let (rows, simulation) = try years()
    let text = rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("years.csv"))
    let study: [String: Any] = [
      "format": "study/1", "study": ["id": "worked-case", "currency": "EUR"],
      "context": ["obligations": [["id": "law", "kind": "regulation", "title": "A law"]]],
      "simulation": simulation,
      "risks": records("risks").map { risk in
        ["id": risk["id"] ?? "", "name": risk["id"] ?? "", "category": "criminal"]
      }, "treatments": try treatments(),
      "optimisation": ["measure": measure, "constraints": constraints],
    ]
    try JSONSerialization.data(withJSONObject: study)
      .write(to: folder.appendingPathComponent("study.json"))
  }

  private func records(_ key: String) -> [[String: Any]] { input[key] as? [[String: Any]] ?? [] }
  private func number(_ value: Any?) -> Double { value as? Double ?? .nan }

  // MARK: Years

  private func years() throws -> (rows: [[String]], simulation: [String: Any]) {
    let ids = records("risks").compactMap { $0["id"] as? String }
    switch input["loss_model"] as? String {
    case "scenario_table":
      let chances = try #require(input["probabilities"] as? [Double])
      let losses = try #require(input["losses"] as? [[Double]])
      let rows = zip(chances, losses).map { ["\($0)"] + $1.map { "\($0)" } }
      return ([["probability"] + ids] + rows, ["method": "table", "table": "years.csv"])
    case "poisson_mean":
      // Only means are asked: one year with the mean loss of each risk.
      let means = records("risks").map { risk in
        number(risk["frequency_per_year"])
          * number((risk["severity"] as? [String: Any])?["value"])
      }
      return ([ids, means.map { "\($0)" }], ["method": "table", "table": "years.csv"])
    default:
      return (bernoulliEvents(ids), ["method": "events", "table": "years.csv", "trials": 1000])
    }
  }

  /// Two independent risks on a grid of 100 × 10 equally likely years, marks spread evenly.
  private func bernoulliEvents(_ ids: [String]) -> [[String]] {
    var rows = [["trial", "risk", "loss", "mark"]]
    let risks = records("risks")
    let chances = risks.map { number($0["probability"]) }
    for first in 0..<100 {
      for second in 0..<10 {
        let trial = "\(first * 10 + second)"
        if Double(first) < chances[0] * 100 - 1e-9 {
          let mark = (Double(first) + 0.5) / (chances[0] * 100)
          rows.append([trial, ids[0], "\(number(risks[0]["loss"]))", "\(mark)"])
        }
        if Double(second) < chances[1] * 10 - 1e-9 {
          rows.append([trial, ids[1], "\(number(risks[1]["loss"]))", "0.5"])
        }
      }
    }
    return rows
  }

  // MARK: Treatments and what is asked

  private func treatments() throws -> [[String: Any]] {
    try records("treatments").map { treatment in
      let id = try #require(treatment["id"] as? String)
      let effects = try #require(treatment["effects"] as? [[String: Any]]).map { effect in
        [
          "target": effect["risk"] ?? "",
          "quantity": effect["on"] as? String == "severity" ? "loss" : "frequency",
          "multiply": effect["factor"] ?? 1,
        ]
      }
      let required = (input["prerequisites"] as? [[String]] ?? []).filter { $0[0] == id }
      var record: [String: Any] = [
        "id": id, "cost": ["per_year": treatment["annual_cost"] ?? 0], "effects": effects,
        "staff": treatment["fte"] ?? 0, "requires": required.map { $0[1] },
      ]
      if treatment["mandatory"] as? Bool == true { record["mandatory"] = "law" }
      return record
    }
  }

  private var measure: String {
    switch input["objective"] as? String {
    case "min_mean": "expected_annual_loss"
    case "min_cvar": "expected_shortfall_95"
    case "min_cost": "annual_cost"
    default: "expected_total_cost"
    }
  }

  private var constraints: [[String: Any]] {
    let budgets = input["budgets"] as? [String: Double] ?? [:]
    let limits: [[String: Any]] = budgets.sorted { $0.key < $1.key }.map { key, value in
      key == "fte" ? ["staff": value] : ["annual_cost": ["at_most": value]]
    }
    let groups: [[String: Any]] = (input["exclusive_groups"] as? [[String]] ?? []).map {
      ["at_most": ["count": 1, "of": $0] as [String: Any]]
    }
    let appetite: [[String: Any]] = records("appetite").map { limit in
      let name = limit["measure"] as? String == "var" ? "value_at_risk_95" : "expected_shortfall_95"
      return [name: ["at_most": limit["max"] ?? 0]]
    }
    return limits + groups + appetite
  }
}
