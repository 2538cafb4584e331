import Foundation
import Testing

/// How a run behaves: the same figures for every thread count, and a good end when it is stopped.
@Suite struct RunningTests {
  @Test(arguments: ["first-study", "two-plants"])
  func threadsChangeNothing(_ model: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy(model)
    for threads in ["1", "2", "7"] {
      let run = try program.run(
        "run", model, "--trials", "40k", "-q", "--threads", threads, "--years", "--years-npy",
        "-o", "\(threads)/out")
      try #require(run.code == 0, "\(run.errors)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: program.file("1/out"))
    #expect(names.contains("years.csv") && names.contains("aggregate.npy"))
    for name in names where !["run.json", "log.ndjson"].contains(name) {
      let first = try Data(contentsOf: URL(fileURLWithPath: program.file("1/out/\(name)")))
      for threads in ["2", "7"] {
        let other = try Data(
          contentsOf: URL(fileURLWithPath: program.file("\(threads)/out/\(name)")))
        #expect(first == other, "\(name) with \(threads) threads")
      }
    }
  }

  /// Starts a run that would last for a while and waits until it has done something.
  private func longRun(_ program: Program) throws -> (Process, URL, URL) {
    try program.copy("first-study")
    let started = try program.process([
      "run", "first-study", "--trials", "5M", "--threads", "1", "--progress", "json", "-o", "out",
    ])
    try started.0.run()
    for _ in 0..<600 {
      let told = (try? String(contentsOf: started.2, encoding: .utf8)) ?? ""
      if told.contains("progress/1") { break }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return started
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aStopKeepsASmallerRun(_ signal: Int32) throws {
    let program = try Program()
    defer { program.remove() }
    let (process, output, errors) = try longRun(program)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    #expect(outcome.code == 130)
    #expect(outcome.output.contains("a valid smaller run"))
    let manifest =
      try JSONSerialization.jsonObject(
        with: Data(try program.text("out/run.json").utf8)) as? [String: Any]
    #expect(manifest?["status"] as? String == "stopped")
    let trials = try #require(manifest?["trials"] as? Int)
    #expect(trials > 0 && trials < 5_000_000)
    // The same number of trials, run to the end, gives the same figures.
    try program.run("run", "first-study", "--trials", "\(trials)", "-q", "-o", "again/out")
    #expect(try program.text("again/out/metrics.csv") == program.text("out/metrics.csv"))
    // So does the lock of the stopped run by itself.
    #expect(try program.text("out/study.lock.yaml").contains("trials: \(trials)"))
  }

  @Test func aSecondStopEndsAtOnceAndKeepsNothing() throws {
    let program = try Program()
    defer { program.remove() }
    let (process, output, errors) = try longRun(program)
    // The second may arrive after the first has led to an end: then the run is kept whole.
    kill(process.processIdentifier, SIGINT)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(try program.outcome(process, output, errors).code == 130)
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(!names.contains(".out.partial"))
  }

  @Test func aReaderThatHasEnoughIsNoFailure() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    try program.run("run", "first-study", "--trials", "100k", "-q", "--years", "-o", "out")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.currentDirectoryURL = program.folder
    shell.arguments = [
      "-c",
      "{ '\(Program.path)' export out --table years; echo $? > code; } 2> errors | head -n 1 > o",
    ]
    try shell.run()
    shell.waitUntilExit()
    #expect(try program.text("code") == "0\n")
    #expect(try program.text("errors").isEmpty)
    #expect(try program.text("o").hasPrefix("run,strategy,trial,"))
  }

  @Test func twoRunsAtOnceGetTwoFolders() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("first-study")
    let runs = try (0..<4).map { _ in
      try program.process(["run", "first-study", "--trials", "2k", "-q"])
    }
    for run in runs { try run.0.run() }
    for run in runs {
      run.0.waitUntilExit()
      let outcome = try program.outcome(run.0, run.1, run.2)
      #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    }
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: program.file("first-study/runs"))
    #expect(folders.count == 4 && !folders.contains { $0.hasPrefix(".") })
    #expect(try program.run("runs").output.split(separator: "\n").count == 5)
  }

  @Test func helpComesAtOnce() throws {
    let program = try Program()
    defer { program.remove() }
    let clock = ContinuousClock()
    let fastest = try (0..<5).map { _ in
      try clock.measure { _ = try program.run("--help") }
    }.min()
    // 50 ms is the promise on a quiet machine; tests share theirs.
    #expect(try #require(fastest) < .milliseconds(500))
  }
}
