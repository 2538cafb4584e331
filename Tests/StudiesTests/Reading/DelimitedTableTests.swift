import RiskModel
import Testing

@testable import Studies

@Suite("Delimited tables")
struct DelimitedTableTests {
  private func read(
    _ text: String, _ format: DelimitedFormat = DelimitedFormat()
  ) throws -> [[String]] {
    let table = try DelimitedTable.read(Array(text.utf8), file: "t.csv", format: format)
    return ([table.header] + table.rows).map { $0.map(\.text) }
  }

  @Test("RFC 4180: quotes, doubled quotes, delimiters and line breaks in cells")
  func rfc4180() throws {
    #expect(
      try read("a,b,c\r\n\"1,2\",\"x \"\"y\"\"\",\"l1\r\nl2\"\r\n\"\",,\r\n")
        == [["a", "b", "c"], ["1,2", "x \"y\"", "l1\r\nl2"], ["", "", ""]])
  }

  @Test(
    "line ends, a byte order mark, no last line end, empty lines",
    arguments: [
      "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\n1,2\n3,4",
      "\u{FEFF}a,b\n1,2\n3,4\n", "\na,b\n\n1,2\n\n\n3,4\n\n", " a ,b\n 1,2 \n3,4\n",
      "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"",
    ])
  func lines(_ text: String) throws {
    #expect(try read(text) == [["a", "b"], ["1", "2"], ["3", "4"]])
  }

  @Test("a cell's place is its first character")
  func places() throws {
    let text = "a,b\n\"é\nx\",y\nü,\"z\"\n"
    let table = try DelimitedTable.read(Array(text.utf8), file: "t.csv")
    #expect(
      table.rows.map { $0.map(\.location.description) }
        == [["t.csv:2:1", "t.csv:3:4"], ["t.csv:4:1", "t.csv:4:3"]])
  }

  @Test("a quote that is not closed", arguments: ["a,\"", "a\n\"x", "a\n\"x\"\"", "\""])
  func unclosed(_ text: String) {
    #expect(throws: StudyReadError.self) { try read(text) }
  }

  @Test("decimal commas in numbers and quantities, not in texts")
  func decimalComma() {
    let format = DelimitedFormat(delimiter: UInt8(ascii: ";"), decimalComma: true)
    let cases = [
      ("1,5", "1.5"), ("12,5k to 1,2M", "12.5k to 1.2M"),
      ("0,1 to 0,4 per year", "0.1 to 0.4 per year"),
      ("-3,25e-2", "-3.25e-2"), ("cost 1,5", "cost 1,5"), ("1,2,3", "1,2,3"), ("a,b", "a,b"),
    ]
    for (text, expected) in cases { #expect(format.withDecimalPoint(text) == expected) }
    #expect(DelimitedFormat().withDecimalPoint("1,5") == "1,5")
  }

  @Test("rows become mappings: empty cells absent, dots nested, brackets YAML")
  func rows() throws {
    let text = "id,cost.once,cost.per_year,effects,note\nT1,5k,,\"[{ target: R1 }]\",[x]\nT2,,,,\n"
    let table = try DelimitedTable.read(Array(text.utf8), file: "t.csv")
    let node = try RegisterRows.sequence(table, format: DelimitedFormat())
    #expect(
      YAMLWriter.text(node)
        == """
        - id: T1
          cost:
            once: 5k
          effects:
            - target: R1
          note: "[x]"
        - id: T2

        """)
  }

  @Test("more than 200,000 rows are refused with the limit and the remedy")
  func limit() throws {
    let text = "id\n" + String(repeating: "x\n", count: 200_001)
    let error = #expect(throws: StudyReadError.self) { try read(text) }
    #expect(
      error?.description
        == "t.csv:200002:1: error: table: a register holds at most 200,000 rows. Split the "
        + "register, or run a large network with `breakwater network`.\n1 error\n")
  }
}
