import RiskModel

/// A register in CSV (RFC 4180) as rows of cells that know their place.
///
/// The reader is our own because every cell needs a line and a column for messages, and tables of
/// millions of rows must be read fast (`NumericTable`); no library at hand gives the first.
struct DelimitedTable {
  /// One cell: its text without quotes, and where it begins.
  struct Cell {
    var text: String
    var location: SourceLocation
  }

  let header: [Cell]
  let rows: [[Cell]]

  /// The table of a file's bytes; where it is a register, its delimiter can be named.
  ///
  /// - Throws: `StudyReadError` with all rows that do not fit, up to a hundred.
  static func read(
    _ bytes: [UInt8], file: String, format: DelimitedFormat = DelimitedFormat(),
    isRegister: Bool = true
  ) throws -> DelimitedTable {
    let text = try TextCheck.text(bytes, file: file)
    var parser = DelimitedParser(text, file: file, delimiter: format.delimiter)
    guard let header = try parser.nextRow() else {
      throw StudyReadError(
        StudyProblem(
          location: SourceLocation(file: file, line: 1, column: 1), path: "table",
          requirement: "the file is empty, and a register begins with a line of column names",
          remedy: "Write the header, or remove the reference to the file"))
    }
    // Said before the rows, which would all be as wrong.
    let doubts = isRegister ? DelimitedHeader.otherDelimiter(header, format: format) : []
    guard doubts.isEmpty else { throw StudyReadError(problems: doubts) }
    try DelimitedHeader.check(header)
    let rows = try parser.rows(width: header.count)
    return DelimitedTable(header: header, rows: rows)
  }
}

extension DelimitedTable {
  /// What is wrong with a row that is not as wide as the header.
  static func ragged(_ cells: Int, _ columns: Int) -> String {
    "the row has \(cells) cell\(cells == 1 ? "" : "s"), and the header names "
      + "\(columns) column\(columns == 1 ? "" : "s")"
  }
}

/// Takes delimited text apart into rows.
private struct DelimitedParser {
  private let bytes: ArraySlice<UInt8>
  private let file: String
  private let delimiter: UInt8
  private var index: Int
  private var line = 1
  private var column = 1

  init(_ bytes: ArraySlice<UInt8>, file: String, delimiter: UInt8) {
    self.bytes = bytes
    self.file = file
    self.delimiter = delimiter
    index = bytes.startIndex
  }

  /// All rows to the end of the file, each as wide as the header.
  mutating func rows(width: Int) throws -> [[DelimitedTable.Cell]] {
    var rows: [[DelimitedTable.Cell]] = []
    var problems: [StudyProblem] = []
    while let row = try nextRow() {
      guard row.count == width else {
        problems.append(ragged(row, width: width))
        guard problems.count < 100 else { break }
        continue
      }
      rows.append(row)
      guard rows.count <= ReadLimits.registerRows else { throw StudyReadError(tooLong(row)) }
    }
    guard problems.isEmpty else { throw StudyReadError(problems: problems) }
    return rows
  }

  /// The next row that is not an empty line; nil at the end.
  mutating func nextRow() throws -> [DelimitedTable.Cell]? {
    while index < bytes.endIndex, isBreak(bytes[index]) { takeBreak() }
    guard index < bytes.endIndex else { return nil }
    var row: [DelimitedTable.Cell] = []
    while true {
      row.append(try nextCell())
      guard index < bytes.endIndex else { return row }
      if isBreak(bytes[index]) {
        takeBreak()
        return row
      }
      step()
      guard row.count <= ReadLimits.columns else {
        throw problem(row[0].location, "the row has more than 10,000 cells", "Split the table")
      }
    }
  }

  /// One cell; afterwards the index is at a delimiter, a line break or the end.
  private mutating func nextCell() throws -> DelimitedTable.Cell {
    let place = location
    if index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") {
      return DelimitedTable.Cell(text: try quotedText(from: place), location: place)
    }
    let start = index
    while index < bytes.endIndex, bytes[index] != delimiter, !isBreak(bytes[index]) { step() }
    var slice = bytes[start..<index]
    while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
    while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
    return DelimitedTable.Cell(text: String(decoding: slice, as: UTF8.self), location: place)
  }

  private mutating func quotedText(from place: SourceLocation) throws -> String {
    step()
    var text: [UInt8] = []
    var closed = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        step()
        closed = index == bytes.endIndex || bytes[index] != UInt8(ascii: "\"")
        if closed { break }
      }
      text.append(byte)
      if isBreak(byte) { takeBreak(into: &text) } else { step() }
    }
    guard closed, index == bytes.endIndex || bytes[index] == delimiter || isBreak(bytes[index])
    else { throw unclosed(place) }
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Characters

  private var location: SourceLocation {
    SourceLocation(file: file, line: line, column: column)
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func step() {
    // Continuation bytes of UTF-8 are no characters of their own.
    if bytes[index] & 0xC0 != 0x80 { column += 1 }
    index += 1
  }

  private mutating func takeBreak() {
    if bytes[index] == 0x0D { index += 1 }
    if index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
    line += 1
    column = 1
  }

  /// A line break inside quotes; its first byte is already in the text.
  private mutating func takeBreak(into text: inout [UInt8]) {
    let start = index
    takeBreak()
    text.append(contentsOf: bytes[(start + 1)..<index])
  }

  // MARK: Problems

  private func problem(
    _ place: SourceLocation, _ requirement: String, _ remedy: String, value: String? = nil
  ) -> StudyReadError {
    StudyReadError(
      StudyProblem(
        location: place, path: "table", value: value, requirement: requirement, remedy: remedy))
  }

  private func unclosed(_ place: SourceLocation) -> StudyReadError {
    if index < bytes.endIndex {
      return problem(
        location, "text follows a closing quote in the same cell",
        "Write a quote inside quotes twice: \"a \"\"word\"\" in quotes\"")
    }
    return problem(
      place, "the quote that opens here is never closed",
      "Close it, or write a quote inside quotes twice")
  }

  private func ragged(_ row: [DelimitedTable.Cell], width: Int) -> StudyProblem {
    StudyProblem(
      location: row[0].location, path: "table", value: String(row[0].text.prefix(40)),
      requirement: DelimitedTable.ragged(row.count, width),
      remedy: row.count > width
        ? "Put a cell that holds the delimiter in double quotes"
        : "Write a delimiter for each empty cell too")
  }

  private func tooLong(_ row: [DelimitedTable.Cell]) -> StudyProblem {
    StudyProblem(
      location: row[0].location, path: "table",
      requirement: "a register holds at most 200,000 rows",
      remedy: "Split the register, or run a large network with `breakwater network`")
  }
}

/// The rules for the line of column names.
enum DelimitedHeader {
  static func check(_ header: [DelimitedTable.Cell]) throws {
    var problems: [StudyProblem] = []
    var first: [String: SourceLocation] = [:]
    for cell in header {
      if cell.text.isEmpty {
        problems.append(
          make(
            cell.location, "a column has no name",
            "Name it, or remove the column and its delimiters"))
      } else if let other = first[cell.text] {
        problems.append(
          make(
            cell.location,
            "the column is named twice, first at line \(other.line), column \(other.column)",
            "Rename or remove one of the two", value: cell.text))
      } else {
        first[cell.text] = cell.location
      }
    }
    guard problems.isEmpty else { throw StudyReadError(problems: problems) }
  }

  /// The usual cause of a register with a single column.
  static func otherDelimiter(
    _ header: [DelimitedTable.Cell], format: DelimitedFormat
  ) -> [StudyProblem] {
    let others = [(UInt8(ascii: ";"), ";"), (UInt8(ascii: "\t"), "\\t"), (UInt8(ascii: ","), ",")]
    guard header.count == 1,
      let other = others.first(where: {
        $0.0 != format.delimiter && header[0].text.utf8.contains($0.0)
      })
    else { return [] }
    return [
      make(
        header[0].location, "the header is one column, and its name holds `\(other.1)`",
        "Name the delimiter where the file is named: `{ file: …, delimiter: \"\(other.1)\" }`",
        value: String(header[0].text.prefix(80)))
    ]
  }

  private static func make(
    _ place: SourceLocation, _ requirement: String, _ remedy: String, value: String? = nil
  ) -> StudyProblem {
    StudyProblem(
      location: place, path: "table", value: value, requirement: requirement, remedy: remedy)
  }
}
