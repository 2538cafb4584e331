/// JSON Schema (draft 2020-12) of the files of a study, made from the field tables.
public enum StudySchema {
  /// The schema of `study.yaml`.
  public static var study: SchemaValue { document(.root, title: "Breakwater study") }

  /// The schema of an overlay, `format: study-overlay/1`.
  public static var overlay: SchemaValue { document(.overlay, title: "Breakwater study overlay") }

  private static func document(_ root: RecordKind, title: String) -> SchemaValue {
    var kinds = reachable(from: root)
    kinds.removeAll { $0 == root }
    let definitions =
      shared
      + kinds.map { kind in SchemaValue.Member(kind.rawValue, record(FieldTable.of(kind))) }
    guard case .object(let members) = record(FieldTable.of(root)) else { return .null }
    return .object(
      [
        .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
        .init("title", .text(title)),
      ] + members + [.init("$defs", .object(definitions))])
  }

  /// The kinds that a record can hold, in the order of their first mention.
  private static func reachable(from root: RecordKind) -> [RecordKind] {
    var kinds = [root]
    var next = 0
    while next < kinds.count {
      for field in FieldTable.of(kinds[next]).fields {
        for kind in field.type.recordKinds where !kinds.contains(kind) { kinds.append(kind) }
      }
      next += 1
    }
    return kinds
  }

  // MARK: Records

  private static func record(_ table: FieldTable) -> SchemaValue {
    let plainFields = table.fields.filter { !$0.takesLevel }
    let levelled = table.fields.filter(\.takesLevel)
    var members: [SchemaValue.Member] = [
      .init("description", .text(sentence(table.meaning, clause: table.clause))),
      .init("type", .text("object")),
      .init("properties", .object(plainFields.map { .init($0.name, property($0)) })),
    ]
    if !levelled.isEmpty {
      members.append(
        .init(
          "patternProperties",
          .object(levelled.map { .init("^\($0.name)(_[0-9]+){0,2}$", property($0)) })))
    }
    members.append(.init("additionalProperties", .boolean(false)))
    let required = table.fields.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members.append(.init("required", .texts(required))) }
    if table.kind == .root {
      members.append(
        .init(
          "anyOf",
          .array(
            ["risks", "network"].map { .object([.init("required", .texts([$0]))]) })))
    }
    return .object(members)
  }

  private static func property(_ field: Field) -> SchemaValue {
    var members = [SchemaValue.Member("description", .text(description(of: field)))]
    if let value = field.defaultValue?.schemaValue { members.append(.init("default", value)) }
    var schema = type(field.type, field.range)
    if !field.isRequired { schema = anyOf([schema, .object([.init("type", .text("null"))])]) }
    guard case .object(let body) = schema else { return .object(members) }
    return .object(members + body)
  }

  private static func description(of field: Field) -> String {
    var text = field.meaning
    if let unit = field.unit { text += " (\(unit))" }
    if let range = field.range { text += "; \(range)" }
    if let absent = field.defaultText, field.defaultValue == nil { text += "; default: \(absent)" }
    return sentence(text, clause: field.clause)
  }

  private static func sentence(_ text: String, clause: String?) -> String {
    clause.map { "\(text) [ISO 28000:2022, \($0)]" } ?? text
  }

  // MARK: Types

  private static func type(_ type: FieldType, _ range: ValueRange?) -> SchemaValue {
    switch type {
    case .text, .identifier, .reference: reference("text")
    case .integer: number("integer", range)
    case .number, .money, .probability: number("number", range)
    case .quantity: reference("quantity")
    case .boolean: .object([.init("type", .text("boolean"))])
    case .date: .object([.init("type", .text("string")), .init("format", .text("date"))])
    case .currency: .object([.init("enum", .texts(currencyCodes.sorted()))])
    case .word(let words): .object([.init("enum", .texts(words))])
    case .metric: .object([.init("type", .text("string")), .init("pattern", .text(metricPattern))])
    case .path: .object([.init("type", .text("string"))])
    case .list(let item), .oneOrMany(let item): list(type, item, range)
    case .record(let kind): reference(kind.rawValue)
    case .map(let item):
      .object([
        .init("type", .text("object")), .init("additionalProperties", self.type(item, range)),
      ])
    case .choice(let types): anyOf(types.map { self.type($0, range) })
    case .free: .object([])
    }
  }

  private static func list(
    _ type: FieldType, _ item: FieldType, _ range: ValueRange?
  ) -> SchemaValue {
    let one = self.type(item, range)
    var forms: [SchemaValue] = [
      .object([.init("type", .text("array")), .init("items", one)])
    ]
    if case .oneOrMany = type { forms.append(one) } else if item.isScalar { forms.append(one) }
    if item.isRecord { forms.append(reference("register_file")) }
    return anyOf(forms)
  }

  private static func number(_ name: String, _ range: ValueRange?) -> SchemaValue {
    var members = [SchemaValue.Member("type", .text(name))]
    if let range, range.lower.isFinite {
      members.append(
        .init(range.isLowerOpen ? "exclusiveMinimum" : "minimum", .number(range.lower)))
    }
    if let range, range.upper.isFinite {
      members.append(
        .init(range.isUpperOpen ? "exclusiveMaximum" : "maximum", .number(range.upper)))
    }
    return anyOf([.object(members), reference("number_with_suffix")])
  }

  static func reference(_ name: String) -> SchemaValue {
    .object([.init("$ref", .text("#/$defs/\(name)"))])
  }

  /// Alternatives, with nested ones drawn up.
  static func anyOf(_ forms: [SchemaValue]) -> SchemaValue {
    var flat: [SchemaValue] = []
    for form in forms {
      if case .object(let members) = form, members.count == 1, members[0].name == "anyOf",
        case .array(let inner) = members[0].value
      {
        flat += inner
      } else {
        flat.append(form)
      }
    }
    return .object([.init("anyOf", .array(flat))])
  }

  private static let metricPattern =
    "^(\(LevelledName.metrics.joined(separator: "|"))|"
    + "(\(LevelledName.tailMetrics.sorted().joined(separator: "|")))(_[0-9]+){1,2})$"

  /// Definitions that many fields share.
  private static var shared: [SchemaValue.Member] {
    SchemaQuantities.definitions
  }
}

extension FieldType {
  /// The kinds of record that may stand there.
  var recordKinds: [RecordKind] {
    switch self {
    case .record(let kind): [kind]
    case .list(let item), .oneOrMany(let item), .map(let item): item.recordKinds
    case .choice(let types): types.flatMap(\.recordKinds)
    default: []
    }
  }
}

extension FieldValue {
  /// The value as JSON; nil for what a default never is.
  var schemaValue: SchemaValue? {
    switch self {
    case .text(let text): .text(text)
    case .integer(let integer): .number(Double(integer))
    case .number(let number): .number(number)
    case .boolean(let flag): .boolean(flag)
    case .list(let items): .array(items.compactMap(\.schemaValue))
    case .quantity, .record, .map, .tree: nil
    }
  }
}
