import Foundation
import Testing

/// What the program promises of every command: exit codes, streams, and nothing overwritten.
@Suite struct CommandTests {
  private func withProgram(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    try body(program)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(arguments: [
    ["--help"], ["--version"], ["run", "--help"], ["help", "show"], ["schema"],
    ["schema", "--overlay"], ["describe"], ["describe", "risks.events"], ["doctor"],
    ["doctor", "--json"], ["runs"], ["runs", "--json"],
  ])
  func succeeds(_ arguments: [String]) throws {
    try withProgram { program in
      let (process, output, errors) = try program.process(arguments)
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      #expect(!outcome.output.isEmpty && outcome.output.hasSuffix("\n"))
      if arguments.contains("--json") || arguments[0] == "schema" {
        #expect(throws: Never.self) { try json(outcome.output) }
      }
    }
  }

  @Test(
    arguments: [
      (["frobnicate"], 2), (["run"], 2), (["run", "nowhere"], 2), (["check", "nowhere"], 2),
      (["run", "first-study", "--trials", "0"], 2),
      (["run", "first-study", "--trials", "many"], 2),
      (["run", "first-study", "--threads", "0"], 2),
      (["run", "first-study", "--fail-on", "weather"], 2),
      (["run", "first-study", "--level", "residual"], 2),
      (["run", "first-study", "--strategy", "none"], 2),
      (["run", "first-study", "--event", "R01"], 2),
      (["run", "first-study", "-o", "first-study"], 2), (["run", "bad"], 3), (["check", "bad"], 3),
      (["run", "first-study", "--with", "nowhere.yaml"], 3), (["show", "last"], 2),
      (["show", "last", "--worst", "0"], 2), (["export", "--table", "nothing"], 2),
      (["describe", "weather"], 2), (["check", "first-study"], 0),
    ] as [([String], Int32)])
  func endsWithItsCode(_ arguments: [String], _ code: Int32) throws {
    try withProgram { program in
      try program.copy("first-study")
      try FileManager.default.createDirectory(
        atPath: program.file("bad"), withIntermediateDirectories: false)
      try "format: study/1\nrisk: []\n"
        .write(toFile: program.file("bad/study.yaml"), atomically: true, encoding: .utf8)
      let (process, output, errors) = try program.process(arguments)
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      #expect(outcome.code == code, "\(outcome.errors)")
      if code == 2 || arguments[0] == "run" {
        #expect(outcome.output.isEmpty && outcome.errors.contains("error:"))
      }
      #expect(!FileManager.default.fileExists(atPath: program.file("first-study/runs")))
    }
  }

  @Test func strategiesThatAreNotThereAreRefused() throws {
    try withProgram { program in
      try program.copy("two-plants")
      let outcome = try program.run("run", "two-plants", "--strategy", "sillo")
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("There is no strategy `sillo`"))
      #expect(outcome.errors.contains("Did you mean `silo`?"))
      let both = try program.run(
        "run", "two-plants", "--strategy", "silo", "--level", "inherent")
      #expect(both.code == 2)
    }
  }

  @Test func aRunIsKeptListedShownAndExported() throws {
    try withProgram { program in
      try program.copy("first-study")
      let run = try program.run("run", "first-study", "--trials", "5k", "--threads", "1")
      #expect(run.code == 0 && run.output.hasPrefix("A spare-parts warehouse"))
      #expect(run.errors.split(separator: "\n").allSatisfy { $0.contains(" %") })
      let runs = try json(program.run("runs", "--json").output)
      let entry = try #require((runs["runs"] as? [[String: Any]])?.first)
      let folder = try #require(entry["folder"] as? String)
      #expect(folder.hasPrefix(program.file("first-study/runs/r-")))
      #expect(try program.run("show").output == run.output)
      let shown = try json(program.run("show", "last", "--json").output)
      #expect(shown["schema"] as? String == "summary/1" && shown["folder"] as? String == folder)
      #expect(try program.run("show", "--worst", "2").output.contains("1. "))
      let risks = try program.run("export", "--table", "risks").output
      #expect(risks == (try String(contentsOfFile: folder + "/risks.csv", encoding: .utf8)))
      let file = program.file("risks.json")
      let arguments = ["export", "--table", "risks", "--format", "json", "-o", "risks.json"]
      for code: Int32 in [0, 2] {
        let (process, output, errors) = try program.process(arguments)
        try process.run()
        process.waitUntilExit()
        #expect(try program.outcome(process, output, errors).code == code)
      }
      let data = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect((try JSONSerialization.jsonObject(with: data) as? [Any])?.count == 4)
    }
  }

  @Test func aNamedFolderIsNeverTouched() throws {
    try withProgram { program in
      try program.copy("first-study")
      let first = try program.run("run", "first-study", "--trials", "2k", "-q", "-o", "out")
      #expect(first.code == 0 && first.errors.isEmpty)
      let before = try program.text("out/run.json")
      let second = try program.run("run", "first-study", "--trials", "2k", "-q", "-o", "out")
      #expect(second.code == 2 && second.output.isEmpty)
      #expect(try program.text("out/run.json") == before)
    }
  }

  @Test func jsonIsAllThatStandsOnStandardOutput() throws {
    try withProgram { program in
      try program.copy("first-study")
      let run = try program.run(
        "run", "first-study", "--trials", "20k", "--json", "--progress", "json")
      let summary = try json(run.output)
      #expect((summary["expected_annual_loss"] as? [String: Any])?["value"] is Double)
      for line in run.errors.split(separator: "\n") {
        #expect(try json(String(line))["schema"] as? String == "progress/1")
      }
      let plan = try json(program.run("run", "first-study", "--plan", "--json").output)
      #expect(plan["schema"] as? String == "plan/1" && plan["trials"] as? Int == 100_000)
      let check = try json(program.run("check", "first-study", "--json").output)
      #expect(check["errors"] as? Int == 0)
    }
  }

  @Test func anotherLevelStandsInFront() throws {
    try withProgram { program in
      try program.copy("year-table")
      let run = try json(
        program.run("run", "year-table", "--level", "inherent", "--json", "-q", "-o", "x").output)
      #expect(run["strategy"] as? String == "inherent")
      #expect((run["by_level"] as? [String: Any])?.keys.sorted() == ["current"])
      let shown = try json(program.run("show", "x", "--level", "current", "--json").output)
      #expect(shown["strategy"] as? String == "current")
      #expect(try program.run("show", "x", "--level", "none").code == 2)
      // Exact figures: Models/year-table/expected.json.
      let value = (run["expected_annual_loss"] as? [String: Any])?["value"] as? Double
      #expect(abs((value ?? 0) - 815_620) < 1e-6)
    }
  }

  @Test func flagsGoBeforeTheEnvironmentBeforeTheStudy() throws {
    try withProgram { program in
      try program.copy("first-study")
      let environment = ["BREAKWATER_TRIALS": "3k", "BREAKWATER_SEED": "77"]
      let first = try json(
        program.run("run", "first-study", "--json", "-q", environment: environment).output)
      #expect(first["trials"] as? Int == 3000 && first["seed"] as? Int == 77)
      let second = try json(
        program.run(
          "run", "first-study", "--json", "-q", "--trials", "4k", "--seed", "5",
          environment: environment
        ).output)
      #expect(second["trials"] as? Int == 4000 && second["seed"] as? Int == 5)
      let wrong = try program.run("run", "first-study", environment: ["BREAKWATER_SEED": "x"])
      #expect(wrong.code == 2)
    }
  }

  @Test func aConditionThatHoldsEndsWithFourAndKeepsTheRun() throws {
    try withProgram { program in
      try program.copy("first-study")
      let text = try program.text("first-study/study.yaml")
      try text.replacingOccurrences(of: "probability: 0.10", with: "probability: 0.02")
        .write(toFile: program.file("first-study/study.yaml"), atomically: true, encoding: .utf8)
      let run = try program.run(
        "run", "first-study", "--trials", "20k", "-q", "--fail-on", "people,tolerance", "-o", "out")
      #expect(run.code == 4 && run.output.contains("breached"))
      #expect(run.errors.hasPrefix("--fail-on: tolerance/500000 is breached"))
      #expect(FileManager.default.fileExists(atPath: program.file("out/run.json")))
      let fine = try program.run(
        "run", "first-study", "--trials", "20k", "-q", "--fail-on", "people", "-o", "fine")
      #expect(fine.code == 0)
    }
  }

  @Test func aLibraryThatCannotBeUsedFailsNoRun() throws {
    try withProgram { program in
      try program.copy("first-study")
      try String(repeating: "no database ", count: 100)
        .write(toFile: program.file("library.db"), atomically: true, encoding: .utf8)
      let run = try program.run("run", "first-study", "--trials", "2k", "-q", "-o", "out")
      #expect(run.code == 0 && run.errors.hasPrefix("warning: the run is kept, but"))
      #expect(try program.run("show", "out").code == 0)
    }
  }

  @Test func coloursOnlyWhereAskedFor() throws {
    try withProgram { program in
      try program.copy("first-study")
      func output(_ environment: [String: String], _ flags: String...) throws -> Bool {
        let (process, out, err) = try program.process(
          ["run", "first-study", "--trials", "2k", "-q"] + flags, environment: environment)
        try process.run()
        process.waitUntilExit()
        return try program.outcome(process, out, err).output.contains("\u{1B}[")
      }
      #expect(try !output([:]))
      #expect(try output(["FORCE_COLOR": "1"]))
      #expect(try !output(["FORCE_COLOR": "1"], "--no-color"))
      #expect(try !output(["NO_COLOR": "1"]))
    }
  }

  @Test func pricesAStatedEventWithoutWriting() throws {
    try withProgram { program in
      try program.copy("two-plants")
      // Models/two-plants/expected.json, `loss_of_one_event`: S1 down for its 12 days.
      let priced = try json(
        program.run("run", "two-plants", "--event", "S1 down 12d", "--json").output)
      let loss = try #require(priced["ground_up_loss"] as? Double)
      #expect(abs(loss - 826_000) < 1e-3)
      let text = try program.run("run", "two-plants", "--event", "S1 down 12d").output
      #expect(text.contains("Total: 826 k EUR"))
      #expect(try program.run("run", "two-plants", "--event", "S9 down 12d").code == 2)
      #expect(!FileManager.default.fileExists(atPath: program.file("two-plants/runs")))
    }
  }
}
