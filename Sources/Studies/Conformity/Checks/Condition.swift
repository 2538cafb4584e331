internal import RiskModel

/// Which records of a list a check looks at.
indirect enum Condition: Sendable {
  /// A field has this text.
  case equals(String, String)
  /// A list has this text, or the field itself is it.
  case mentions(String, String)
  /// A field begins with this text, in any letter case.
  case begins(String, String)
  /// A field is stated and not empty.
  case stated(String)
  /// A field is true.
  case flag(String)
  /// A treatment that was decided, serves an objective, or is a duty.
  case planned
  case not(Condition)
  case any([Condition])
  case all([Condition])

  /// Whether a record is one of them.
  func holds(_ record: StudyRecord, in study: StudyEvidence) -> Bool {
    switch self {
    case .equals(let field, let text): record.text(field) == text
    case .mentions(let field, let text):
      record.texts(field).contains(text) || record.text(field) == text
    case .begins(let field, let text):
      record.text(field)?.lowercased().hasPrefix(text) ?? false
    case .stated(let field): record.states(field)
    case .flag(let field): record.flag(field)
    case .planned: record.text("id").map(study.plannedTreatments.contains) ?? false
    case .not(let other): !other.holds(record, in: study)
    case .any(let others): others.contains { $0.holds(record, in: study) }
    case .all(let others): others.allSatisfy { $0.holds(record, in: study) }
    }
  }

  /// The end of a sentence: `whose origin is external`.
  var phrase: String {
    switch self {
    case .equals(let field, let text), .begins(let field, let text):
      "whose `\(field)` is `\(text)`"
    case .mentions(let field, let text): "whose `\(field)` names `\(text)`"
    case .stated(let field): "with `\(field)`"
    case .flag(let field): "marked `\(field)`"
    case .planned: "that were decided, serve an objective or are a duty"
    case .not(.flag(let field)): "not marked `\(field)`"
    case .not(.stated(let field)): "without `\(field)`"
    case .not(let other): "but those \(other.phrase)"
    case .any(let others): others.map(\.phrase).joined(separator: " or ")
    case .all(let others): others.map(\.phrase).joined(separator: " and ")
    }
  }

  /// The fields that it reads, for the test that they exist.
  var fields: [String] {
    switch self {
    case .equals(let field, _), .mentions(let field, _), .begins(let field, _),
      .stated(let field), .flag(let field):
      [field]
    case .planned: ["id"]
    case .not(let other): other.fields
    case .any(let others), .all(let others): others.flatMap(\.fields)
    }
  }
}

extension StudyRecord {
  /// Whether the file says something in a field; `a.b` is a field of a nested record.
  ///
  /// An ellipsis is the placeholder of a proposed snippet and says nothing.
  func states(_ field: String) -> Bool {
    let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2 { return record(parts[0])?.states(parts[1]) ?? false }
    guard has(field), let value = self[field] else { return false }
    return value.says
  }

  /// The nested record and its field that a dotted name means.
  func holder(of field: String) -> (record: StudyRecord, field: String)? {
    let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return (self, field) }
    return record(parts[0]).flatMap { $0.holder(of: parts[1]) }
  }

  /// A day that a field holds.
  func day(_ field: String) -> CalendarDay? {
    guard let (record, name) = holder(of: field) else { return nil }
    return record.text(name).flatMap { CalendarDay($0) }
  }
}

extension FieldValue {
  /// Whether it is more than an empty shell.
  fileprivate var says: Bool {
    switch self {
    case .text(let text): !text.isEmpty && !text.hasPrefix("…")
    case .list(let items): items.contains(where: \.says)
    case .map(let pairs): !pairs.isEmpty
    case .tree, .integer, .number, .boolean, .quantity, .record: true
    }
  }
}
