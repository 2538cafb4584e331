public import Foundation
internal import RiskModel

/// A register as rows of texts: what CSV and a spreadsheet hold.
///
/// Its rows read back as the same records: dots in the names of columns nest (`cost.once`), plain
/// lists are divided by `|`, and what is deeper stands as YAML in one line.
public struct RegisterSheet: Hashable, Sendable {
  /// The name of the register.
  public let name: String
  /// The names of the columns.
  public let columns: [String]
  /// The cells of each row, as many as there are columns; an empty one is an absent field.
  public let rows: [[String]]

  /// A sheet from its parts; short rows are filled up.
  public init(name: String, columns: [String], rows: [[String]]) {
    self.name = name
    self.columns = columns
    self.rows = rows.map { row in
      row.prefix(columns.count) + Array(repeating: "", count: max(0, columns.count - row.count))
    }
  }

  /// The sheet of a study's register.
  public init(_ register: StudyRegister, of study: ReadStudy) {
    self.init(register.rawValue, records: register.records(in: study.root))
  }

  init(_ name: String, records: [SourceNode]) {
    let plan = RegisterColumns(records)
    self.init(
      name: name, columns: plan.names,
      rows: records.map { record in plan.paths.map { RegisterCell.text(record, at: $0) } })
  }

  /// The sheet as CSV that a study can read: `risks: { file: risks.csv }`.
  public var csv: Data {
    var bytes: [UInt8] = []
    for row in [columns] + rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        // A number may begin with a sign; only text could be run as a formula.
        if Double(cell) == nil {
          CSVText.append(cell, to: &bytes)
        } else {
          bytes.append(contentsOf: cell.utf8)
        }
      }
      bytes.append(contentsOf: CSVText.lineEnd)
    }
    return Data(bytes)
  }

  /// Reads CSV; a text that was kept from running as a formula is as it was.
  ///
  /// - Throws: `StudyReadError` with every row that does not fit.
  public init(
    csv data: Data, name: String, file: String, format: DelimitedFormat = DelimitedFormat()
  ) throws {
    let table = try DelimitedTable.read(Array(data), file: file, format: format, isRegister: false)
    self.init(
      name: name, columns: table.header.map(\.text),
      rows: table.rows.map { $0.map { format.withDecimalPoint(ReportFiles.plain($0.text)) } })
  }

  /// The records that the rows are.
  ///
  /// - Throws: `StudyReadError` where a column's name or a cell in brackets does not fit.
  func records(file: String) throws -> [SourceNode] {
    func cells(_ texts: [String], line: Int) -> [DelimitedTable.Cell] {
      texts.enumerated().map { column, text in
        DelimitedTable.Cell(
          text: text, location: SourceLocation(file: file, line: line, column: column + 1))
      }
    }
    guard !columns.isEmpty else { return [] }
    let table = DelimitedTable(
      header: cells(columns, line: 1),
      rows: rows.enumerated().map { cells($0.element, line: $0.offset + 2) })
    let node = try RegisterRows.sequence(table, format: DelimitedFormat())
    guard case .sequence(let items) = node.value else { return [] }
    return items
  }
}

/// Which columns the records of a register need.
struct RegisterColumns {
  /// The keys on the way to each column's cell.
  let paths: [[String]]

  var names: [String] { paths.map { $0.joined(separator: ".") } }

  /// Columns in the order in which fields first appear.
  init(_ records: [SourceNode]) { paths = Self.paths(records.map(Optional.some), above: []) }

  private static func paths(_ nodes: [SourceNode?], above: [String]) -> [[String]] {
    var keys: [String] = []
    var seen: Set<String> = []
    for case .mapping(let entries)? in nodes.map({ $0?.value }) {
      for entry in entries where seen.insert(entry.key).inserted { keys.append(entry.key) }
    }
    return keys.flatMap { key -> [[String]] in
      let children = nodes.map { $0?[key] }
      return nests(children, depth: above.count)
        ? paths(children, above: above + [key]) : [above + [key]]
    }
  }

  /// Whether every record that has the field has a mapping of simple keys there.
  private static func nests(_ nodes: [SourceNode?], depth: Int) -> Bool {
    let present = nodes.compactMap { $0 }
    return depth < 3 && !present.isEmpty
      && present.allSatisfy { node in
        guard case .mapping(let entries) = node.value else { return false }
        return !entries.isEmpty && entries.allSatisfy { !$0.key.isEmpty && !$0.key.contains(".") }
      }
  }
}

/// Values of records as texts of cells.
enum RegisterCell {
  /// The cell of a record at a path; empty where nothing stands there.
  static func text(_ record: SourceNode, at path: [String]) -> String {
    var node: SourceNode? = record
    for key in path { node = node?[key] }
    return node.map(text) ?? ""
  }

  private static func text(_ node: SourceNode) -> String {
    switch node.value {
    case .null: ""
    case .scalar(let text, _): text
    case .sequence(let items): list(items) ?? flow(node)
    case .mapping: flow(node)
    }
  }

  /// `R01|R02` of two or more plain texts; nil where that would not read back.
  private static func list(_ items: [SourceNode]) -> String? {
    let texts = items.compactMap { item -> String? in
      guard case .scalar(let text, _) = item.value, !text.isEmpty, !text.contains("|"),
        text.first != " ", text.last != " ", !text.hasPrefix("["), !text.hasPrefix("{")
      else { return nil }
      return text
    }
    return texts.count == items.count && !texts.isEmpty ? texts.joined(separator: "|") : nil
  }

  /// The node as YAML in one line.
  static func flow(_ node: SourceNode) -> String {
    switch node.value {
    case .null: "null"
    case .scalar(let text, let quoted):
      quoted || !PlainScalar.isSafe(text) || text.contains(where: { ",[]{}".contains($0) })
        ? JSONText.quoted(text) : text
    case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{ "
        + entries.map { "\(key($0.key)): \(flow($0.node))" }.joined(separator: ", ") + " }"
    }
  }

  private static func key(_ text: String) -> String {
    PlainScalar.isSafe(text) && !text.contains(where: { ",[]{}:".contains($0) })
      ? text : JSONText.quoted(text)
  }
}
