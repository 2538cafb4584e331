internal import RiskModel

/// The first line of a table: the names of its columns, and what stands between cells.
struct TableHeader {
  let names: [String]
  let delimiter: UInt8
  /// Where the rows begin.
  let end: Int
  /// The line of the first row.
  let nextLine: Int

  /// Reads the header of a text.
  ///
  /// - Throws: `StudyProblem` where there is none.
  init(_ text: TableText) throws {
    let base = UnsafePointer(text.base)
    var start = base
    let end = base + text.count
    if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    var probe = CellCursor(place: start, end: end, delimiter: UInt8(ascii: ","))
    probe.skipEmptyLines()
    guard !probe.isAtEnd else {
      throw Self.problem(text, 1, "the table is empty, and it begins with a line of column names")
    }
    let line = UnsafeBufferPointer(
      start: probe.place, count: probe.lineEnd(from: probe.place) - probe.place)
    delimiter = Self.delimiter(of: line)
    if line.dropLast().contains(0x0D) {
      throw Self.problem(
        text, probe.line, "the lines end with CR alone", "Save the file with LF or CR LF line ends")
    }
    var cursor = CellCursor(place: probe.place, end: end, delimiter: delimiter)
    cursor.line = probe.line
    var names: [String] = []
    while true {
      let cell = cursor.take()
      if let fault = cell.fault { throw Self.problem(text, cursor.line, "in the header \(fault)") }
      names.append(cell.text)
      if cursor.isAtEnd || cursor.place[0] == 0x0A { break }
      cursor.place += 1
    }
    cursor.nextLine()
    self.names = names
    self.end = min(cursor.place - base, text.count)
    nextLine = cursor.line
  }

  /// `,` unless the line has none and has `;` or a tab.
  private static func delimiter(of line: UnsafeBufferPointer<UInt8>) -> UInt8 {
    if line.contains(UInt8(ascii: ",")) { return UInt8(ascii: ",") }
    if line.contains(UInt8(ascii: ";")) { return UInt8(ascii: ";") }
    return line.contains(0x09) ? 0x09 : UInt8(ascii: ",")
  }

  private static func problem(
    _ text: TableText, _ line: Int, _ requirement: String,
    _ remedy: String = "Write the names of the columns in the first line"
  ) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: text.name, line: line, column: 1), path: "header",
      requirement: requirement, remedy: remedy)
  }

  /// The position of each rule's column.
  func plan(_ rules: [ColumnRule], of text: TableText, problems: NetworkProblems) -> TablePlan? {
    var plan = TablePlan(width: names.count, delimiter: delimiter)
    let before = problems.count
    for rule in rules {
      let matches = positions(of: rule)
      if let position = matches.first {
        if matches.count > 1 || plan.isTaken(position) {
          problems.add(twice(names[position], rule, text))
        }
        plan.take(rule, at: position)
      } else if rule.isRequired {
        problems.add(missing(rule, text))
      }
    }
    return problems.count == before ? plan : nil
  }

  /// The columns under the first heading that is there, by letter, else whatever the case.
  private func positions(of rule: ColumnRule) -> [Int] {
    for fold in [false, true] {
      for heading in rule.headings {
        let wanted = fold ? heading.lowercased() : heading
        let found = names.indices.filter { (fold ? names[$0].lowercased() : names[$0]) == wanted }
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  private func missing(_ rule: ColumnRule, _ text: TableText) -> StudyProblem {
    let shown = names.prefix(12).map { $0.prefix(40) }.joined(separator: ", ")
    let list = "Its columns are \(shown)" + (names.count > 12 ? ", …" : "")
    let headings = rule.headings.map { "`\($0)`" }.joined(separator: " or ")
    return StudyProblem(
      location: SourceLocation(file: text.name, line: max(1, nextLine - 1), column: 1),
      path: rule.name, requirement: "the table has no column \(headings)",
      remedy: list + (rule.option.map { "; name one with \($0) COLUMN" } ?? ""),
      nearest: rule.headings.lazy.compactMap { nearestName(to: $0, in: names) }.first)
  }

  private func twice(_ name: String, _ rule: ColumnRule, _ text: TableText) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: text.name, line: max(1, nextLine - 1), column: 1),
      path: rule.name, value: name,
      requirement: "the column is there more than once, or serves two purposes",
      remedy: "Give every column a name of its own"
        + (rule.option.map { ", or name another with \($0) COLUMN" } ?? ""))
  }
}
