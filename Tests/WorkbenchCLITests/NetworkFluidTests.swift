import Foundation
import Testing

/// `breakwater network fluid` through the built program.
@Suite struct NetworkFluidTests {
  /// Case ttr80 of the network oracle in the form of its file, by SciPy's HiGHS.
  private let columns = """
    {"n_plants": 3, "n_products": 2, "cap": [10, 6, 4], "demand": [9, 7], "profit": [5, 3],
     "inv": [18, 7], "parts": [[1, 0], [1, 1], [0, 1]]}
    """

  private let records = """
    {"plants": [{"id": "plant0", "capacity": 10, "products": ["x"]},
                {"id": "plant1", "capacity": 6, "products": ["x", "y"]},
                {"id": "plant2", "capacity": 4, "products": ["y"]}],
     "products": [{"id": "x", "demand": 9, "stock": 18, "profit": 5},
                  {"id": "y", "demand": 7, "stock": 7, "profit": 3}],
     "days": [8, 4, 2, 1]}
    """

  private let named = """
    {"plants": ["plant0", "plant1", "plant2"], "products": ["x", "y"],
     "capacity": {"plant0": 10, "plant1": 6, "plant2": 4}, "demand": {"x": 9, "y": 7},
     "stock": [18, 7], "profit": [5, 3],
     "parts": {"plant0": ["x"], "plant1": ["x", "y"], "plant2": ["y"]}, "days": [1, 2, 4, 8]}
    """

  @Test func everyFormGivesTheOracle() throws {
    for text in [columns, records, named] {
      let program = try Program()
      defer { program.remove() }
      try Data(text.utf8).write(to: program.folder.appendingPathComponent("problem.json"))
      let outcome = try program.run(
        "network", "fluid", "--problem", "problem.json", "-o", "out", "--json")
      #expect(outcome.code == 0, "\(outcome.errors)")
      let impact = WrittenTable(try program.text("out/impact.csv"))
      let expected: [(String, String, Double)] = [
        ("plant0", "4", 0), ("plant0", "8", 81), ("plant1", "4", 15), ("plant1", "8", 51),
        ("plant2", "8", 3), ("plant2", "1", 0),
      ]
      for (plant, days, loss) in expected {
        let row = try #require(impact.rows(["plant": plant, "days": days]).first)
        #expect(abs(try #require(row["lost_profit"].flatMap(Double.init)) - loss) < 1e-8)
      }
      #expect(impact.rows.count == 12)
      let survival = WrittenTable(try program.text("out/survival.csv"))
      for (plant, days) in [("plant0", 25.0 / 6), ("plant1", 7.0 / 3), ("plant2", 7)] {
        let row = try #require(survival.rows(["plant": plant]).first)
        #expect(abs(try #require(row["time_to_survive"].flatMap(Double.init)) - days) < 1e-8)
      }
    }
  }

  @Test func saysAllThatIsWrong() throws {
    let program = try Program()
    defer { program.remove() }
    let text = """
      {"plants": ["a", "b"], "products": ["x"],
       "capacity": [1, -2], "demand": [9, 7], "stock": [1], "parts": [["x"], ["z"]]}
      """
    try Data(text.utf8).write(to: program.folder.appendingPathComponent("problem.json"))
    let outcome = try program.run("network", "fluid", "--problem", "problem.json")
    #expect(outcome.code == 3)
    for word in ["problem.json:2:18", "problem.json:2:33", "`profit`", "`z`"] {
      #expect(outcome.errors.contains(word), "\(word) in \(outcome.errors)")
    }
  }

  @Test func daysOfTheCommandGoFirst() throws {
    let program = try Program()
    defer { program.remove() }
    try Data(records.utf8).write(to: program.folder.appendingPathComponent("problem.json"))
    let outcome = try program.run(
      "network", "fluid", "--problem", "problem.json", "--days", "8,16.5", "-o", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let impact = WrittenTable(try program.text("out/impact.csv"))
    #expect(Set(impact.rows.compactMap { $0["days"] }) == ["8", "16.5"])
  }
}
