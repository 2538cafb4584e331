import Distributions

/// Reads a tree by the tables and logs every problem that it meets on the way.
///
/// A class, for one log and one path serve the whole recursion; it never leaves one validation.
final class StudyReader {
  var log = ProblemLog()
  /// The place in the tree, outermost first.
  var path: [String] = []
  let registers: Registers
  let columns: any ColumnSource
  /// References to documents that the study does not list; gathered into one warning.
  var unlistedDocuments: [(id: String, location: SourceLocation, path: String)] = []

  /// Laws of columns by file, column and filter, so that a column is read once.
  var empiricalLaws: [[String]: any Distribution] = [:]

  init(registers: Registers, columns: any ColumnSource) {
    self.registers = registers
    self.columns = columns
  }

  var pathText: String { path.isEmpty ? "study" : path.joined(separator: "/") }

  /// Runs the body one step deeper in the tree.
  func descend<T>(_ step: String, _ body: () -> T) -> T {
    path.append(step)
    defer { path.removeLast() }
    return body()
  }

  /// Logs a problem at the current place.
  func fail(
    _ node: SourceNode, _ requirement: String, _ remedy: String, nearest: String? = nil,
    severity: StudyProblem.Severity = .error
  ) {
    log.add(
      StudyProblem(
        severity: severity, location: node.location, path: pathText,
        value: node.written(limit: 60), requirement: requirement, remedy: remedy, nearest: nearest))
  }

  // MARK: Records

  /// Reads one record; nil where the node is no mapping.
  func readRecord(_ node: SourceNode, _ kind: RecordKind) -> StudyRecord? {
    let table = FieldTable.of(kind)
    guard case .mapping(let pairs) = node.value else {
      refuseRecord(node, table)
      return nil
    }
    var record = StudyRecord(
      table: table, location: node.location, path: pathText,
      entries: Array(repeating: nil, count: table.fields.count))
    var index = 0
    while index < pairs.count {
      let tail = commaTail(pairs, from: index, in: table)
      if tail == 0 { readEntry(pairs[index], into: &record) }
      index += max(1, tail)
    }
    for (position, field) in table.fields.enumerated() where field.isRequired {
      if record.entries[position] == nil { missing(field, in: record) }
    }
    return record
  }

  private func readEntry(_ pair: SourceNode.Entry, into record: inout StudyRecord) {
    guard let position = record.table.position(of: pair.key) else {
      record.hasUnknownKeys = true
      unknownKey(pair, in: record.table)
      return
    }
    if let earlier = record.entries[position] {
      descend(pair.key) {
        fail(
          pair.node, "is written twice in one record; the first is at \(earlier.keyLocation)",
          "Keep one of them")
      }
      return
    }
    guard !pair.node.isNull else { return }
    let field = record.table.fields[position]
    let value = descend(pair.key) { readValue(pair.node, field.type, field) }
    record.entries[position] = StudyRecord.Entry(
      value: value, node: pair.node, keyLocation: pair.keyLocation, key: pair.key)
  }

  private func refuseRecord(_ node: SourceNode, _ table: FieldTable) {
    let name = table.kind.rawValue
    if table.kind == .root || table.kind == .overlay {
      fail(
        node,
        node.isNull
          ? "\(table.noun) is empty" : "\(table.noun) must be a mapping of keys to values",
        "Begin with `format: …`; see `breakwater describe \(name)`")
    } else {
      fail(node, "must be \(table.noun): a mapping of fields", "See `breakwater describe \(name)`")
    }
  }

  private func missing(_ field: Field, in record: StudyRecord) {
    log.add(
      StudyProblem(
        location: record.location, path: pathText,
        requirement: "`\(field.name)` is missing; it must be \(field.type.phrase)",
        remedy: "Add `\(field.name): …` (\(field.meaning))"))
  }

  private func unknownKey(_ pair: SourceNode.Entry, in table: FieldTable) {
    log.add(
      StudyProblem(
        location: pair.keyLocation, path: pathText,
        requirement: "`\(pair.key)` is no field of \(table.noun)",
        remedy: "See `breakwater describe \(table.kind.rawValue)` for the fields",
        nearest: log.nearest(to: pair.key, in: table.fields.map(\.name))))
  }

  /// How many keys from here on are the tail of a text that an unquoted comma split, which is logged.
  ///
  /// In `{ name: Fence, cameras, owner: x }` YAML reads `cameras` as a key without a value.
  private func commaTail(
    _ pairs: [SourceNode.Entry], from start: Int, in table: FieldTable
  ) -> Int {
    guard start > 0, let head = pairs[start - 1].node.text else { return 0 }
    let line = pairs[start - 1].node.location.line
    let tail = pairs[start...].prefix {
      $0.node.isNull && $0.keyLocation.line == line && table.field($0.key) == nil
    }
    guard let first = tail.first else { return 0 }
    let key = pairs[start - 1].key
    var remedy = "Quote the text: `\(key): \"\(head), \(tail.map(\.key).joined(separator: ", "))\"`"
    let digits = head + tail.map(\.key).joined()
    if case .number = Scalar.number(head), case .number = Scalar.number(digits) {
      remedy = "Write `\(key): \(digits)`; numbers have no thousands separators"
    }
    log.add(
      StudyProblem(
        location: first.keyLocation, path: pathText,
        requirement: "`\(first.key)` is no field of \(table.noun); an unquoted comma has split the "
          + "text before it", remedy: remedy))
    return tail.count
  }
}
