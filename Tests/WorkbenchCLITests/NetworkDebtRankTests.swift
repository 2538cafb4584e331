import Foundation
import Testing

/// `breakwater network debtrank` through the built program.
@Suite struct NetworkDebtRankTests {
  /// Case debtrank71 of the network oracle, by a rational recursion.
  @Test func differentialOfTheOracle() throws {
    let program = try Program()
    defer { program.remove() }
    let edges = "source,target,weight\n0,1,0.5\n0,3,0.2\n1,2,0.6\n2,0,0.3\n2,3,0.5\n3,1,0.1\n"
    let nodes = "id,value,distress\n0,0.4,1\n1,0.3,0\n2,0.2,0\n3,0.1,0\n"
    try Data(edges.utf8).write(to: program.folder.appendingPathComponent("edges.csv"))
    try Data(nodes.utf8).write(to: program.folder.appendingPathComponent("nodes.csv"))
    let outcome = try program.run(
      "network", "debtrank", "--edges", "edges.csv", "--nodes", "nodes.csv", "-o", "out", "--json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let value = try #require((object as? [String: Any])?["value"] as? Double)
    #expect(abs(value - 0.261237113402002) < 1e-10)
    let table = WrittenTable(try program.text("out/debtrank.csv"))
    let exact = [1.0, 0.5360824742267805, 0.32164948453587144, 0.3608247422679357]
    for (node, distress) in exact.enumerated() {
      let row = try #require(table.rows(["node": "\(node)"]).first)
      #expect(abs(try #require(row["distress"].flatMap(Double.init)) - distress) < 1e-10)
    }
  }

  @Test func saysWhatIsWrong() throws {
    let program = try Program()
    defer { program.remove() }
    let edges = "source,target,weight\na,b,0.5\na,x,1\n"
    let nodes = "id,value,distress\na,1,1.5\nb,-2,0\n"
    try Data(edges.utf8).write(to: program.folder.appendingPathComponent("edges.csv"))
    try Data(nodes.utf8).write(to: program.folder.appendingPathComponent("nodes.csv"))
    let outcome = try program.run(
      "network", "debtrank", "--edges", "edges.csv", "--nodes", "nodes.csv")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("nodes.csv:2:5") && outcome.errors.contains("nodes.csv:3:3"))
  }
}
