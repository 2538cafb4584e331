/// Tables as CSV: RFC 4180 quoting, UTF-8, `.` decimals, lines that end with a single `\n`.
public enum CSVText {
  /// The ending of every line, the last one too.
  static let lineEnd: [UInt8] = [0x0A]

  /// Hands a table to a receiver in pieces of about a megabyte.
  static func write(_ table: Table, to receive: ([UInt8]) throws -> Void) rethrows {
    let piece = 1 << 20
    var bytes: [UInt8] = []
    bytes.reserveCapacity(piece + 4096)
    appendRow(table.columns.map { .text($0.name) }, to: &bytes)
    var cells: [Table.Cell] = []
    cells.reserveCapacity(table.columns.count)
    for index in 0..<table.rowCount {
      table.read(row: index, into: &cells)
      appendRow(cells, to: &bytes)
      if bytes.count >= piece {
        try receive(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try receive(bytes)
  }

  /// The whole table as text, for small tables and tests.
  public static func text(_ table: Table) -> String {
    var bytes: [UInt8] = []
    write(table) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func appendRow(_ cells: [Table.Cell], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .text(let text): append(text, to: &bytes)
      case .number(let number): DecimalText.append(number, to: &bytes)
      case .integer(let number): DecimalText.append(number, to: &bytes)
      case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
      case .empty: break
      }
    }
    bytes.append(contentsOf: lineEnd)
  }

  /// Text with a leading apostrophe where a spreadsheet would run it as a formula, then quoted.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    let formula = isFormula(text)
    guard formula || needsQuotes(text) else { return bytes.append(contentsOf: text.utf8) }
    let quoted = needsQuotes(text)
    if quoted { bytes.append(UInt8(ascii: "\"")) }
    if formula { bytes.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if quoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// Whether a spreadsheet takes the text for a formula (OWASP, "CSV injection").
  static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return "=+-@\t\r".utf8.contains(first)
  }

  private static func needsQuotes(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
  }
}
