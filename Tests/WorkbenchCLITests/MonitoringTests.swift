import Foundation
import Testing

/// `update` and `backtest` as a user gives them.
@Suite struct MonitoringTests {
  /// Five years of 365 days of record; two risks whose priors are laws with a conjugate update.
  private static func write(_ program: Program, counts: Int = 7) throws {
    let folder = program.folder.appendingPathComponent("s")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let study = """
      format: study/1
      study: { id: s, currency: EUR }
      risks:
        - { id: R1, events: { gamma: { shape: 2, scale: 0.5 } }, loss: { lognormal: { mu: 10, sigma: 1 } } }
        - { id: R2, attempts: { gamma: { shape: 10, scale: 1 } }, success: { beta: [2, 8] }, loss: 1000 }
        - { id: R3, events: 1, loss: 1000 }
      incidents: incidents.csv
      """
    var lines = ["date,risk,loss,near_miss"]
    lines += (0..<counts).map {
      "202\(1 + $0 % 5)-03-0\(1 + $0 % 9),R1,\(15_000 + 4000 * $0),false"
    }
    lines += (0..<2).map { "2022-05-0\(1 + $0),R2,1000,false" }
    lines += (0..<6).map { "2023-06-0\(1 + $0),R2,0,true" }
    lines += ["2024-01-01,R3,1000,false"]
    try study.write(toFile: program.file("s/study.yaml"), atomically: true, encoding: .utf8)
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: program.file("s/incidents.csv"), atomically: true, encoding: .utf8)
  }

  private static let window = ["--since", "2021-01-01", "--as-of", "2025-12-31"]

  private func run(_ program: Program, _ arguments: String...) throws -> Program.Outcome {
    let (process, output, errors) = try program.process(arguments + Self.window)
    try process.run()
    process.waitUntilExit()
    return try program.outcome(process, output, errors)
  }

  /// Gamma(2, 2) and 7 events in 5 years give Gamma(9, 7); Gamma(10, 1) and 8 attempts
  /// Gamma(18, 6); Beta(2, 8) with 2 successes and 6 failures Beta(4, 14): closed forms.
  @Test func conjugateUpdatesAreExact() throws {
    let program = try Program()
    defer { program.remove() }
    try Self.write(program)
    let before = try program.text("s/study.yaml")
    let outcome = try run(program, "update", "s", "-o", "u.yaml")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let overlay = try program.text("u.yaml")
    #expect(overlay.contains("risks/R1/events: { gamma: { shape: 9, scale: 0.142857 } }"))
    #expect(overlay.contains("risks/R2/attempts: { gamma: { shape: 18, scale: 0.166667 } }"))
    #expect(overlay.contains("risks/R2/success: { beta: [4, 14] }"))
    #expect(overlay.contains("risks/R1/loss: { lognormal: { mu: "))
    #expect(!overlay.contains("R3"))
    #expect(outcome.output.contains("--prior-years"))
    #expect(try program.run("check", "s", "--with", "u.yaml").code == 0)
    #expect(try program.text("s/study.yaml") == before)
    #expect(try run(program, "update", "s", "-o", "u.yaml").code == 2)
  }

  /// A rate of 1 worth 10 years and one event in 5 give Gamma(11, 15).
  @Test func thePriorsWeightIsExplicit() throws {
    let program = try Program()
    defer { program.remove() }
    try Self.write(program)
    let outcome = try run(program, "update", "s", "--prior-years", "10", "--risk", "R3", "-o", "-")
    #expect(outcome.output.contains("risks/R3/events: { gamma: { shape: 11, scale: 0.0666667 } }"))
    #expect(try run(program, "update", "s", "--risk", "R9").code == 2)
    #expect(try run(program, "update", "s", "--prior-years", "0").code == 2)
  }

  @Test func withoutARegisterThereIsNothingToDo() throws {
    let program = try Program()
    defer { program.remove() }
    let outcome = try program.run("update", try program.copy("first-study"))
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("incidents"))
  }

  @Test func aRecordLikeTheForecastAgrees() throws {
    let program = try Program()
    defer { program.remove() }
    try Self.write(program, counts: 5)
    let outcome = try run(program, "backtest", "s", "--fail-on-deviation")
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.output.contains("No test doubts the study"))
  }

  /// Expected are five; ninety are beyond any uncertainty of Gamma(2, 2).
  @Test func aRecordFarFromTheForecastDeviates() throws {
    let program = try Program()
    defer { program.remove() }
    try Self.write(program, counts: 90)
    let outcome = try run(program, "backtest", "s", "--fail-on-deviation", "--json")
    #expect(outcome.code == 4)
    #expect(outcome.output.contains("\"deviates\"") && outcome.output.contains("\"red\""))
  }

  @Test func yearsAreHeldAgainstTheRun() throws {
    let program = try Program()
    defer { program.remove() }
    try Self.write(program)
    try #require(try program.run("run", "s", "-q", "--trials", "2000").code == 0)
    let outcome = try run(program, "backtest", "s")
    #expect(outcome.output.contains("exceedances") && outcome.output.contains("independence"))
  }
}
