internal import RiskModel

/// Lines of YAML that a reader can paste and fill in.
///
/// Where a value is not known an ellipsis stands, which says nothing until it is replaced.
enum SnippetText {
  /// A field of a record; `a.b` becomes a nested mapping.
  static func field(_ name: String, of table: FieldTable, in study: StudyEvidence) -> String {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let field = table.field(parts[0]) else { return "\(name): …" }
    if parts.count == 2, case .record(let kind) = field.type {
      return "\(parts[0]): { \(Self.field(parts[1], of: FieldTable.of(kind), in: study)) }"
    }
    return "\(name): \(value(field.type, in: study))"
  }

  /// The skeleton of a section by its path: keys in block style, the record itself on one line.
  static func section(_ path: String, in study: StudyEvidence) -> String {
    let keys = path.split(separator: ".").map(String.init)
    guard let last = kinds(along: keys).last else { return "\(path): …" }
    var lines: [String] = []
    for (depth, key) in keys.enumerated() {
      lines.append(String(repeating: "  ", count: depth) + "\(key):")
    }
    let indent = String(repeating: "  ", count: keys.count)
    let body = record(last.kind, in: study)
    lines.append(
      indent + (last.isList ? "- { \(body) }" : body.replacing(", ", with: "\n\(indent)")))
    return lines.joined(separator: "\n")
  }

  /// The line that makes a record one of those that a condition asks for; nil where none would.
  static func meeting(
    _ condition: Condition, _ table: FieldTable, in study: StudyEvidence
  ) -> String? {
    switch condition {
    case .equals(let field, let text), .begins(let field, let text):
      "\(field): \(quoted(text))"
    case .mentions(let field, let text): "\(field): [\(quoted(text))]"
    case .flag(let field): "\(field): true"
    case .stated(let field): Self.field(field, of: table, in: study)
    case .any(let others): others.first.flatMap { meeting($0, table, in: study) }
    case .all, .not, .planned: nil
    }
  }

  /// Whether a path leads to a single record, not to records of a list.
  static func isSingle(_ path: String) -> Bool {
    let kinds = kinds(along: path.split(separator: ".").map(String.init))
    return !kinds.isEmpty && kinds.allSatisfy { !$0.isList }
  }

  /// The kinds of record along a path of keys; empty where a key leads to none.
  static func kinds(along keys: [String]) -> [(kind: RecordKind, isList: Bool)] {
    var table = FieldTable.of(.root)
    var kinds: [(kind: RecordKind, isList: Bool)] = []
    for key in keys {
      guard let kind = table.field(key).flatMap({ recordKind($0.type) }) else { return [] }
      kinds.append(kind)
      table = FieldTable.of(kind.kind)
    }
    return kinds
  }

  private static func recordKind(_ type: FieldType) -> (kind: RecordKind, isList: Bool)? {
    switch type {
    case .record(let kind): (kind, false)
    case .list(let item), .oneOrMany(let item): recordKind(item).map { ($0.kind, true) }
    case .choice(let types): types.lazy.compactMap(recordKind).first
    default: nil
    }
  }

  /// The first fields of a record, those it must have before all.
  private static func record(_ kind: RecordKind, in study: StudyEvidence) -> String {
    let fields = FieldTable.of(kind).fields
    let required = fields.filter(\.isRequired)
    let others = fields.filter { !$0.isRequired && $0.name != "note" }
    return (required + others).prefix(4).map { "\($0.name): \(value($0.type, in: study))" }
      .joined(separator: ", ")
  }

  private static func value(_ type: FieldType, in study: StudyEvidence) -> String {
    switch type {
    case .integer, .number: "1"
    case .money: "1000"
    case .probability: "0.5"
    case .quantity(let role): role == .probability ? "0.1 to 0.4" : "1 to 3"
    case .boolean: "true"
    case .date: study.asOf.description
    case .word(let words): words.first ?? "…"
    case .reference(let registers): example(registers.first, in: study)
    case .list(let item): "[\(value(item, in: study))]"
    case .oneOrMany(let item): value(item, in: study)
    case .record(let kind): "{ \(record(kind, in: study)) }"
    case .choice(let types): types.first.map { value($0, in: study) } ?? "…"
    case .identifier: "NEW"
    case .text, .metric, .currency, .path, .map, .free: "\"…\""
    }
  }

  /// The first id of a register, to be replaced by the right one.
  private static func example(_ register: Register?, in study: StudyEvidence) -> String {
    switch register {
    case .roles?: study.select("governance.roles").first?.text("id") ?? "role/owner"
    case .documents?: "doc/new"
    case .parties?: study.select("context.interested_parties").first?.text("id") ?? "IP1"
    case .risks?: study.select("risks").first?.text("id") ?? "R01"
    case .processes?: study.select("processes").first?.text("id") ?? "P01"
    case .suppliers?: study.select("network.nodes").first?.text("id") ?? "S01"
    case .treatments?: study.select("treatments").first?.text("id") ?? "T01"
    default: "\"…\""
    }
  }

  /// Text as a flow list can hold it.
  static func quoted(_ text: String) -> String {
    let plain = text.allSatisfy { $0.isLetter || $0.isNumber || "_-/ ".contains($0) }
    return plain && !text.isEmpty ? text : "\"\(text.replacing("\"", with: "\\\""))\""
  }
}
