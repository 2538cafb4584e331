import SupplyNetworks
import Testing

@testable import Studies

@Suite struct ResultColumnsTextTests {
  private func text(_ table: ResultColumns, threads: Int) -> String {
    var bytes: [UInt8] = []
    ResultColumnsText(table).write(threads: threads) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func followsTheRulesOfResults() {
    let nodes = NodeIndex(["plain", "a,b", "q\"", "=1+1", "-x", "@y", "+z", "", "é", "two\nlines"])
    let table = ResultColumns(
      "t", title: "T", rowCount: nodes.count,
      columns: [
        .id("node", "N", nodes), .number("value", "V") { $0 == 0 ? .nan : 0.1 * Double($0) },
        .integer("count", "C") { -$0 }, .text("word", "W") { $0 == 1 ? "=x" : "w" },
      ])
    let expected = """
      node,value,count,word
      plain,,0,w
      "a,b",0.1,-1,'=x
      "q""\",0.2,-2,w
      '=1+1,0.30000000000000004,-3,w
      '-x,0.4,-4,w
      '@y,0.5,-5,w
      '+z,0.6000000000000001,-6,w
      ,0.7000000000000001,-7,w
      é,0.8,-8,w
      "two
      lines",0.9,-9,w

      """
    #expect(text(table, threads: 1) == expected)
  }

  @Test func threadsChangeNothing() {
    let nodes = NodeIndex((0..<1000).map { "N\($0)" })
    let table = ResultColumns(
      "t", title: "T", rowCount: 60_000,
      columns: [
        .id("node", "N", nodes) { $0 % 1000 }, .number("v", "V") { Double($0).squareRoot() },
      ])
    let one = text(table, threads: 1)
    #expect(one.split(separator: "\n").count == 60_001)
    #expect(text(table, threads: 2) == one && text(table, threads: 5) == one)
  }
}
