internal import RiskModel

/// Finds the line and column of a cell again, for messages: a mark each 1024 rows, and from there
/// the text itself is walked.
struct TablePlaces {
  /// Where a row begins.
  struct Mark {
    let offset: Int
    let line: Int
  }

  /// Rows that one thread has parsed.
  struct Stretch {
    let firstRow: Int
    /// The line of its first row is this much more than its marks say.
    let lineShift: Int
    let marks: [Mark]
    /// Rows that were left out, numbered within the stretch.
    let faulty: [Int]
  }

  let text: TableText
  let plan: TablePlan
  let stretches: [Stretch]

  /// The place of a cell of a row that was kept.
  func location(row: Int, position: Int) -> SourceLocation {
    guard let stretch = stretches.last(where: { $0.firstRow <= row }) else {
      return SourceLocation(file: text.name, line: 1, column: 1)
    }
    var physical = row - stretch.firstRow
    for faulty in stretch.faulty where faulty <= physical { physical += 1 }
    let mark = stretch.marks[physical / RowParser.stride]
    let base = UnsafePointer(text.base)
    var cursor = CellCursor(
      place: base + mark.offset, end: base + text.count, delimiter: plan.delimiter)
    cursor.line = mark.line + stretch.lineShift
    for _ in 0..<(physical % RowParser.stride) {
      cursor.skipEmptyLines()
      cursor.skipRow()
    }
    cursor.skipEmptyLines()
    for _ in 0..<position {
      _ = cursor.take()
      cursor.place += 1
    }
    return Self.location(text, cursor.place, line: cursor.line)
  }

  /// A byte's place in a line: columns count characters.
  static func location(
    _ text: TableText, _ place: UnsafePointer<UInt8>, line: Int
  ) -> SourceLocation {
    var column = 1
    var at = place
    let base = UnsafePointer(text.base)
    while at > base, (at - 1)[0] != 0x0A {
      at -= 1
      if at[0] & 0xC0 != 0x80 { column += 1 }
    }
    // A byte order mark is one character that nobody sees.
    if at == base, text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { column -= 1 }
    return SourceLocation(file: text.name, line: line, column: column)
  }
}
