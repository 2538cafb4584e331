import Foundation
import Testing

/// `breakwater network`: frame, `generate` and `describe`.
@Suite struct NetworkCommandTests {
  private func withProgram(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    try body(program)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func whatIsGeneratedIsDescribed() throws {
    try withProgram { program in
      let made = try program.run(
        "network", "generate", "--firms", "2k", "--seed", "7", "-o", "net", "--json", "--npy")
      #expect(made.code == 0)
      let summary = try json(made.output)
      #expect(
        summary["links"] as? Int == 20_000 && summary["schema"] as? String == "network-generate/1")
      let digests = try #require(summary["digests"] as? [String: String])
      #expect(digests.keys.sorted() == ["edges.csv", "essential.csv", "nodes.csv"])
      let facts = try json(
        program.run(
          "network", "describe", "--edges", "net/edges.csv", "--nodes", "net/nodes.csv", "--json",
          "-o", "facts", "--npy"
        ).output)
      #expect(facts["nodes"] as? Int == 2000 && facts["links"] as? Int == 20_000)
      let manifest = try json(program.text("facts/network.json"))
      let inputs = try #require(manifest["inputs"] as? [[String: Any]])
      #expect(
        Set(inputs.compactMap { $0["sha256"] as? String })
          == [digests["edges.csv"] ?? "", digests["nodes.csv"] ?? ""])
      let nodes = WrittenTable(try program.text("facts/nodes.csv")).rows
      #expect(nodes.count == 2000)
      let customers = nodes.compactMap { Int($0["customers"] ?? "") }.reduce(0, +)
      #expect(customers == 20_000)
      let array = try Data(contentsOf: URL(fileURLWithPath: program.file("facts/out_strength.npy")))
      #expect(array.count == 128 + 16_000)
    }
  }

  /// The digest is part of the contract: a change of the generator is a change of the datasets.
  @Test func theSameRecipeGivesTheSameBytes() throws {
    try withProgram { program in
      for (folder, threads) in [("a", "1"), ("b", "3")] {
        let made = try program.run(
          "network", "generate", "--firms", "1k", "--seed", "3", "-o", folder, "-q", "--threads",
          threads)
        #expect(made.code == 0)
      }
      for file in ["nodes.csv", "edges.csv", "essential.csv", "summary.json"] {
        #expect(try program.text("a/" + file) == program.text("b/" + file))
      }
      let again = try program.run("network", "generate", "--firms", "1k", "-o", "a")
      #expect(again.code == 2 && again.output.isEmpty)
    }
  }

  private static let outcomes: [(arguments: [String], code: Int32)] = [
    (["network", "generate", "--firms", "1"], 2),
    (["network", "generate", "--kind", "ring", "--firms", "10"], 2),
    (["network", "generate", "--kind", "tree", "--firms", "10", "--links", "4"], 2),
    (["network", "generate", "--firms", "10", "--links", "89"], 2),
    (["network", "describe"], 2),
    (["network", "describe", "--edges", "none.csv"], 3),
    (["network", "describe", "--edges", "bad.csv", "-o", "out"], 3),
    (["network", "describe", "--edges", "good.csv", "--to", "zz"], 3),
    (["network", "describe", "--edges", "good.csv", "--duplicates", "maybe"], 2),
    (["network", "describe", "--edges", "good.csv", "--threads", "0"], 2),
    (["network", "describe", "--edges", "good.csv", "--to", "b"], 0),
    (["network", "--help"], 0),
  ]

  @Test(arguments: outcomes) func endsWithTheExitCodeOfItsOutcome(
    _ arguments: [String], _ code: Int32
  ) throws {
    try withProgram { program in
      try "supplier,customer\na,b\n".write(
        toFile: program.file("good.csv"), atomically: true, encoding: .utf8)
      try "supplier,customer\na,b,c\n".write(
        toFile: program.file("bad.csv"), atomically: true, encoding: .utf8)
      let (process, output, errors) = try program.process(arguments)
      try process.run()
      process.waitUntilExit()
      let outcome = try program.outcome(process, output, errors)
      #expect(outcome.code == code, "\(outcome.errors)")
      if code != 0 { #expect(outcome.output.isEmpty && outcome.errors.contains("error:")) }
      #expect(!FileManager.default.fileExists(atPath: program.file("out")))
      #expect(!FileManager.default.fileExists(atPath: program.file(".out.partial")))
    }
  }
}
