import Foundation
import Testing

/// `network criticality` and `network cascade` as a user gives them.
@Suite struct NetworkCascadeTests {
  /// A chain f0 > f1 > f2 > f3 as in the reference case esri20: all essential, each firm a market.
  private static let edges = "supplier,customer,weight\nf0,f1,1\nf1,f2,1\nf2,f3,1\n"
  private static let nodes = "id,sector,market\nf0,a,a\nf1,b,\nf2,c,\nf3,d,d\n"
  private static let essential = "supplier_sector,customer_sector,class\na,b,2\nb,c,2\nc,d,2\n"
  private static let shocks = "scenario,node,loss_down,loss_up\nx,f1,1,1\ny,f2,0,0.5\n"

  private func withFiles(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    for (name, text) in [
      ("e.csv", Self.edges), ("n.csv", Self.nodes), ("c.csv", Self.essential),
      ("s.csv", Self.shocks),
    ] { try text.write(toFile: program.file(name), atomically: true, encoding: .utf8) }
    try body(program)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func near(_ text: String?, _ value: Double) -> Bool {
    abs((text.flatMap { Double($0) } ?? .nan) - value) < 1e-12
  }

  @Test func criticalityHasItsColumns() throws {
    try withFiles { program in
      let outcome = try program.run(
        "network", "criticality", "--edges", "e.csv", "--nodes", "n.csv", "--essential", "c.csv",
        "-o", "out", "--json", "-q")
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      let text = try program.text("out/criticality.csv")
      #expect(text.hasPrefix("node,esri,esri_down,esri_up,steps,residual\n"))
      let rows = WrittenTable(text).rows
      #expect(rows.map { $0["node"] } == ["f0", "f1", "f2", "f3"])
      // esri20 of the reference cases.
      #expect(near(rows[1]["esri"], 1) && near(rows[1]["esri_down"], 2.0 / 3))
      #expect(near(rows[0]["esri_up"], 1.0 / 3) && rows[0]["steps"] == "4")
      let summary = try json(outcome.output)
      #expect(summary["schema"] as? String == "network-criticality/1")
      #expect(summary["firms"] as? Int == 4 && summary["residual"] as? Double == 0)
      #expect(!FileManager.default.fileExists(atPath: program.file("out/journal.csv")))
    }
  }

  @Test func someFirmsInTheirOrder() throws {
    try withFiles { program in
      try "node\nf3\nf1\n".write(toFile: program.file("f.csv"), atomically: true, encoding: .utf8)
      for words in [["--firms", "f3,f1"], ["--firms-file", "f.csv"]] {
        let folder = "out" + words[0].replacing("-", with: "")
        let (process, output, errors) = try program.process(
          ["network", "criticality", "--edges", "e.csv", "--epsilon", "0.01", "-q", "-o", folder]
            + words)
        try process.run()
        process.waitUntilExit()
        #expect(try program.outcome(process, output, errors).code == 0)
        let rows = WrittenTable(try program.text(folder + "/criticality.csv")).rows
        #expect(rows.map { $0["node"] } == ["f3", "f1"])
      }
    }
  }

  @Test func cascadeHasItsTables() throws {
    try withFiles { program in
      let outcome = try program.run(
        "network", "cascade", "--edges", "e.csv", "--nodes", "n.csv", "--essential", "c.csv",
        "--shocks", "s.csv", "--epsilon", "0.01", "-o", "out", "--json", "-q")
      #expect(outcome.code == 0)
      let text = try program.text("out/cascade.csv")
      #expect(text.hasPrefix("scenario,node,production_down,production_up,production\n"))
      let rows = WrittenTable(text).rows
      #expect(rows.count == 8)
      #expect(near(rows[0]["production_up"], 0) && near(rows[0]["production_down"], 1))
      // f2 buys half: f1 sells half, f0 sells half.
      #expect(near(rows[4]["production"], 0.5) && near(rows[6]["production_up"], 0.5))
      let scenarios = try program.text("out/scenarios.csv")
      #expect(scenarios.hasPrefix("scenario,esri,esri_down,esri_up,steps,residual\n"))
      #expect(near(WrittenTable(scenarios).rows[1]["esri"], 0.5))
      #expect(try json(outcome.output)["epsilon"] as? Double == 0.01)
    }
  }

  /// Without a nodes file all firms are of one sector and one market, and every input is class 1.
  @Test func linksAreEnough() throws {
    try withFiles { program in
      try "supplier,customer,weight\nf0,f2,3\nf1,f2,1\nf2,f3,4\n"
        .write(toFile: program.file("two.csv"), atomically: true, encoding: .utf8)
      for (rule, left) in [("off", 0.75), ("market", 1 - 1.0 / 28)] {
        // By hand: f2 lacks 1/4 of its inputs. In a market of sales 3, 1 and 4 the others first
        // make up for all but 1/7 of it, in the one step that this tolerance allows.
        let outcome = try program.run(
          "network", "cascade", "--edges", "two.csv", "--shocks", "s.csv", "--epsilon", "0.9",
          "--replaceability", rule, "-o", rule, "-q")
        #expect(outcome.code == 0)
        let rows = WrittenTable(try program.text(rule + "/cascade.csv")).rows
        #expect(rows[1]["node"] == "f2" && near(rows[1]["production_down"], left))
      }
    }
  }

  @Test func goesOnFromAFolderThatWasBrokenOff() throws {
    try withFiles { program in
      let words = ["network", "criticality", "--edges", "e.csv", "--nodes", "n.csv", "-q"]
      func run(_ more: [String]) throws -> Program.Outcome {
        let (process, output, errors) = try program.process(words + more)
        try process.run()
        process.waitUntilExit()
        return try program.outcome(process, output, errors)
      }
      #expect(try run(["-o", "whole"]).code == 0)
      #expect(try run(["--resume", "whole", "-o", "again"]).code == 2)
      // A run that is killed leaves its journal in the hidden folder.
      let mark = try Self.mark(of: program, run)
      let hidden = program.file(".broken.partial")
      try FileManager.default.createDirectory(atPath: hidden, withIntermediateDirectories: false)
      let journal = "# \(mark)\nesri,esri_down,esri_up,steps,residual\n0.125,0.5,0.25,7,0.0\n0.5,0."
      try journal.write(toFile: hidden + "/journal.csv", atomically: true, encoding: .utf8)
      #expect(try run(["--resume", "broken", "-o", "rest"]).code == 0)
      let (all, rest) = (
        WrittenTable(try program.text("whole/criticality.csv")).rows,
        WrittenTable(try program.text("rest/criticality.csv")).rows
      )
      // The first firm is taken over, the line that was broken off is computed anew.
      #expect(rest[0]["esri"] == "0.125" && rest[0]["steps"] == "7")
      #expect(Array(rest.dropFirst()) == Array(all.dropFirst()))
      #expect(try run(["--resume", "broken", "--epsilon", "0.5", "-o", "other"]).code == 2)
    }
  }

  /// The mark that a run writes, from the message of a folder that has another one.
  private static func mark(
    of program: Program, _ run: ([String]) throws -> Program.Outcome
  ) throws -> String {
    let folder = program.file("probe")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try "# none\n\n\n".write(toFile: folder + "/journal.csv", atomically: true, encoding: .utf8)
    let errors = try run(["--resume", "probe", "-o", "never"]).errors
    let word = try #require(errors.split(whereSeparator: { " \n".contains($0) }).last)
    return String(word.dropLast())
  }

  @Test(
    arguments: [
      (["--epsilon", "0.01", "--fixpoint"], 2, "exclude each other"),
      (["--epsilon", "0"], 2, "above 0"), (["--replaceability", "maybe"], 2, "market or off"),
      (["--zero-availability", "two"], 2, "one or literal"), (["--top", "0"], 2, "--top"),
      (["--firms", "f9"], 3, "is not in e.csv"), (["--nodes", "bad.csv"], 3, "bad.csv:2:"),
      (["--nodes", "some.csv"], 3, "and this one has none"),
      (["--nodes", "none.csv"], 3, "the firm has sales in the network"),
    ] as [([String], Int32, String)])
  func saysWhatIsWrong(_ words: [String], _ code: Int32, _ sentence: String) throws {
    try withFiles { program in
      for (name, text) in [
        ("bad.csv", "id,revenue\nf0,-1\nf1,\nf2,\nf3,\n"),
        ("some.csv", "id,weight\nf0,1\nf1,\nf2,1\nf3,1\n"),
        ("none.csv", "id,revenue\nf0,0\nf1,\nf2,\nf3,0\n"),
      ] { try text.write(toFile: program.file(name), atomically: true, encoding: .utf8) }
      let (process, output, errors) = try program.process(
        ["network", "criticality", "--edges", "e.csv"] + words)
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      #expect(outcome.code == code && outcome.output.isEmpty)
      #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }
  }
}
