internal import RiskModel
internal import SupplyNetworks

/// Reads sparse matrices in the Matrix Market exchange format as links or triplets: coordinate,
/// real, integer or pattern, general or symmetric.
///
/// Source: R. F. Boisvert, R. Pozo and K. Remington (1996), NIST IR 5935. Nodes are `1` … `n`; an
/// entry at (i, j) is a link from i to j; of a symmetric file each entry off the diagonal is two.
struct MatrixMarketFile {
  private let text: TableText
  private var place: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private var line = 1
  private let range: NumberRange
  private var rows: [Int32] = []
  private var columns: [Int32] = []
  private var values: [Double] = []
  private var lines: [Int] = []

  /// The entries as the columns that two rules of ids and one of numbers name.
  ///
  /// - Throws: `StudyProblem` at the first place where the file is not as it must be.
  static func read(_ text: TableText, _ rules: [ColumnRule]) throws(StudyProblem) -> NetworkTable {
    var numberRule: (name: String, range: NumberRange)?
    var ends: [String] = []
    for rule in rules {
      switch rule.content {
      case .id: ends.append(rule.name)
      case .number(let range): if numberRule == nil { numberRule = (rule.name, range) }
      }
    }
    guard ends.count == 2, let numberRule else {
      throw problem(text, 1, "a Matrix Market file holds links, and another table is wanted", "")
    }
    var file = MatrixMarketFile(text, range: numberRule.range)
    let count = try file.parse()
    return NetworkTable(
      file: text.name, lines: file.lines, ids: [ends[0]: file.rows, ends[1]: file.columns],
      numbers: [numberRule.name: file.values],
      indexes: ["node": NodeIndex((0..<count).lazy.map { "\($0 + 1)" })])
  }

  private init(_ text: TableText, range: NumberRange) {
    self.text = text
    self.range = range
    place = UnsafePointer(text.base)
    end = place + text.count
  }

  private mutating func parse() throws(StudyProblem) -> Int {
    let words = takeLine().lowercased().split(separator: " ").map(String.init)
    guard words.count == 5, words[0] == "%%matrixmarket", words[1] == "matrix",
      words[2] == "coordinate", ["real", "integer", "pattern"].contains(words[3]),
      ["general", "symmetric"].contains(words[4])
    else {
      throw problem(
        "the first line is not `%%MatrixMarket matrix coordinate real general` or its like",
        "Write a sparse matrix of numbers; pattern, integer and symmetric are read too")
    }
    let isPattern = words[3] == "pattern"
    let isSymmetric = words[4] == "symmetric"
    skipComments()
    let height = try whole(1...Int(Int32.max) - 1)
    let width = try whole(1...Int(Int32.max) - 1)
    let entries = try whole(0...Int(Int32.max) - 1)
    guard height == width else {
      throw problem("the matrix has \(height) rows and \(width) columns", "Give a square matrix")
    }
    try endLine()
    while place < end {
      guard !skipEmptyLine() else { continue }
      try takeEntry(height, isPattern, isSymmetric)
    }
    guard lines.count - mirrored == entries else {
      throw problem(
        "the file has \(lines.count - mirrored) entries, and its header promises \(entries)",
        "Copy the file again, or mend the header")
    }
    return height
  }

  private var mirrored = 0

  private mutating func takeEntry(
    _ count: Int, _ isPattern: Bool, _ isSymmetric: Bool
  ) throws(StudyProblem) {
    let at = line
    let row = try whole(1...count) - 1
    let column = try whole(1...count) - 1
    let value = isPattern ? 1 : try number()
    try endLine()
    append(row, column, value, at)
    if isSymmetric, row != column {
      append(column, row, value, at)
      mirrored += 1
    }
  }

  private mutating func append(_ row: Int, _ column: Int, _ value: Double, _ line: Int) {
    rows.append(Int32(row))
    columns.append(Int32(column))
    values.append(value)
    lines.append(line)
  }

  // MARK: Words

  private mutating func takeLine() -> String {
    let start = place
    while place < end, place[0] != 0x0A { place += 1 }
    let text = String(
      decoding: UnsafeBufferPointer(start: start, count: place - start), as: UTF8.self)
    place += 1
    line += 1
    return text.filter { $0 != "\r" }
  }

  private mutating func skipComments() {
    while place < end {
      if place[0] == UInt8(ascii: "%") {
        _ = takeLine()
      } else if !skipEmptyLine() {
        return
      }
    }
  }

  private mutating func skipEmptyLine() -> Bool {
    skipBlanks()
    guard place < end, place[0] == 0x0A else { return place >= end }
    place += 1
    line += 1
    return true
  }

  private mutating func skipBlanks() {
    while place < end, place[0] == 0x20 || place[0] == 0x09 || place[0] == 0x0D { place += 1 }
  }

  private mutating func endLine() throws(StudyProblem) {
    skipBlanks()
    guard place >= end || place[0] == 0x0A else {
      throw problem("the line holds more than it should", "Write row, column and value")
    }
    place += 1
    line += 1
  }

  private mutating func number() throws(StudyProblem) -> Double {
    skipBlanks()
    let start = place
    var at = place
    while at < end, at[0] > 0x20 { at += 1 }
    place = at
    let cell = UnsafeRawBufferPointer(start: start, count: at - start)
    guard case .number(let value) = DecimalNumber.read(cell, decimal: UInt8(ascii: ".")) else {
      throw problem("a number is missing or is none", "Write row, column and value")
    }
    guard range.contains(value) else {
      throw problem("the value \(range.phrase)", "Mend it")
    }
    return value
  }

  private mutating func whole(_ range: ClosedRange<Int>) throws(StudyProblem) -> Int {
    skipBlanks()
    let start = place
    var value = 0
    while place[0] &- 0x30 <= 9, place - start < 10 {
      value = value * 10 + Int(place[0] &- 0x30)
      place += 1
    }
    guard place > start, place[0] <= 0x20, range.contains(value) else {
      throw problem(
        "a whole number from \(range.lowerBound) to \(range.upperBound) is wanted here",
        "Mend it; rows and columns count from 1")
    }
    return value
  }

  private func problem(_ requirement: String, _ remedy: String) -> StudyProblem {
    Self.problem(text, line, requirement, remedy)
  }

  private static func problem(
    _ text: TableText, _ line: Int, _ requirement: String, _ remedy: String
  ) -> StudyProblem {
    StudyProblem(
      location: SourceLocation(file: text.name, line: line, column: 1), path: "matrix",
      requirement: requirement, remedy: remedy.isEmpty ? "Give a table in CSV" : remedy)
  }
}
