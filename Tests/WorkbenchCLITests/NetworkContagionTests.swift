import Foundation
import Testing

/// `breakwater network contagion` through the built program.
@Suite struct NetworkContagionTests {
  private func write(_ program: Program, _ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: program.folder.appendingPathComponent(name))
  }

  private let diamond = """
    source,target,probability
    0,1,0.5
    0,2,0.5
    1,3,0.5
    2,3,0.5

    """

  /// Case ic51 of the network oracle: P(3) = 1 − (3/4)² = 7/16 by rational enumeration.
  @Test func cascadeOfTheDiamond() throws {
    let program = try Program()
    defer { program.remove() }
    try write(program, "edges.csv", diamond)
    let outcome = try program.run(
      "network", "contagion", "--edges", "edges.csv", "--seeds", "0", "--trials", "200k", "-o",
      "out", "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let table = WrittenTable(try program.text("out/contagion.csv"))
    for (node, exact) in [("0", 1), ("1", 0.5), ("2", 0.5), ("3", 0.4375)] {
      let row = try #require(table.rows(["node": node]).first)
      let value = try #require(row["probability"].flatMap(Double.init))
      #expect(abs(value - exact) <= 5 * (exact * (1 - exact) / 200_000).squareRoot())
      #expect(try #require(row["low"].flatMap(Double.init)) <= value)
      #expect(try #require(row["high"].flatMap(Double.init)) >= value)
    }
    let sizes = WrittenTable(try program.text("out/size.csv"))
    #expect(sizes.rows.compactMap { $0["size"] } == ["1", "2", "3", "4"])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let size = try #require((object as? [String: Any])?["expected_size"] as? [String: Any])
    let (mean, error) = (size["value"] as? Double, size["standard_error"] as? Double)
    #expect(abs(try #require(mean) - 2.4375) <= 5 * (try #require(error)))
  }

  /// Case lt56 of the network oracle: 3/5 everywhere by live-edge equivalence.
  @Test func thresholdsOfTheDiamond() throws {
    let program = try Program()
    defer { program.remove() }
    try write(
      program, "edges.csv", "from,to,w8\n0,1,0.6\n0,2,0.6\n1,3,0.5\n2,3,0.5\n")
    let outcome = try program.run(
      "network", "contagion", "--edges", "edges.csv", "--seeds", "0", "--model", "threshold",
      "--supplier", "from", "--customer", "to", "--weight", "w8", "--trials", "100000", "-o", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let table = WrittenTable(try program.text("out/contagion.csv"))
    for node in ["1", "2", "3"] {
      let row = try #require(table.rows(["node": node]).first)
      let value = try #require(row["probability"].flatMap(Double.init))
      #expect(abs(value - 0.6) <= 5 * (0.24 / 100_000).squareRoot())
    }
  }

  @Test func filesAreEqualForAnyThreads() throws {
    let program = try Program()
    defer { program.remove() }
    try write(program, "edges.csv", diamond)
    var files: [String] = []
    for threads in ["1", "2", "5"] {
      try program.run(
        "network", "contagion", "--edges", "edges.csv", "--seeds", "0,1", "--seed", "9",
        "--threads", threads, "-o", "t\(threads)")
      files.append(try program.text("t\(threads)/contagion.csv"))
    }
    #expect(Set(files).count == 1)
  }

  @Test func saysWhatIsWrong() throws {
    let program = try Program()
    defer { program.remove() }
    func errors(_ text: String, _ options: [String]) throws -> (Int32, String) {
      try write(program, "edges.csv", text)
      let (process, output, errors) = try program.process(
        ["network", "contagion", "--edges", "edges.csv"] + options)
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      return (outcome.code, outcome.errors)
    }
    var (code, text) = try errors("source,target,probability\na,b,1.5\n", ["--seeds", "a"])
    #expect(code == 3 && text.contains("edges.csv:2:5") && text.contains("from 0 to 1"))
    (code, text) = try errors(diamond, ["--seeds", "0,7"])
    #expect(code == 3 && text.contains("--seeds") && text.contains("`7`"))
    (code, text) = try errors(
      "source,target,weight\na,c,0.75\nb,c,0.5\n", ["--seeds", "a", "--model", "threshold"])
    #expect(code == 3 && text.contains("`c: 1.25`") && text.contains("Divide the weights into `c`"))
    (code, text) = try errors(diamond, [])
    #expect(code == 2 && text.contains("--seeds"))
  }
}
