/// A record of a study, read by its table: every field typed, every default at hand.
///
/// Records whose computation lives elsewhere (optimisation, audits, plans, …) are read from these.
public struct StudyRecord: Sendable, CustomStringConvertible {
  /// What stands in one field.
  struct Entry: Sendable {
    /// Nil where the value was refused.
    var value: FieldValue?
    var node: SourceNode
    var keyLocation: SourceLocation
    /// The key as written, which may carry a level.
    var key: String
  }

  /// The fields of this kind of record.
  public let table: FieldTable
  /// Where the record begins.
  public let location: SourceLocation
  /// Its place in the tree, records by id: `risks/R07`.
  public let path: String
  var entries: [Entry?]
  /// Whether a key was unknown, so that what seems to be missing may only be misspelt.
  var hasUnknownKeys = false

  /// The record's kind and place; its fields would fill pages.
  public var description: String { "\(table.kind.rawValue) at \(path)" }

  /// The value of a field, or its default, or nil.
  public subscript(_ name: String) -> FieldValue? {
    let position = self.position(name)
    if let entry = entries[position] { return entry.value }
    return table.fields[position].defaultValue
  }

  /// Whether the file states the field, legally or not.
  public func has(_ name: String) -> Bool { entries[position(name)] != nil }

  /// Where a field stands; the record's own place where the file does not state it.
  public func location(of name: String) -> SourceLocation {
    entries[position(name)]?.node.location ?? location
  }

  /// Text, a word, a date, a path, an id or a reference.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { return text }
    return nil
  }

  /// A number in the unit of the field.
  public func number(_ name: String) -> Double? {
    switch self[name] {
    case .number(let number)?: number
    case .integer(let integer)?: Double(integer)
    default: nil
    }
  }

  /// A whole number.
  public func integer(_ name: String) -> Int? {
    if case .integer(let integer)? = self[name] { return integer }
    return nil
  }

  /// A truth value; false where there is neither value nor default.
  public func flag(_ name: String) -> Bool {
    if case .boolean(let flag)? = self[name] { return flag }
    return false
  }

  /// An estimate.
  public func quantity(_ name: String) -> Quantity? {
    if case .quantity(let quantity)? = self[name] { return quantity }
    return nil
  }

  /// A nested record.
  public func record(_ name: String) -> StudyRecord? {
    if case .record(let record)? = self[name] { return record }
    return nil
  }

  /// The texts of a list; empty where there is none.
  public func texts(_ name: String) -> [String] {
    items(name).compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The numbers of a list; empty where there is none.
  public func numbers(_ name: String) -> [Double] {
    items(name).compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  /// The records of a list; empty where there is none.
  public func records(_ name: String) -> [StudyRecord] {
    items(name).compactMap { if case .record(let record) = $0 { record } else { nil } }
  }

  /// The values of a map in file order; empty where there is none.
  public func pairs(_ name: String) -> [(key: String, value: FieldValue)] {
    if case .map(let pairs)? = self[name] { return pairs }
    return []
  }

  /// The level that a key carries: 0.995 for `expected_shortfall_99_5`; nil where it carries none.
  public func level(of name: String) -> Double? {
    entries[position(name)].flatMap { LevelledName($0.key)?.level }
  }

  private func items(_ name: String) -> [FieldValue] {
    if case .list(let items)? = self[name] { return items }
    return []
  }

  private func position(_ name: String) -> Int {
    guard let position = table.position(of: name) else {
      preconditionFailure("\(table.kind.rawValue) has no field \(name)")
    }
    return position
  }
}

/// A value as the table of its record types it.
public indirect enum FieldValue: Sendable {
  /// Text, a word, a date, a path, an id or a reference.
  case text(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case quantity(Quantity)
  case list([FieldValue])
  case record(StudyRecord)
  /// Keys of the author's own choice, in file order.
  case map([(key: String, value: FieldValue)])
  /// A value that is kept as it was written.
  case tree(SourceNode)
}

extension Field {
  /// What an absent field means; nil where the default depends on the record (`the id`).
  var defaultValue: FieldValue? {
    defaultText.flatMap { Self.value($0, type) }
  }

  private static func value(_ text: String, _ type: FieldType) -> FieldValue? {
    switch type {
    case .word, .metric: return .text(text)
    case .integer: return Int(text).map { .integer($0) }
    case .boolean: return Scalar.boolean(text).map { .boolean($0) }
    case .number, .money, .probability:
      guard case .number(let number) = Scalar.number(text) else { return nil }
      return .number(number)
    case .list(let item), .oneOrMany(let item):
      let parts = text.dropFirst().dropLast().split(separator: ",").map { part in
        String(part.drop { $0 == " " })
      }
      return .list(parts.compactMap { value($0, item) })
    case .choice(let types):
      return types.lazy.compactMap { value(text, $0) }.first
    default: return nil
    }
  }
}
