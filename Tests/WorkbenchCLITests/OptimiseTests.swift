import Foundation
import Testing

/// `breakwater optimise` as a user runs it: models, options, refusals.
@Suite struct OptimiseTests {
  /// `Models/year-table/expected.py` enumerates all eight plans in rational arithmetic.
  @Test func yearTableHasTheExpectedOptimum() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("year-table")
    let outcome = try program.run("optimise", "year-table", "-o", "out", "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let optimum = try program.optimum()
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
    let optimum = try program.optimum()
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
    #expect(try program.optimum()["plan"] as? [String] == ["T3"])
    #expect(try program.run("optimise", "year-table", "-o", "out").code == 2)
    #expect(try program.run("optimise", "year-table", "--budget-once", "much").code == 2)
  }

  @Test func whatCannotBeChosenIsRefusedInWords() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    try program.copy("container-terminal")
    #expect(try program.run("optimise", "nowhere").code == 2)
    // The matrix of the static model would have to be solved anew in every year.
    try """
    format: study-overlay/1
    set:
      network/propagation/model: static
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

extension Program {
  /// The `optimum.json` of a folder that `optimise` has written.
  func optimum(_ folder: String = "out") throws -> [String: Any] {
    let data = Data(try text(folder + "/optimum.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
