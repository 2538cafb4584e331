import Crypto
import Foundation
import RiskModel

/// Streams the rows of a numeric table, so that millions of rows need no more memory than their numbers.
///
/// Rows are lines: unlike in a register, a quoted cell may not hold a line break.
final class RowStream {
  /// One row while the stream stands on it; its bytes are gone afterwards.
  struct Row {
    let base: UnsafeRawPointer
    let bounds: UnsafeBufferPointer<(start: Int, end: Int)>
    let line: Int

    var count: Int { bounds.count }

    func bytes(_ cell: Int) -> UnsafeRawBufferPointer {
      let (start, end) = bounds[cell]
      return UnsafeRawBufferPointer(start: base + start, count: end - start)
    }
  }

  let file: OpenFile
  let format: DelimitedFormat
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var line = 0
  private var hash = SHA256()
  private(set) var size = 0
  private var bounds: [(start: Int, end: Int)] = []

  init(_ file: OpenFile, format: DelimitedFormat) {
    self.file = file
    self.format = format
    buffer = .allocate(byteCount: 1 << 20, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// The digest of all bytes, once the stream is at its end.
  func digest() -> SHA256.Digest { hash.finalize() }

  // MARK: Rows

  /// The column names; afterwards the stream stands before the first row.
  func header() throws -> [DelimitedTable.Cell] {
    guard file.size <= ReadLimits.tableBytes else { throw StudyReadError(Self.tooLarge(file)) }
    guard let range = try nextLine() else {
      throw problem(
        1, 1, "the table is empty, and it begins with a line of column names", "Write the header")
    }
    let bytes = Array(UnsafeRawBufferPointer(rebasing: buffer[range]))
    let table = try DelimitedTable.read(
      bytes, file: file.name, format: format, isRegister: false)
    guard table.rows.isEmpty else {
      throw problem(1, 1, "the lines end with CR alone", "Save the file with LF or CR LF line ends")
    }
    guard table.header.count > 1 || !table.header[0].text.contains(";") else {
      throw problem(
        1, 1, "the header is one column, and its name holds `;`",
        "Save the table with commas between cells and points in numbers",
        value: String(table.header[0].text.prefix(80)))
    }
    return table.header
  }

  /// Calls the body with every row, each checked to have as many cells as the header.
  func forEachRow(width: Int, _ body: (Row) throws -> Void) throws {
    var cells = 0
    while let range = try nextLine() {
      guard !range.isEmpty else { continue }
      try split(range)
      guard bounds.count == width else { throw ragged(width) }
      cells += width
      guard cells <= ReadLimits.tableCells else {
        throw problem(
          line, 1, "the table has more than 100,000,000 cells", "Keep fewer rows or columns")
      }
      guard let base = buffer.baseAddress else { return }
      try bounds.withUnsafeBufferPointer { bounds in
        try body(Row(base: UnsafeRawPointer(base), bounds: bounds, line: line))
      }
    }
  }

  /// Cell boundaries of a line; quotes around a cell are not part of it.
  private func split(_ range: Range<Int>) throws {
    bounds.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while true {
      var cellStart = index
      if index < range.upperBound, buffer[index] == UInt8(ascii: "\"") {
        cellStart += 1
        index = try closingQuote(from: cellStart, to: range)
        bounds.append((cellStart, index))
        index += 1
        guard index == range.upperBound || buffer[index] == format.delimiter else {
          throw problem(
            line, index - range.lowerBound + 1, "text follows a closing quote in the same cell",
            "Write a quote inside quotes twice")
        }
      } else {
        while index < range.upperBound, buffer[index] != format.delimiter { index += 1 }
        bounds.append((cellStart, index))
      }
      guard index < range.upperBound else { return }
      index += 1
    }
  }

  private func closingQuote(from start: Int, to range: Range<Int>) throws -> Int {
    var index = start
    while index < range.upperBound {
      if buffer[index] == UInt8(ascii: "\"") {
        guard index + 1 < range.upperBound, buffer[index + 1] == UInt8(ascii: "\"") else {
          return index
        }
        index += 1
      }
      index += 1
    }
    throw problem(
      line, start - range.lowerBound, "the quote that opens here is not closed in its line",
      "Close it; cells of a numeric table hold no line breaks")
  }

  // MARK: Lines

  /// The next line's bytes without its end; nil at the end of the file.
  private func nextLine() throws -> Range<Int>? {
    var searched = start
    while true {
      if let base = buffer.baseAddress, searched < end,
        let found = memchr(base + searched, 0x0A, end - searched)
      {
        let position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        defer { start = position + 1 }
        line += 1
        return start..<withoutReturn(position)
      }
      searched = end
      if isAtEnd {
        guard start < end else { return nil }
        defer { start = end }
        line += 1
        return start..<withoutReturn(end)
      }
      let shift = start
      try fill()
      searched -= shift
    }
  }

  private func withoutReturn(_ position: Int) -> Int {
    position > start && buffer[position - 1] == 0x0D ? position - 1 : position
  }

  /// Moves the rest of a line to the front and reads behind it.
  private func fill() throws {
    let rest = end - start
    if rest == buffer.count {
      try grow()
    } else if start > 0, let base = buffer.baseAddress {
      memmove(base, base + start, rest)
    }
    start = 0
    end = rest
    let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
    isAtEnd = count == 0
    let isFirst = size == 0
    size += count
    guard size <= ReadLimits.tableBytes else { throw StudyReadError(Self.tooLarge(file)) }
    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[end..<(end + count)]))
    end += count
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if isFirst, count >= 3, buffer[0..<3].elementsEqual(mark) { start = 3 }
  }

  private func grow() throws {
    guard buffer.count < ReadLimits.rowBytes else {
      throw problem(line + 1, 1, "the row is longer than 16 MiB", "Split the table by columns")
    }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    buffer.deallocate()
    buffer = larger
  }

  // MARK: Cells

  /// The number in a cell.
  @inline(__always)
  func number(_ row: Row, _ cell: Int) throws -> Double {
    let decimal = format.decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    if case .number(let value) = DecimalNumber.read(row.bytes(cell), decimal: decimal) {
      return value
    }
    throw notANumber(row, cell)
  }

  /// The text in a cell.
  func text(_ row: Row, _ cell: Int) throws -> String {
    let bytes = row.bytes(cell)
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw problem(row, cell, "the cell is not UTF-8 text", "Save the file as UTF-8")
    }
    let start = row.bounds[cell].start
    let isQuoted = start > 0 && buffer[start - 1] == UInt8(ascii: "\"")
    return isQuoted && text.contains("\"\"")
      ? text.replacingOccurrences(of: "\"\"", with: "\"")
      : isQuoted ? text : text.trimmingCharacters(in: .whitespaces)
  }

  // MARK: Problems

  static func tooLarge(_ file: OpenFile) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: file.name, line: 1, column: 1), path: file.path,
      requirement: "a numeric table holds at most 2 GiB", remedy: "Keep fewer rows or columns")
  }

  private func notANumber(_ row: Row, _ cell: Int) -> StudyReadError {
    let decimal = format.decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    switch DecimalNumber.read(row.bytes(cell), decimal: decimal) {
    case .empty:
      return problem(
        row, cell, "a number is missing", "Fill the cell, or leave the row out", withValue: false)
    case .tooLarge:
      return problem(
        row, cell, "the number is too large; the limit is about 1.8e308",
        "Give a smaller number")
    case .notFinite:
      return problem(row, cell, "a number must be finite", "Leave the row out or give a number")
    default:
      return problem(row, cell, "the cell is not a number", "Write digits with a decimal point")
    }
  }

  /// A problem at a cell.
  func problem(
    _ row: Row, _ cell: Int, _ requirement: String, _ remedy: String, withValue: Bool = true
  ) -> StudyReadError {
    let first = row.bounds[0].start
    let column = row.bounds[cell].start - first + 1
    let value = withValue ? String(decoding: row.bytes(cell).prefix(60), as: UTF8.self) : nil
    return problem(row.line, column, requirement, remedy, value: value)
  }

  private func problem(
    _ line: Int, _ column: Int, _ requirement: String, _ remedy: String, value: String? = nil
  ) -> StudyReadError {
    StudyReadError(
      StudyProblem(
        location: SourceLocation(file: file.name, line: line, column: column), path: file.path,
        value: value, requirement: requirement, remedy: remedy))
  }

  private func ragged(_ width: Int) -> StudyReadError {
    problem(
      line, 1, DelimitedTable.ragged(bounds.count, width),
      "Give every row one cell for each column")
  }
}
