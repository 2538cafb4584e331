import Foundation
import Testing

/// `breakwater network availability` through the built program.
@Suite struct NetworkAvailabilityTests {
  private let components = "component,availability\na,0.9\nb,0.85\nc,0.8\nd,0.95\ne,0.7\n"

  /// Case rel64 of the network oracle, a bridge whose parts share components, by enumeration.
  @Test func bridgeOfTheOracle() throws {
    let program = try Program()
    defer { program.remove() }
    try Data(components.utf8).write(to: program.folder.appendingPathComponent("components.csv"))
    let outcome = try program.run(
      "network", "availability", "--components", "components.csv", "--structure",
      "parallel(series(a,c),series(b,d),series(a,e,d),series(b,e,c))", "--trials", "100k", "-o",
      "out", "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let summary = try #require(object as? [String: Any])
    #expect(abs(try #require(summary["availability"] as? Double) - 0.966435) < 1e-12)
    let simulated = try #require(summary["simulated"] as? [String: Any])
    let error = (0.966435 * 0.033565 / 100_000).squareRoot()
    #expect(abs(try #require(simulated["value"] as? Double) - 0.966435) < 5 * error)
    let table = WrittenTable(try program.text("out/importance.csv"))
    for (id, exact) in [("a", 0.15015), ("b", 0.1491), ("c", 0.08645), ("d", 0.2093)] {
      let row = try #require(table.rows(["component": id]).first)
      #expect(abs(try #require(row["birnbaum"].flatMap(Double.init)) - exact) < 1e-12)
    }
    // By hand: the bridge fails by a and b, c and d, a d e, or b c e.
    let cuts = WrittenTable(try program.text("out/cuts.csv"))
    #expect(cuts.rows.compactMap { $0["components"] } == ["a b", "c d", "a d e", "b c e"])
  }

  @Test func saysWhatIsWrong() throws {
    let program = try Program()
    defer { program.remove() }
    try Data((components + "a,0.5\n").utf8).write(
      to: program.folder.appendingPathComponent("twice.csv"))
    try Data(components.utf8).write(to: program.folder.appendingPathComponent("components.csv"))
    var outcome = try program.run(
      "network", "availability", "--components", "twice.csv", "--structure", "a")
    #expect(outcome.code == 3 && outcome.errors.contains("twice.csv:7:1"))
    outcome = try program.run(
      "network", "availability", "--components", "components.csv", "--structure",
      "series(a, 3of(b, c), z)")
    #expect(outcome.code == 3 && outcome.errors.contains("--structure:1:11"))
    #expect(outcome.errors.contains("3of(…) asks for 3 of 2 parts"))
  }
}
