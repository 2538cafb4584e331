import Foundation
import Testing

/// Strategies in `run` and `compare`, on the models that come with the package.
@Suite struct StrategyTests {
  private func summary(_ program: Program, _ folder: String) throws -> [String: Any] {
    let data = Data(try program.text("\(folder)/summary.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(row[column].flatMap { Double($0) }, "\(column)")
  }

  /// Models/two-plants/expected.json: the silo costs 16,000 a year and leaves 262,206 of 362,006.
  @Test func aStrategyStandsInFrontOfItsRun() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("two-plants")
    let run = try program.run(
      "run", "two-plants", "--strategy", "silo", "--trials", "20k", "-o", "out", "-q")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("treatments of silo act"))
    let summary = try summary(program, "out")
    #expect(summary["strategy"] as? String == "silo")
    let levels = try #require(summary["by_level"] as? [String: Any])
    #expect(Set(levels.keys) == ["inherent", "current"])
    let rows = WrittenTable(try program.text("out/strategies.csv")).rows
    let row = try #require(rows.first)
    #expect(rows.count == 1 && row["strategy"] == "silo" && row["treatments"] == "T1")
    #expect(try number(row, "annual_cost") == 16_000)
    let error = (try number(row, "high") - number(row, "low")) / 3.92
    let expected = 362_006 - 278_206.0
    #expect(abs(try number(row, "net_benefit") - expected) < 5 * error)
    #expect(row["verdict"] == "pays")
    let treated = WrittenTable(try program.text("out/treatments.csv")).rows
    #expect(treated.map { $0["treatment"] } == ["T1"])
    let risks = WrittenTable(try program.text("out/risks.csv")).rows(["strategy": "silo"])
    #expect(!risks.isEmpty)
    let list = try program.run("runs", "--json")
    #expect(list.code == 0)
  }

  /// Nothing adopted: every figure is the current one, to the last digit.
  @Test func theStatusQuoIsTheCurrentState() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("container-terminal")
    let first = try program.run(
      "run", "container-terminal", "--trials", "2k", "-q", "--strategy", "status_quo", "-o", "none")
    let second = try program.run(
      "run", "container-terminal", "--trials", "2k", "-q", "-o", "plain")
    #expect(first.code == 0 && second.code == 0, "\(first.errors)")
    func figures(_ folder: String, _ strategy: String) throws -> [[String: String]] {
      try ["metrics", "exceedance", "risks", "criteria", "network"].flatMap {
        WrittenTable(try program.text("\(folder)/\($0).csv")).rows(["strategy": strategy])
      }.map { $0.filter { $0.key != "run" && $0.key != "strategy" } }
    }
    let without = try figures("plain", "current").filter { $0["metric"] != "expected_annual_gain" }
    let none = try figures("none", "status_quo")
    #expect(!none.isEmpty)
    #expect(try figures("none", "current").count <= without.count)
    for row in none where row["metric"] != "expected_annual_gain" {
      #expect(without.contains(row) || row["scope"]?.hasPrefix("O") == true, "\(row)")
    }
    let verdict = WrittenTable(try program.text("none/strategies.csv")).rows[0]["verdict"]
    #expect(verdict == "nothing changes")
  }

  /// All strategies and all treatments, the same bytes for any number of threads.
  @Test func everyStrategyIsEvaluated() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("two-plants")
    for threads in ["1", "2", "7"] {
      let run = try program.run(
        "run", "two-plants", "--level", "residual", "--trials", "3k", "--threads", threads, "-o",
        "t\(threads)/out", "-q")
      #expect(run.code == 0, "\(run.errors)")
    }
    for name in ["strategies", "treatments", "differences", "metrics", "criteria"] {
      let one = try program.text("t1/out/\(name).csv")
      #expect(one == (try program.text("t2/out/\(name).csv")), "\(name)")
      #expect(one == (try program.text("t7/out/\(name).csv")), "\(name)")
    }
    let strategies = WrittenTable(try program.text("t1/out/strategies.csv")).rows
    #expect(strategies.map { $0["strategy"] } == ["status_quo", "silo", "haulier", "both"])
    let chances = try strategies.map { try number($0, "probability_best") }
    #expect(abs(chances.reduce(0, +) - 1) < 1e-9)
    let treated = WrittenTable(try program.text("t1/out/treatments.csv")).rows
    #expect(treated.count == 2)
    let figures = WrittenTable(try program.text("t1/out/metrics.csv"))
    for strategy in strategies.compactMap({ $0["strategy"] }) {
      #expect(!figures.rows(["strategy": strategy]).isEmpty)
    }
  }

  @Test func strategiesAreCompared() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("two-plants")
    let comparison = try program.run(
      "compare", "two-plants", "silo", "both", "--trials", "5k", "--json", "-q")
    #expect(comparison.code == 0, "\(comparison.errors)")
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(comparison.output.utf8)) as? [String: Any])
    let entries = try #require(record["comparisons"] as? [[String: Any]])
    #expect(entries.count == 2)
    #expect(entries.allSatisfy { $0["paired"] as? Bool == true })
    let first = try #require(
      (entries[0]["differences"] as? [[String: Any]])?.first {
        $0["metric"] as? String == "expected_annual_loss" && $0["scope"] as? String == "all"
      })
    #expect(first["verdict"] as? String == "lower, clear")
  }

  @Test func aStudyWithoutTreatmentsHasNoResidualLevel() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("register-50")
    let run = try program.run("run", "register-50", "--level", "residual", "-o", "out")
    #expect(run.code == 2 && run.errors.contains("no `treatments`"))
  }
}
