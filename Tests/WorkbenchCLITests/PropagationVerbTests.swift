import Foundation
import Testing

/// A study under a model of propagation and the verb of that model on the same network, in plain
/// tables that are typed here: the two ways must give the same losses.
@Suite struct PropagationVerbTests {
  private func program(_ files: [String: String]) throws -> Program {
    let program = try Program()
    try program.copy("propagation-models")
    for (name, text) in files {
      try text.write(toFile: program.file(name), atomically: true, encoding: .utf8)
    }
    return program
  }

  /// The loss of a stated event of the study, in EUR.
  private func loss(_ program: Program, _ model: String, _ event: String) throws -> Double {
    let outcome = try program.run(
      "run", "propagation-models", "--with", "scenarios/\(model).yaml", "--event", event, "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    return try #require(json?["ground_up_loss"] as? Double)
  }

  /// A* by hand: criticality × share of network/dependencies.csv, row i depends on column j.
  private static let matrix = """
    i,j,a
    P1,A,1
    P1,B,0.6
    P1,C,0.2
    P1,D,0.5
    P2,D,1
    P2,P1,0.7
    A,E,0.8
    D,E,0.4
    E,D,0.3

    """

  private static let events: [(id: String, days: Double)] = [("B", 14), ("C", 7), ("E", 10)]

  /// Lost days at 100,000 and 30,000 EUR.
  private func money(_ table: WrittenTable, _ scenario: String, _ column: String) throws -> Double {
    try [("P1", 100_000.0), ("P2", 30_000.0)].reduce(0) { sum, process in
      let rows = table.rows(["scenario": scenario, "node": process.0])
      return sum + process.1 * (try #require(Double(rows.first?[column] ?? "")))
    }
  }

  @Test func staticIsSolve() throws {
    let shocks = Self.events.map { "\($0.id),\($0.id),1" }.joined(separator: "\n")
    let program = try program([
      "a.csv": Self.matrix, "c.csv": "scenario,node,value\n\(shocks)\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "solve", "--matrix", "a.csv", "--shocks", "c.csv", "-o", "out", "-q")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let table = WrittenTable(try program.text("out/inoperability.csv"))
    for event in Self.events {
      let verb = event.days * (try money(table, event.id, "inoperability"))
      let study = try loss(program, "static", "\(event.id) down \(event.days)d")
      #expect(abs(study - verb) < 1e-9 * verb, "\(event.id): \(study), not \(verb)")
    }
  }

  @Test func dynamicIsTrajectory() throws {
    let program = try program(["a.csv": Self.matrix])
    defer { program.remove() }
    // C's outage alone leaves everything below its limit.
    let nodes = ["A", "B", "C", "D", "E", "P1", "P2"]
    let days = "node,days\n" + nodes.map { "\($0),7\n" }.joined()
    try days.write(toFile: program.file("days.csv"), atomically: true, encoding: .utf8)
    try "scenario,node,value\nC,C,1\n".write(
      toFile: program.file("q.csv"), atomically: true, encoding: .utf8)
    let outcome = try program.run(
      "network", "trajectory", "--matrix", "a.csv", "--initial", "q.csv", "--recovery-days",
      "days.csv", "--days", "200", "--continuous", "-o", "out", "-q")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let table = WrittenTable(try program.text("out/recovery.csv"))
    let verb = try money(table, "C", "cumulative_inoperability")
    let study = try loss(program, "dynamic", "C down 7d")
    #expect(abs(study - verb) < 1e-8 * verb, "\(study), not \(verb)")
  }

  /// W = annual spend × share, every input a sector of its own, classes by criticality.
  ///
  /// D delivers one input to all its customers, so sectors can say what inputs are.
  @Test func cascadeIsCascade() throws {
    let edges = """
      supplier,customer,weight
      A,P1,4200000
      B,P1,900000
      C,P1,400000
      D,P1,800000
      D,P2,800000
      E,A,2600000
      E,D,2600000
      D,E,800000
      P1,P2,36500000

      """
    let nodes = """
      id,sector,market
      A,resin,materials
      B,bottles,packaging
      C,bottles,packaging
      D,transport,haulage
      E,fuel,feedstock
      P1,filled,p1
      P2,packed,p2

      """
    // E's fuel for D and D's transport for E are below 0.5, all else is essential.
    let essential = """
      supplier_sector,customer_sector,class
      resin,filled,2
      bottles,filled,2
      transport,filled,2
      transport,packed,2
      fuel,resin,2
      fuel,transport,1
      transport,fuel,1
      filled,packed,2

      """
    let shocks = Self.events.map { "\($0.id),\($0.id),1,1" }.joined(separator: "\n")
    let program = try program([
      "e.csv": edges, "n.csv": nodes, "k.csv": essential,
      "s.csv": "scenario,node,loss_down,loss_up\n\(shocks)\n",
    ])
    defer { program.remove() }
    let outcome = try program.run(
      "network", "cascade", "--edges", "e.csv", "--nodes", "n.csv", "--essential", "k.csv",
      "--shocks", "s.csv", "-o", "out", "-q")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let table = WrittenTable(try program.text("out/cascade.csv"))
    for event in Self.events {
      let verb = event.days * (130_000 - (try money(table, event.id, "production")))
      let study = try loss(program, "cascade", "\(event.id) down \(event.days)d")
      #expect(abs(study - verb) < 1e-9 * verb, "\(event.id): \(study), not \(verb)")
    }
  }

  @Test func aRadiusOfOneIsOneErrorOfCheck() throws {
    let program = try program([:])
    defer { program.remove() }
    let path = program.file("propagation-models/network/dependencies.csv")
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("D,E,transport,1.0,0.3", with: "D,E,transport,1.0,1.0")
      .replacing("E,D,fuel,1.0,0.4", with: "E,D,fuel,1.0,1.0")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try program.run(
      "check", "propagation-models", "--with", "scenarios/static.yaml")
    #expect(outcome.code == 3)
    #expect(
      outcome.output.contains("network/propagation/model") && outcome.output.contains("radius")
        && outcome.output.contains("dependency"), "\(outcome.output)")
    #expect(try program.run("check", "propagation-models").code == 0)
  }
}
