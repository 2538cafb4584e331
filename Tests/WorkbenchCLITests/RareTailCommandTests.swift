import Foundation
import Testing

/// `run --tail` as a user runs it.
@Suite struct RareTailCommandTests {
  private func object(_ program: Program, _ file: String) throws -> [String: Any] {
    let data = Data(try program.text(file).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func threadsChangeNoByte() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("register-50")
    try Data(
      """
      format: study-overlay/1
      id: tail
      title: Rare losses
      set:
        simulation/rare_tail: { levels: [0.999], losses: [1e9], trials: 4000 }

      """.utf8
    ).write(to: URL(fileURLWithPath: program.file("tail.yaml")))
    for threads in ["1", "7"] {
      let run = try program.run(
        "run", "register-50", "--trials", "2k", "--with", "tail.yaml", "--tail", "-q", "--threads",
        threads, "-o", "\(threads)/out")
      try #require(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("RARE LOSSES"))
    }
    for name in ["metrics.csv", "exceedance.csv", "summary.json", "datapackage.json"] {
      #expect(try program.text("1/out/\(name)") == program.text("7/out/\(name)"), "\(name)")
    }
    let lines = try program.text("1/out/metrics.csv").split(separator: "\n")
    let rare = lines.filter { $0.contains("conditional_monte_carlo") }
    #expect(rare.contains { $0.contains(",all,value_at_risk,0.999,") })
    #expect(rare.contains { $0.contains(",all,expected_shortfall,0.999,") })
    #expect(rare.contains { $0.contains(",all,exceedance/1000000000,,") })
    let tail = try #require(
      try object(program, "1/out/summary.json")["rare_tail"] as? [String: Any])
    #expect(tail["trials"] as? Int == 4_000)
    #expect((tail["value_at_risk"] as? [String: Any])?["0.999"] != nil)
    #expect((tail["aggregate"] as? [Any])?.count == 4)
    // The study's own settings stand; the flag gives defaults where it has none.
    try program.copy("first-study")
    let plain = try program.run(
      "run", "first-study", "--trials", "2k", "--tail", "-q", "-o", "2/out")
    #expect(plain.code == 0)
    #expect(try program.text("2/out/study.lock.yaml").contains("rare_tail"))
    let usual = try #require(
      try object(program, "2/out/summary.json")["rare_tail"] as? [String: Any])
    #expect(usual["trials"] as? Int == 50_000)
  }

  @Test func networksAreRefusedInOneSentence() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("container-terminal")
    let run = try program.run("run", "container-terminal", "--tail", "-q", "-o", "out")
    #expect(run.code == 3)
    #expect(run.errors.contains("simulation/rare_tail: covers direct losses alone"))
    #expect(!FileManager.default.fileExists(atPath: program.file("out")))
  }

  /// A stop after the years but before the sensitivity analysis keeps the run and says so.
  @Test func aStopDuringTheAnalysisAfterARun() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("insulin-plant")
    let (process, output, errors) = try program.process([
      "run", "insulin-plant", "--trials", "4k", "--sensitivity", "--sensitivity-trials", "200k",
      "--progress", "json", "-o", "out",
    ])
    try process.run()
    for _ in 0..<1_200 {
      let told = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
      // More than the run's own years: the analysis has begun.
      let asked = told.matches(of: /"trials_asked":\s*([0-9]+)/).compactMap { Int($0.1) }
      if asked.contains(where: { $0 > 4_000 }) { break }
      Thread.sleep(forTimeInterval: 0.05)
    }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    #expect(outcome.code == 130)
    #expect(outcome.output.contains("stopped before the sensitivity analysis was done"))
    #expect(try object(program, "out/run.json")["status"] as? String == "complete")
    #expect(!FileManager.default.fileExists(atPath: program.file("out/sensitivity.csv")))
  }
}
