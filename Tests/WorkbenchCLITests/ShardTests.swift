import Foundation
import Testing

/// `shard`, `merge` and `run --resume` as a user has them: the files of an unbroken run, to the byte.
@Suite struct ShardTests {
  private struct Setting: CustomTestStringConvertible, Sendable {
    let model: String
    let overlay: String
    let trials: String

    var testDescription: String { "\(model) \(overlay)" }
  }

  private static let methods = [
    "  simulation/method: monte_carlo", "  simulation/method: antithetic",
    "  simulation/method: sobol", "  simulation/method: latin_hypercube",
    "  simulation/parameter_uncertainty: nested\n  simulation/outer_draws: 7",
    "  simulation/stop_when: { metric: [expected_annual_loss], relative_error: 0.2 }",
    "  simulation/rare_tail: { trials: 3000 }",
  ]

  private static let settings =
    methods.map { Setting(model: "first-study", overlay: $0, trials: "16384") }
    + methods.prefix(5).map { Setting(model: "two-plants", overlay: $0, trials: "16384") }
    + [Setting(model: "register-50", overlay: methods[0], trials: "20001")]

  private func run(_ program: Program, _ arguments: [String]) throws -> Program.Outcome {
    let (process, output, errors) = try program.process(arguments)
    try process.run()
    process.waitUntilExit()
    return try program.outcome(process, output, errors)
  }

  @discardableResult
  private func succeed(_ program: Program, _ arguments: [String]) throws -> Program.Outcome {
    let outcome = try run(program, arguments)
    try #require(outcome.code == 0, "\(arguments): \(outcome.errors)")
    return outcome
  }

  /// Files with times differ; a state says where a run was asked to end.
  private func expectSame(_ program: Program, _ first: String, _ second: String) throws {
    let timed = ["run.json", "log.ndjson", "resume.state", "ro-crate-metadata.json"]
    func names(_ folder: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: program.file(folder))
        .filter { !timed.contains($0) }.sorted()
    }
    #expect(try names(first) == names(second) && names(first).count > 8)
    for name in try names(first) {
      let (one, other) = (
        try Data(contentsOf: URL(fileURLWithPath: program.file("\(first)/\(name)"))),
        try Data(contentsOf: URL(fileURLWithPath: program.file("\(second)/\(name)")))
      )
      #expect(one == other, "\(second)/\(name)")
    }
  }

  private func manifest(_ program: Program, _ folder: String) throws -> [String: Any] {
    let data = Data(try program.text("\(folder)/run.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func overlay(_ program: Program, _ body: String) throws {
    try "format: study-overlay/1\nset:\n\(body)\n"
      .write(toFile: program.file("with.yaml"), atomically: true, encoding: .utf8)
  }

  @Test(arguments: settings) private func partsMergeToTheSameBytes(_ setting: Setting) throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy(setting.model)
    try overlay(program, setting.overlay)
    let common = [setting.model, "--trials", setting.trials, "--with", "with.yaml", "-q"]
    try succeed(program, ["run"] + common + ["-o", "whole/out", "--years"])
    for count in [1, 2, 3, 7] {
      let files = (1...count).map { "\($0)of\(count)" }
      for (file, number) in zip(files, 1...) {
        try succeed(
          program,
          ["shard"] + common + ["--part", "\(number)/\(count)", "-o", file, "--years"]
            + ["--threads", "\(number)"])
      }
      // Neither first nor last comes first: 1-3-5-7-2-4-6 backwards.
      let order = files.enumerated().sorted {
        ($1.offset % 2, $1.offset) < ($0.offset % 2, $0.offset)
      }
      let place = count == 3 ? [] : ["--study", setting.model]
      try succeed(
        program,
        ["merge"] + order.map(\.element) + place + ["-q", "-o", "m\(count)/out", "--years"])
      try expectSame(program, "whole/out", "m\(count)/out")
      let from = try manifest(program, "m\(count)/out")["merged_from"] as? [[String: Any]]
      #expect(from?.count == count)
    }
    #expect(try manifest(program, "whole/out")["merged_from"] == nil)
  }

  @Test func partsThatDoNotFitAreRefused() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    let common = ["shard", "first-study", "--trials", "9k", "-q"]
    for number in 1...3 {
      try succeed(program, common + ["--part", "\(number)/3", "-o", "p\(number)"])
    }
    try succeed(program, common + ["--part", "2/3", "--seed", "5", "-o", "seed"])
    try succeed(
      program, ["shard", "first-study", "--trials", "8k", "-q", "--part", "2/3", "-o", "t"])
    let cases: [([String], Int32, String)] = [
      (["p1", "p3"], 3, "Blocks 3 to 5 are missing: compute part 2/3."),
      (["p1", "p2", "p2", "p3"], 3, "Blocks 3 to 5 are there twice: in p2 and p2."),
      (["p1", "seed", "p3"], 3, "seed is of another run than p1: the seed differs: 5, not "),
      (["p1", "t", "p3"], 3, "t is of another run than p1: the trials differ: 8000, not 9000."),
      (["p1", "first-study/study.yaml"], 3, "is no part of a run"),
      (["p1", "nowhere"], 2, "There is no file nowhere."),
      (["p1", "first-study"], 2, "not a file"),
      ([], 2, "Missing expected argument"),
    ]
    for (files, code, words) in cases {
      let outcome = try run(program, ["merge"] + files + ["-o", "out"])
      #expect(outcome.code == code && outcome.errors.contains(words), "\(outcome.errors)")
      #expect(
        outcome.output.isEmpty && !FileManager.default.fileExists(atPath: program.file("out")))
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: program.file("p2")))
    try bytes.dropLast(100).write(to: URL(fileURLWithPath: program.file("cut")))
    #expect(try run(program, ["merge", "p1", "cut", "p3", "-o", "out"]).code == 3)
    // A study that was changed since is another study.
    let text = try program.text("first-study/study.yaml") + "\n# changed\n"
    try text.write(
      toFile: program.file("first-study/study.yaml"), atomically: true, encoding: .utf8)
    let outcome = try run(
      program, ["merge", "p1", "p2", "p3", "--study", "first-study", "-o", "out"])
    #expect(outcome.code == 3 && outcome.errors.contains("study.yaml is not the same"))
    try succeed(program, ["merge", "p1", "p2", "p3", "-q", "-o", "out"])
  }

  @Test(arguments: ["monte_carlo", "sobol", "latin_hypercube"])
  func aStoppedRunGoesOn(_ method: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    try overlay(program, "  simulation/method: \(method)")
    let common = ["run", "first-study", "--with", "with.yaml", "--trials", "1600000", "-q"]
    try succeed(program, common + ["-o", "whole/out"])
    var name = "stopped"
    let (process, _, errors) = try program.process(
      ["run", "first-study", "--with", "with.yaml", "--trials", "1600000", "--threads", "1"]
        + ["--progress", "json", "-o", name])
    try process.run()
    while process.isRunning, try String(contentsOf: errors, encoding: .utf8).isEmpty {
      Thread.sleep(forTimeInterval: 0.005)
    }
    kill(process.processIdentifier, SIGHUP)
    process.waitUntilExit()
    // A quick machine may have been done: then there is nothing to go on with.
    guard process.terminationStatus == 130 else { return }
    #expect(FileManager.default.fileExists(atPath: program.file("stopped/resume.state")))
    // Once with its state, once without.
    for folder in ["with", "without"] {
      if folder == "without" {
        try FileManager.default.removeItem(atPath: program.file("stopped/resume.state"))
      }
      let outcome = try succeed(program, ["run", "--resume", name, "-o", "\(folder)/out"])
      #expect(outcome.errors.contains("computed again") == (folder == "without"))
      try expectSame(program, "whole/out", "\(folder)/out")
      #expect(try manifest(program, "\(folder)/out")["resumed_from"] as? String == "stopped")
    }
    name = "with/out"
    let done = try run(program, ["run", "--resume", name])
    #expect(done.code == 2 && done.errors.contains("ask for more of them with --trials"))
  }

  @Test func aFinishedRunTakesMoreTrials() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    try succeed(program, ["run", "first-study", "--trials", "10k", "-q", "--keep-state"])
    try succeed(program, ["run", "first-study", "--trials", "30k", "-q", "-o", "whole/out"])
    try succeed(program, ["run", "--resume", "last~1", "--trials", "30k", "-q", "-o", "more/out"])
    try expectSame(program, "whole/out", "more/out")
    // The new run goes beside the one that it goes on from, and replaces nothing.
    try succeed(program, ["run", "--resume", "more/out", "--trials", "31k", "-q"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.file("more")).count == 2)
    for (method, trials) in [("latin_hypercube", "20k"), ("sobol", "20k")] {
      try overlay(program, "  simulation/method: \(method)")
      try succeed(
        program,
        ["run", "first-study", "--trials", "16k", "--with", "with.yaml", "-q", "-o", method])
      let outcome = try run(program, ["run", "--resume", method, "--trials", trials])
      #expect(outcome.code == 2 && outcome.errors.contains("cannot be lengthened"))
    }
    for arguments in [
      ["--resume", "last", "first-study"], ["--resume", "last", "--seed", "3"], [],
      ["--resume", "nothing"], ["first-study", "-o", "-"],
      ["first-study", "--seed", "18446744073709551615"], ["first-study", "--trials", "4294967297"],
    ] {
      #expect(try run(program, ["run"] + arguments).code == 2, "\(arguments)")
    }
  }

  @Test func aKilledRunBlocksNothing() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    let (process, _, errors) = try program.process([
      "run", "first-study", "--trials", "20M", "--progress", "json", "--threads", "1", "-o", "out",
    ])
    try process.run()
    while process.isRunning, try String(contentsOf: errors, encoding: .utf8).isEmpty {
      Thread.sleep(forTimeInterval: 0.01)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(FileManager.default.fileExists(atPath: program.file(".out.partial")))
    try succeed(program, ["run", "first-study", "--trials", "2k", "-q", "-o", "out"])
    #expect(!FileManager.default.fileExists(atPath: program.file(".out.partial")))
  }

  @Test func aBrokenStudyIsJSONWhereThatIsAsked() throws {
    let program = try Program()
    defer { program.remove() }
    try "format: study/1\nrisk: []\n"
      .write(toFile: program.file("bad.yaml"), atomically: true, encoding: .utf8)
    let outcome = try run(program, ["run", "bad.yaml", "--json"])
    #expect(outcome.code == 3 && outcome.errors.isEmpty)
    let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(report?["schema"] as? String == "problems/1")
  }
}
