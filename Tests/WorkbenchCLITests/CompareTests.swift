import Foundation
import Testing

/// `breakwater compare` as a user runs it.
@Suite struct CompareTests {
  private func withProgram(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    try "format: study-overlay/1\nset: { risks/R01/events: 1 per year }\n"
      .write(toFile: program.file("first-study/more.yaml"), atomically: true, encoding: .utf8)
    try body(program)
  }

  private static let golden = """
      A  year-table             study year-table · 200 years · seed 1
      B  year-table+cover.yaml  study year-table · 200 years · seed 1
      current: controls act · EUR a year

    B AGAINST A
      no random numbers: both are tables, so every figure is exact

    INPUTS, 1 differ
      changed  controls/C01/share/attachment  3M → 2M

    FIGURES, B - A with 95 % intervals
                                          A        B     B - A  95 % of it  verdict
      expected loss                 674.6 k  590.1 k   -84.5 k  exact       lower, clear
      one year in 2                   280 k    280 k         0              the same
      one year in 5                   870 k    870 k         0              the same
      one year in 10                 2.33 M      2 M    -330 k  exact       lower, clear
      one year in 20                    3 M      2 M      -1 M  exact       lower, clear
      one year in 100                   3 M   2.76 M    -240 k  exact       lower, clear
      one year in 200                6.83 M   6.83 M         0              the same
      worst 50 % years              1.266 M  1.097 M    -169 k  exact       lower, clear
      worst 20 % years              2.392 M  1.969 M  -422.5 k  exact       lower, clear
      worst 10 % years              3.195 M  2.415 M  -779.6 k  exact       lower, clear
      worst 5 % years                 3.6 M  2.831 M  -769.6 k  exact       lower, clear
      worst 1 % years               6.002 M  6.002 M         0              the same
      worst 0.5 % years              6.83 M   6.83 M         0              the same
      any loss                       78.2 %   78.2 %         0              the same
      loss > 1 M                       19 %     19 %         0              the same
      loss > 3 M                        1 %      1 %         0              the same
      R03 Flood of the depot        187.1 k    143 k  -44.01 k  exact       lower, clear
      R01 Cyber attack on dispatch  318.2 k  281.1 k  -37.11 k  exact       lower, clear
      R02 Theft in transit          169.3 k  165.9 k   -3.38 k  exact       lower, clear

    """

  /// Figures of a table are exact, so that this text changes only where the screen does.
  @Test func theScreenOfTablesIsAsItWas() throws {
    try withProgram { program in
      try program.copy("year-table")
      try "format: study-overlay/1\nset: { controls/C01/share/attachment: 2M }\n"
        .write(toFile: program.file("year-table/cover.yaml"), atomically: true, encoding: .utf8)
      let outcome = try program.run("compare", "year-table", "--with", "cover.yaml", "-q")
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      #expect(outcome.output == Self.golden)
    }
  }

  /// Of simulated figures, everything but the digits: those change with the engine.
  @Test func theScreenOfSimulatedYearsHoldsItsParts() throws {
    try withProgram { program in
      let outcome = try program.run(
        "compare", "first-study", "--with", "more.yaml", "--trials", "20k", "-q")
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines.allSatisfy { $0.count <= 100 })
      #expect(lines[1] == "  B  first-study+more.yaml  study first-study · 20 000 years · seed 1")
      #expect(lines.contains { $0.hasPrefix("  same random numbers: yes (correlation of the") })
      #expect(lines.contains("  changed  risks/R01/events  0.8 per year → 1 per year"))
      let expected = try #require(lines.first { $0.hasPrefix("  expected loss ") })
      #expect(expected.contains(" +1") && expected.hasSuffix("  higher, clear"))
      #expect(lines.contains { $0.hasPrefix("  loss > 1 M ") && $0.contains("% ") })
      #expect(lines.contains("  the same: R02"))
    }
  }

  @Test func runsAreComparedByName() throws {
    try withProgram { program in
      for seed in ["1", "2"] {
        try program.run("run", "first-study", "--trials", "3k", "--seed", seed, "-q")
      }
      let apart = try program.run("compare", "last", "last~1", "-q")
      #expect(apart.code == 0 && apart.errors.isEmpty)
      #expect(apart.output.contains("same random numbers: no; the seeds are 2 and 1"))
      let shared = try program.run("compare", "last", "last~1", "--seed", "5", "-q", "--json")
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(shared.output.utf8)) as? [String: Any])
      #expect(object["schema"] as? String == "compare/1")
      let entry = try #require((object["comparisons"] as? [[String: Any]])?.first)
      let rows = try #require(entry["differences"] as? [[String: Any]])
      #expect(rows.allSatisfy { $0["verdict"] as? String == "the same" })
      let table = try program.run("compare", "last", "last~1", "-q", "-o", "d.csv")
      #expect(table.code == 0)
      #expect(try WrittenTable(program.text("d.csv")).rows(["metric": "value_at_risk"]).count == 5)
      #expect(try program.run("compare", "last", "last~1", "-q", "-o", "d.csv").code == 2)
    }
  }

  @Test(
    arguments: [
      (["first-study"], 2), (["first-study", "no/where"], 2), (["first-study", "last"], 2),
      (["first-study", "first-study", "--level", "residual"], 2),
      (["first-study", "--with", "nowhere.yaml"], 3), (["first-study", "bad"], 3),
    ] as [([String], Int32)])
  func endsWithItsCode(_ arguments: [String], _ code: Int32) throws {
    try withProgram { program in
      try FileManager.default.createDirectory(
        atPath: program.file("bad"), withIntermediateDirectories: false)
      try "format: study/1\nrisk: []\n"
        .write(toFile: program.file("bad/study.yaml"), atomically: true, encoding: .utf8)
      let (process, output, errors) = try program.process(["compare"] + arguments)
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      #expect(outcome.code == code && outcome.output.isEmpty, "\(outcome.errors)")
      #expect(outcome.errors.contains("error:"))
    }
  }
}
