import Foundation
import Testing

/// `breakwater optimise` on worked cases, each written as a study of its own.
///
/// `Reference/treatment` holds the cases: every plan was enumerated in Python, without this program.
@Suite struct WorkedTreatmentTests {
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
    let optimum = try program.optimum()
    if worked.expected["status"] as? String == "infeasible" {
      #expect(outcome.code == 5)
      try checkConflict(optimum, worked)
    } else {
      #expect(outcome.code == 0, "\(outcome.errors)")
      try check(optimum, worked)
    }
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
}
