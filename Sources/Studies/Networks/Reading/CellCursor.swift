/// Walks over the cells of delimited text, quotes and all, one at a time: RFC 4180, line ends LF or
/// CR LF, blanks around unquoted cells dropped.
///
/// The text has line ends behind its end (`TableText.padding`), so that every cell is closed and
/// words of eight bytes may be read anywhere in it.
struct CellCursor {
  /// A cell's content, without quotes around it; doubled quotes are still doubled.
  struct Cell {
    let start: UnsafePointer<UInt8>
    let count: Int
    var hasDoubledQuotes = false
    /// What is wrong with its quotes.
    var fault: String?

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    var text: String {
      let text = String(decoding: bytes, as: UTF8.self)
      return hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }
  }

  /// Where the cursor stands.
  var place: UnsafePointer<UInt8>
  /// The first byte behind the text.
  let end: UnsafePointer<UInt8>
  /// What stands between cells.
  let delimiter: UInt8
  /// The line of the cursor, from 1 at the start.
  var line = 1
  private let pattern: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  init(place: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, delimiter: UInt8) {
    self.place = place
    self.end = end
    self.delimiter = delimiter
    pattern = UInt64(delimiter) &* Self.ones
  }

  var isAtEnd: Bool { place >= end }

  /// Steps over empty lines.
  @inline(__always)
  mutating func skipEmptyLines() {
    while place < end {
      let isReturn = place[0] == 0x0D && place[1] == 0x0A
      guard isReturn || place[0] == 0x0A else { return }
      place += isReturn ? 2 : 1
      line += 1
    }
  }

  /// The first delimiter or line end from a place on.
  @inline(__always)
  func cellEnd(from start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var at = start
    while true {
      let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
      let a = word ^ pattern
      let b = word ^ 0x0A0A_0A0A_0A0A_0A0A
      let found = ((a &- Self.ones) & ~a | (b &- Self.ones) & ~b) & Self.highs
      if found != 0 { return at + found.trailingZeroBitCount >> 3 }
      at += 8
    }
  }

  /// Takes the cell at the cursor, which then stands on the delimiter or line end behind it.
  @inline(__always)
  mutating func take() -> Cell {
    if place[0] == UInt8(ascii: "\"") { return takeQuoted() }
    let bytes = takePlain()
    return Cell(start: bytes.baseAddress ?? place, count: bytes.count)
  }

  /// Takes a cell that does not begin with a quote.
  @inline(__always)
  mutating func takePlain() -> UnsafeBufferPointer<UInt8> {
    var start = place
    place = cellEnd(from: place)
    var count = place - start
    while count > 0, Self.isBlank(start[count - 1]) { count -= 1 }
    while count > 0, Self.isBlank(start[0]) {
      start += 1
      count -= 1
    }
    return UnsafeBufferPointer(start: start, count: count)
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0D || byte == 0x09
  }

  private mutating func takeQuoted() -> Cell {
    let opening = place
    let openingLine = line
    var at = place + 1
    var isDoubled = false
    while at < end {
      if at[0] == UInt8(ascii: "\"") {
        guard at[1] == UInt8(ascii: "\""), at + 1 < end else { break }
        isDoubled = true
        at += 1
      } else if at[0] == 0x0A {
        line += 1
      }
      at += 1
    }
    guard at < end else {
      // Only the rest of its line is given up, so that what follows is still looked at.
      line = openingLine
      place = lineEnd(from: opening)
      return Cell(
        start: opening, count: place - opening, fault: "the quote that opens here is never closed")
    }
    let count = at - opening - 1
    place = at + 1
    let rest = cellEnd(from: place)
    var fault: String?
    while place < rest {
      if !Self.isBlank(place[0]) { fault = "text follows a closing quote in the same cell" }
      place += 1
    }
    return Cell(start: opening + 1, count: count, hasDoubledQuotes: isDoubled, fault: fault)
  }

  /// The line end that closes a line.
  func lineEnd(from start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var at = start
    while at < end, at[0] != 0x0A { at += 1 }
    return at
  }

  /// Steps over the rest of a row, quoted cells and all.
  mutating func skipRow() {
    while true {
      _ = take()
      if place >= end || place[0] == 0x0A { return nextLine() }
      place += 1
    }
  }

  /// Steps over the line end at the cursor.
  @inline(__always)
  mutating func nextLine() {
    place += 1
    line += 1
  }
}
