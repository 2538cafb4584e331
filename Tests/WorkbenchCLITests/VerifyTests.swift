import Foundation
import Testing

/// `verify`: every way in which a run folder can differ is seen.
@Suite struct VerifyTests {
  private func withRun(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    let study = try program.copy("first-study")
    let run = try program.run("run", study, "-o", "r", "-q", "--trials", "1000", "--years")
    try #require(run.code == 0, "\(run.errors)")
    try body(program)
  }

  private func append(_ text: String, to file: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  @Test func aRunIsWholeWhenItWasWritten() throws {
    try withRun { program in
      let outcome = try program.run("verify", "r")
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("is whole"))
    }
  }

  @Test(arguments: [
    "metrics.csv", "summary.json", "study.lock.yaml", "datapackage.json", "years.csv", "run.json",
  ])
  func aChangedFileIsSeen(_ file: String) throws {
    try withRun { program in
      try append(" ", to: program.file("r/\(file)"))
      let outcome = try program.run("verify", "r")
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("changed") && outcome.output.contains(file))
    }
  }

  @Test func anotherSeedInTheManifestIsSeen() throws {
    try withRun { program in
      let path = program.file("r/run.json")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing("\"trials\" : 1000", with: "\"trials\" : 9999")
        .write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try program.run("verify", "r").code == 1)
    }
  }

  @Test func missingAndAddedFilesAreSeen() throws {
    try withRun { program in
      try FileManager.default.removeItem(atPath: program.file("r/risks.csv"))
      try Data("x".utf8).write(to: URL(fileURLWithPath: program.file("r/extra.csv")))
      let outcome = try program.run("verify", "r", "--json")
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("\"missing\"") && outcome.output.contains("\"added\""))
    }
  }

  @Test func aRunWithoutDigestsCannotBeVerified() throws {
    try withRun { program in
      let path = program.file("r/run.json")
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      object["outputs"] = nil
      object["seal"] = nil
      try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: path))
      let outcome = try program.run("verify", "r")
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("unsealed"))
    }
  }

  @Test func noRunIsWrongUse() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("verify", "nothing-here").code == 2)
  }
}
