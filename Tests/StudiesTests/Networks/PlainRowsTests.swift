import Foundation
import RiskModel
import SupplyNetworks
import Testing
import TestStreams

@testable import Studies

/// Tables of plain rows against the same tables written so that no row is plain.
@Suite struct PlainRowsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func table(_ text: String, threads: Int = 1) throws -> (NetworkTable?, NetworkReader) {
    let path = folder.file("\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    var options = NetworkReader.Options()
    options.threads = threads
    let reader = NetworkReader(options)
    let rules: [ColumnRule] = [
      .id("a", space: "node"), .id("b", space: "node"), .id("name"), .number("x"),
      .number("k", .whole(0...9_999_999)),
    ]
    return (reader.table(path, rules), reader)
  }

  /// Rows with ids of 1 to 20 bytes and numbers of every kind.
  private func rows(_ count: Int) -> [[String]] {
    var random = SplitMix64(state: 5)
    func id() -> String {
      let length = 1 + Int(random.next() % 20)
      return (0..<length).map { _ in ["a", "7", "é", "x", "-", "\"", "'"][Int(random.next() % 7)] }
        .joined().replacing(/^"/, with: "q")
    }
    let ids = (0..<60).map { _ in id() }
    return (0..<count).map { row in
      let value = Double(Int64(bitPattern: random.next()) % 1_000_000) / [1, 8, 1000][row % 3]
      return [
        ids[Int(random.next() % 60)], ids[Int(random.next() % 60)], ids[Int(random.next() % 60)],
        row % 3 == 0 ? "\(Int(value))" : "\(value)", "\(random.next() % 10_000_000)",
      ]
    }
  }

  private func text(
    _ rows: [[String]], end: String = "\n", _ cell: (Int, String) -> String
  ) -> String {
    let lines = rows.map { row in row.enumerated().map { cell($0, $1) }.joined(separator: ",") }
    return (["a,b,name,x,k"] + lines).joined(separator: end) + end
  }

  private func same(_ one: NetworkTable, _ other: NetworkTable) -> Bool {
    ["a", "b", "name"].allSatisfy { one.ids($0) == other.ids($0) }
      && ["x", "k"].allSatisfy { one.numbers($0) == other.numbers($0) }
      && ["node", "name"].allSatisfy { one.index($0) == other.index($0) }
      && one.rowCount == other.rowCount
  }

  /// Blanks, quotes, line ends and threads change nothing; expected numbers by the standard library.
  @Test func everyWayOfWritingGivesTheSameTable() throws {
    let rows = rows(20_000)
    let plain = try #require(try table(text(rows) { $1 }).0)
    #expect(plain.numbers("x") == rows.compactMap { Double($0[3]) })
    #expect(plain.numbers("k") == rows.compactMap { Double($0[4]) })
    let names = plain.index("node").ids
    #expect(plain.ids("a").map { names[Int($0)] } == rows.map { $0[0] })
    #expect(plain.ids("b").map { names[Int($0)] } == rows.map { $0[1] })
    func quoted(_ cell: String) -> String { "\"" + cell.replacing("\"", with: "\"\"") + "\"" }
    let others = [
      text(rows) { " \($1) " }, text(rows, end: "\r\n") { $1 },
      text(rows) { $0 < 3 ? quoted($1) : $1 }, text(rows, end: "\r\n") { $0 < 3 ? quoted($1) : $1 },
      text(rows) { $0 == 3 ? "\($1) " : $1 },
    ]
    for (way, other) in others.enumerated() {
      #expect(same(plain, try #require(try table(other).0)), "way \(way)")
    }
    #expect(same(plain, try #require(try table(text(rows) { $1 }, threads: 3).0)))
    #expect(same(plain, try #require(try table(String(text(rows) { $1 }.dropLast())).0)))
  }

  /// What is wrong behind thousands of plain rows is said at its own line.
  @Test(arguments: [(0, "x9"), (1_023, "-"), (1_024, ""), (4_999, "12x")])
  func faultsKeepTheirPlace(row: Int, cell: String) throws {
    var rows = rows(5_000)
    rows[row][3] = cell
    let (_, reader) = try table(text(rows) { $1 })
    do {
      _ = try reader.complete(Int?.some(0))
      Issue.record("the cell was let through")
    } catch let error as StudyReadError {
      #expect(error.problems.map(\.location.line) == [row + 2])
    }
  }
}
