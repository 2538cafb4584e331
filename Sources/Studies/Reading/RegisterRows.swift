import RiskModel

/// Rows of a register as the mappings they would be in YAML.
///
/// An empty cell is an absent key; `cost.once` is the key `once` in the mapping `cost`; a cell in
/// brackets or braces is YAML in one line. Lists written `R01|R02` validation takes apart, for it
/// knows which fields are lists.
struct RegisterRows {
  private indirect enum Plan {
    case cell(Int)
    case record([(key: String, place: SourceLocation, plan: Plan)])
  }

  private let plan: Plan
  private let isText: [Bool]
  private let format: DelimitedFormat
  private var problems: [StudyProblem] = []

  /// Columns of free text, in which brackets are characters like others.
  private static let textColumns: Set<String> = [
    "name", "note", "text", "title", "reason", "basis", "statement", "what", "purpose", "threat",
    "correction", "cause", "description", "indicator", "value",
  ]

  /// The rows of a table as a sequence at the table's first place.
  static func sequence(_ table: DelimitedTable, format: DelimitedFormat) throws -> SourceNode {
    var rows = RegisterRows(plan: try makePlan(table.header), header: table.header, format: format)
    let nodes = table.rows.map { rows.node($0) }
    guard rows.problems.isEmpty else { throw StudyReadError(problems: rows.problems) }
    return SourceNode(.sequence(nodes), at: table.header[0].location)
  }

  private init(plan: Plan, header: [DelimitedTable.Cell], format: DelimitedFormat) {
    self.plan = plan
    self.format = format
    isText = header.map { cell in
      cell.text.split(separator: ".").last.map { Self.textColumns.contains(String($0)) } ?? false
    }
  }

  // MARK: Header

  private static func makePlan(_ header: [DelimitedTable.Cell]) throws -> Plan {
    var root: [(key: String, place: SourceLocation, plan: Plan)] = []
    var problems: [StudyProblem] = []
    for (index, cell) in header.enumerated() {
      let keys = cell.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      if keys.contains("") || keys.count > 8 || !insert(keys[...], index, cell, into: &root) {
        problems.append(
          StudyProblem(
            location: cell.location, path: "table", value: cell.text,
            requirement:
              "the column's name does not fit: dots nest, and `a` cannot stand beside `a.b`",
            remedy: "Rename the column"))
      }
    }
    guard problems.isEmpty else { throw StudyReadError(problems: problems) }
    return .record(root)
  }

  private static func insert(
    _ keys: ArraySlice<String>, _ index: Int, _ cell: DelimitedTable.Cell,
    into record: inout [(key: String, place: SourceLocation, plan: Plan)]
  ) -> Bool {
    guard let key = keys.first else { return false }
    let rest = keys.dropFirst()
    let position = record.firstIndex { $0.key == key }
    if rest.isEmpty {
      guard position == nil else { return false }
      record.append((key, cell.location, .cell(index)))
      return true
    }
    guard let position else {
      var inner: [(key: String, place: SourceLocation, plan: Plan)] = []
      guard insert(rest, index, cell, into: &inner) else { return false }
      record.append((key, cell.location, .record(inner)))
      return true
    }
    guard case .record(var inner) = record[position].plan,
      insert(rest, index, cell, into: &inner)
    else { return false }
    record[position].plan = .record(inner)
    return true
  }

  // MARK: Rows

  private mutating func node(_ row: [DelimitedTable.Cell]) -> SourceNode {
    node(plan, row) ?? SourceNode(.mapping([]), at: row[0].location)
  }

  private mutating func node(_ plan: Plan, _ row: [DelimitedTable.Cell]) -> SourceNode? {
    switch plan {
    case .cell(let index):
      return row[index].text.isEmpty ? nil : value(row[index], isText: isText[index])
    case .record(let columns):
      var entries: [SourceNode.Entry] = []
      entries.reserveCapacity(columns.count)
      for column in columns {
        guard let value = node(column.plan, row) else { continue }
        entries.append(
          SourceNode.Entry(key: column.key, keyLocation: column.place, node: value))
      }
      return entries.isEmpty ? nil : SourceNode(.mapping(entries), at: entries[0].node.location)
    }
  }

  private mutating func value(_ cell: DelimitedTable.Cell, isText: Bool) -> SourceNode {
    let text = format.withDecimalPoint(cell.text)
    let isFlow =
      text.hasPrefix("{") && text.hasSuffix("}") || text.hasPrefix("[") && text.hasSuffix("]")
    if isFlow, !isText { return flow(text, at: cell.location) }
    return Self.scalar(text, at: cell.location)
  }

  /// A cell counts as plain where YAML could write it so, whatever quotes CSV needed: those only
  /// protect the delimiter.
  private static func scalar(_ text: String, at place: SourceLocation) -> SourceNode {
    SourceNode(.scalar(text, quoted: !PlainScalar.isSafe(text)), at: place)
  }

  private mutating func flow(_ text: String, at place: SourceLocation) -> SourceNode {
    do {
      let node = try YAMLTree.read(Array(text.utf8), file: place.file)
      return Self.move(node, to: place)
    } catch let error as StudyReadError {
      problems += error.problems.prefix(1).map { problem in
        StudyProblem(
          location: place, path: "table", value: String(text.prefix(80)),
          requirement: "the cell in brackets is not YAML: \(problem.requirement)",
          remedy: problem.remedy)
      }
    } catch {}
    return SourceNode(.null, at: place)
  }

  /// The tree with every node at the place of its cell.
  private static func move(_ node: SourceNode, to place: SourceLocation) -> SourceNode {
    switch node.value {
    case .null, .scalar: return SourceNode(node.value, at: place)
    case .sequence(let items):
      return SourceNode(.sequence(items.map { move($0, to: place) }), at: place)
    case .mapping(let entries):
      let moved = entries.map {
        SourceNode.Entry(key: $0.key, keyLocation: place, node: move($0.node, to: place))
      }
      return SourceNode(.mapping(moved), at: place)
    }
  }
}
