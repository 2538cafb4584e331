import Foundation
import Testing

/// `run --sensitivity` as a user runs it.
@Suite struct SensitivityTests {
  @Test func threadsChangeNoByte() throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy("insulin-plant")
    for threads in ["1", "2", "7"] {
      let run = try program.run(
        "run", "insulin-plant", "--trials", "4k", "--sensitivity", "--sensitivity-trials", "640",
        "-q",
        "--threads", threads, "-o", "\(threads)/out")
      try #require(run.code == 0, "\(run.errors)")
    }
    for name in ["sensitivity.csv", "summary.json", "datapackage.json"] {
      let first = try program.text("1/out/\(name)")
      #expect(try first == program.text("2/out/\(name)"), "\(name)")
      #expect(try first == program.text("7/out/\(name)"), "\(name)")
    }
    let lines = try program.text("1/out/sensitivity.csv").split(separator: "\n")
    #expect(lines[0] == "run,input,measure,index,value,low,high")
    #expect(lines.contains { $0.contains(",spearman,") })
    #expect(lines.contains { $0.contains(",expected_shortfall_95,tornado_swing,") })
    // The run's own figures are as without it.
    try program.run("run", "insulin-plant", "--trials", "4k", "-q", "-o", "0/out")
    #expect(try program.text("0/out/metrics.csv") == program.text("1/out/metrics.csv"))
    let export = try program.run("export", "1/out", "--table", "sensitivity")
    #expect(export.code == 0 && export.output.hasPrefix("run,input,measure"))
  }

  @Test(arguments: [
    (["first-study", "--sensitivity", "--exact"], "leave out --exact"),
    (["year-table", "--sensitivity"], "its losses come from a table"),
    (["first-study", "--sensitivity-trials", "7"], "it is from 64 to 10 000 000"),
  ])
  func whatCannotBeAnswered(_ arguments: [String], _ reason: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.copy(arguments[0])
    let (process, output, errors) = try program.process(["run"] + arguments)
    try process.run()
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    #expect(outcome.code == 2 && outcome.errors.contains(reason), "\(outcome.errors)")
  }
}
