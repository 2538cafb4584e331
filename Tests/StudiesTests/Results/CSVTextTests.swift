import Foundation
import Testing

@testable import Studies

@Suite struct CSVTextTests {
  private func table(_ texts: [String]) -> Table {
    Table(
      "t", title: "T", rows: texts,
      columns: [.text("text", "T") { $0 }, .integer("length", "L") { $0.utf8.count }])
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("cr\r", "\"cr\r\""), ("=1+2", "'=1+2"),
    ("+4", "'+4"), ("-4", "'-4"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""),
    ("a=1", "a=1"), ("", ""), ("Ünïcode 港", "Ünïcode 港"),
  ])
  func quotesAndNeutralises(_ text: String, _ cell: String) {
    #expect(CSVText.text(table([text])) == "text,length\n\(cell),\(text.utf8.count)\n")
  }

  @Test func writesEmptyCellsForWhatIsNoNumber() {
    let table = Table(
      "t", title: "T", rows: [Double.nan, .infinity, 1.5],
      columns: [.number("x", unit: "1", "X") { $0 }, .flag("big", "B") { $0 > 1 }])
    #expect(CSVText.text(table) == "x,big\n,false\n,true\n1.5,true\n")
  }

  /// Independent reader: the rows come back through the parser that `export` uses.
  @Test func rowsComeBack() {
    let texts = ["a,b", "say \"no\"", "two\nlines", "", "港", "x"]
    var rows = CSVRows(Data(CSVText.text(table(texts)).utf8))
    #expect(rows.next() == ["text", "length"])
    for text in texts { #expect(rows.next() == [text, "\(text.utf8.count)"]) }
    #expect(rows.next() == nil)
  }

  @Test func writesManyRowsInPieces() {
    let table = Table(
      "t", title: "T", rows: 0..<200_000, columns: [.integer("row", "R") { $0 }])
    var pieces = 0
    var bytes = 0
    CSVText.write(table) { piece in
      pieces += 1
      bytes += piece.count
    }
    #expect(pieces == 2)
    // "row\n" and 10 one-digit rows, 90 two-digit rows, … each with its line end.
    #expect(bytes == 4 + 10 * 2 + 90 * 3 + 900 * 4 + 9000 * 5 + 90_000 * 6 + 100_000 * 7)
  }
}
