import Foundation
import Testing

/// `network solve`, `leontief` and `trajectory` as users give them: files, options, messages.
@Suite struct NetworkLinearTests {
  private func program(_ files: [String: String]) throws -> Program {
    let program = try Program()
    for (name, text) in files {
      try text.write(toFile: program.file(name), atomically: true, encoding: .utf8)
    }
    return program
  }

  private let pair = "i,j,a\ns1,s2,0.8\ns2,s1,0.2\n"
  private let shock = "scenario,node,value\na,s2,0.6\n"
  private let speed = "node,k\ns1,0.2\ns2,0.2\n"

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  // MARK: solve

  @Test func summaryNamesMethodRadiusAndUncappedMaximum() throws {
    let program = try program([
      "a.csv": pair, "c.csv": shock, "x.csv": "node,output\ns1,100\ns2,50\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "solve", "--matrix", "a.csv", "--shocks", "c.csv", "--output", "x.csv", "--json")
    let summary = try json(outcome.output)
    #expect(summary["method"] as? String == "dense" && summary["nodes"] as? Int == 2)
    #expect(abs((summary["spectral_radius"] as? Double ?? 0) - 0.4) < 1e-9)
    #expect(summary["uncapped_maximum_node"] as? String == "s2")
    let scenarios = try #require(summary["scenario_results"] as? [[String: Any]])
    // By hand: 100 × 4/7 + 50 × 5/7.
    #expect(abs((scenarios[0]["loss"] as? Double ?? 0) - 650 / 7.0) < 1e-9)
  }

  @Test func linksBecomeDependencies() throws {
    let program = try program([
      "e.csv": "supplier,customer,weight\nF1,F2,30\nF3,F2,10\nF2,F3,4\n",
      "c.csv":
        "scenario,node,value\na,F1,0.5\n", "d.csv": "node,dependency\nF2,0.8\nF3,0.5\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "solve", "--edges", "e.csv", "--dependency", "d.csv", "--shocks", "c.csv", "-o",
      "out", "-q")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let table = WrittenTable(try program.text("out/inoperability.csv"))
    // By hand: q2 = 0.6 × 0.5 + 0.2 q3, q3 = 0.5 q2.
    let second = try #require(Double(table.rows(["node": "F2"])[0]["inoperability"] ?? ""))
    #expect(abs(second - 0.3 / 0.9) < 1e-14)
    #expect(table.rows[0]["loss"] == "")
  }

  @Test func defaultDependencyIsSaid() throws {
    let program = try program([
      "e.csv": "supplier,customer,weight\nF1,F2,30\n", "c.csv": "scenario,node,value\na,F1,1\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "solve", "--edges", "e.csv", "--shocks", "c.csv", "--json")
    #expect(outcome.errors.contains("depends on its suppliers by 0.5"))
  }

  @Test func pricesTimesShocksAreLosses() throws {
    let program = try program([
      "a.csv": pair, "c.csv": "scenario,node,value\na,s1,0.1\n",
      "x.csv": "node,output\ns1,100\ns2,50\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "solve", "--matrix", "a.csv", "--shocks", "c.csv", "--output", "x.csv",
      "--prices", "-o", "out", "-q")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let price = WrittenTable(try program.text("out/prices.csv")).rows[0]["loss_per_shock"] ?? ""
    let loss = WrittenTable(try program.text("out/scenarios.csv")).rows[0]["loss"] ?? ""
    #expect(abs((Double(price) ?? 0) * 0.1 - (Double(loss) ?? 1)) < 1e-12)
  }

  @Test func figuresDoNotDependOnThreads() throws {
    let rows = (0..<40).flatMap { i in
      [1, 5, 9].map { "n\(i),n\((i * 7 + $0) % 40),\(0.1 + 0.002 * Double(i))" }
    }
    let shocks = (0..<300).map { "s\($0),n\($0 % 40),\(0.001 * Double($0))" }
    let program = try program([
      "a.csv": (["i,j,a"] + rows).joined(separator: "\n"),
      "c.csv": (["scenario,node,value"] + shocks).joined(separator: "\n"),
      "t.csv": (["node,days"] + (0..<40).map { "n\($0),\(10 + $0)" }).joined(separator: "\n"),
    ])
    defer { program.remove() }
    for method in ["dense", "sparse"] {
      for threads in ["1", "3"] {
        let solve = try program.run(
          "network", "solve", "--matrix", "a.csv", "--shocks", "c.csv", "--method", method,
          "--threads", threads, "-o", "s\(threads)\(method)", "-q")
        let path = try program.run(
          "network", "trajectory", "--matrix", "a.csv", "--shocks", "c.csv", "--recovery-days",
          "t.csv", "--days", "12", "--to", "5", "--method", method, "--threads", threads, "-o",
          "t\(threads)\(method)", "-q")
        #expect(solve.code == 0 && path.code == 0, "\(solve.errors)\(path.errors)")
      }
      for file in ["inoperability", "scenarios"] {
        #expect(
          try program.text("s1\(method)/\(file).csv") == program.text("s3\(method)/\(file).csv"))
      }
      for file in ["trajectory", "recovery"] {
        #expect(
          try program.text("t1\(method)/\(file).csv") == program.text("t3\(method)/\(file).csv"))
      }
    }
  }

  // MARK: trajectory

  @Test func totalsComeFromClosedForms() throws {
    let program = try program(["a.csv": pair, "c.csv": shock, "k.csv": speed])
    defer { program.remove() }
    let arguments = [
      "--matrix", "a.csv", "--shocks", "c.csv", "--resilience", "k.csv", "--days", "60", "--to",
      "20",
    ]
    let (process, output, errors) = try program.process(
      ["network", "trajectory"] + arguments + ["--totals", "--json", "-o", "out"])
    try process.run()
    process.waitUntilExit()
    let summary = try json(try program.outcome(process, output, errors).output)
    #expect(summary["closed_form"] as? Bool == true && summary["clipped"] as? Bool == false)
    let row = try #require(WrittenTable(try program.text("out/recovery.csv")).rows.first)
    #expect(row["days_to_90"] == "" && row["loss"] == "")
    #expect(!FileManager.default.fileExists(atPath: program.file("out/trajectory.csv")))
  }

  @Test func dynamicPricesTimesShocksAreLosses() throws {
    let program = try program([
      "a.csv": pair, "c.csv": "scenario,node,value\na,s2,0.1\n", "k.csv": speed,
      "q.csv": "scenario,node,value\na,s1,0.2\n", "x.csv": "node,output\ns1,100\ns2,50\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "trajectory", "--matrix", "a.csv", "--shocks", "c.csv", "--initial", "q.csv",
      "--output", "x.csv", "--resilience", "k.csv", "--days", "30", "--to", "9", "--prices", "-o",
      "out", "-q")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let prices = WrittenTable(try program.text("out/prices.csv")).rows
    let shock = Double(prices[1]["loss_per_shock"] ?? "") ?? .nan
    let first = Double(prices[0]["loss_per_initial"] ?? "") ?? .nan
    let losses = WrittenTable(try program.text("out/recovery.csv")).rows
      .compactMap { Double($0["loss"] ?? "") }
    #expect(abs(0.1 * shock + 0.2 * first - losses.reduce(0, +)) < 1e-11)
  }

  @Test func demandLossIsDividedByOutput() throws {
    let program = try program([
      "z.csv": "i,j,a\ns1,s1,15\ns1,s2,50\ns2,s1,20\n", "x.csv": "node,output\ns1,100\ns2,200\n",
      "f.csv": "scenario,node,value\na,s2,20\n", "c.csv": "scenario,node,value\na,s2,0.1\n",
      "k.csv": speed,
    ])
    defer { program.remove() }
    for (option, file) in [("--demand-loss", "f.csv"), ("--shocks", "c.csv")] {
      let outcome = try program.run(
        "network", "trajectory", "--transactions", "z.csv", "--output", "x.csv", option, file,
        "--resilience", "k.csv", "--days", "9", "-o", file + ".out", "-q")
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    #expect(try program.text("f.csv.out/recovery.csv") == program.text("c.csv.out/recovery.csv"))
  }

  // MARK: What is refused

  @Test(
    arguments: [
      ("i,j,a\ns1,s2,2\ns2,s1,0.5\n", "the spectral radius of A* is 1"),
      ("i,j,a\ns1,s2,x\ns2,s1,0.5\n", "a.csv:2:7"),
      ("i,j,a\ns1,s2,0.1\ns1,s2,0.5\ns2,s1,0\n", "line 2 already"),
      ("i,j,a\ns1,s3,0.1\n", "s2"),
    ])
  func badMatricesExitWithThree(_ matrix: String, _ words: String) throws {
    let program = try program(["a.csv": matrix, "c.csv": shock])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "solve", "--matrix", "a.csv", "--shocks", "c.csv", "-o", "out")
    #expect(outcome.code == 3 && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.file("out")))
  }

  @Test func badTablesAreSaidTogether() throws {
    let program = try program([
      "z.csv": "i,j,a\ns1,s2,-1\ns2,s4,1\n", "x.csv": "node,output\ns1,0\ns2,5\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "leontief", "--transactions", "z.csv", "--output", "x.csv")
    #expect(outcome.code == 3)
    for words in ["x.csv:2:4", "above 0", "z.csv:2:7", "at least 0"] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
  }

  @Test(
    arguments: [
      ["solve", "--shocks", "c.csv"],
      ["solve", "--matrix", "a.csv"],
      ["solve", "--matrix", "a.csv", "--edges", "a.csv", "--shocks", "c.csv"],
      ["solve", "--matrix", "a.csv", "--demand-loss", "c.csv"],
      ["solve", "--edges", "a.csv", "--dependency", "1", "--shocks", "c.csv"],
      ["solve", "--matrix", "a.csv", "--shocks", "c.csv", "--side", "left"],
      ["trajectory", "--matrix", "a.csv", "--shocks", "c.csv", "--days", "3"],
      ["trajectory", "--matrix", "a.csv", "--resilience", "k.csv", "--days", "3"],
      [
        "trajectory", "--matrix", "a.csv", "--shocks", "c.csv", "--resilience", "k.csv", "--days",
        "-1",
      ],
      ["leontief", "--transactions", "a.csv"],
    ])
  func wrongUseExitsWithTwo(_ arguments: [String]) throws {
    let program = try program(["a.csv": pair, "c.csv": shock, "k.csv": speed])
    defer { program.remove() }
    let (process, output, errors) = try program.process(["network"] + arguments)
    try process.run()
    process.waitUntilExit()
    let outcome = try program.outcome(process, output, errors)
    #expect(outcome.code == 2, "\(arguments): \(outcome.errors)")
  }
}
