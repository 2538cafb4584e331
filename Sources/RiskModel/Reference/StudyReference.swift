/// The reference text of records, fields and laws, made from the field tables.
public enum StudyReference {
  /// Says that nothing has the name that was asked for.
  public struct UnknownName: Error, Hashable, Sendable, CustomStringConvertible {
    /// The part of the path that was not found.
    public let name: String
    /// Where it was looked for: `the study`, `a risk`.
    public let place: String
    /// The nearest known name.
    public let nearest: String?

    /// The sentence for the person who asked.
    public var description: String {
      let hint = nearest.map { " Did you mean `\($0)`?" } ?? ""
      return "`\(name)` is no field of \(place)." + hint
    }
  }

  /// The text about a record or field by its dotted path, such as `risks.downtime.days`, about a
  /// kind of record, `quantity` or a law; the list of kinds where no name is given.
  ///
  /// A path as problems print it, with ids and slashes, is understood too.
  public static func describe(_ name: String? = nil) throws(UnknownName) -> String {
    guard let name, !trimmed(name).isEmpty else { return kinds }
    if name == "quantity" { return quantities }
    if name == "metric" { return metrics }
    if let form = LawForm.byName[name] { return law(form) }
    let steps = name.split { $0 == "." || $0 == "/" }.map(String.init)
    if steps.count == 1, FieldTable.of(.root).field(name) == nil,
      let kind = RecordKind(rawValue: name)
    {
      return record(FieldTable.of(kind), heading: kind.rawValue)
    }
    if name == RecordKind.root.rawValue { return record(FieldTable.of(.root), heading: name) }
    return try walk(steps)
  }

  // MARK: Paths

  private static func walk(_ steps: [String]) throws(UnknownName) -> String {
    var rest = steps[...]
    var tables = [FieldTable.of(RecordKind(rawValue: steps[0]) ?? .root)]
    if FieldTable.of(.root).field(steps[0]) != nil { tables = [FieldTable.of(.root)] }
    if tables[0].kind != .root { rest = rest.dropFirst() }
    var path = tables[0].kind == .root ? [] : [steps[0]]
    var field: Field?
    while let step = rest.first {
      rest = rest.dropFirst()
      if let found = tables.lazy.compactMap({ $0.field(step) }).first {
        field = found
        path.append(found.name)
        tables = found.type.recordKinds.map { FieldTable.of($0) }
      } else if field?.type.isList ?? false, !tables.isEmpty, !rest.isEmpty || !path.isEmpty {
        // An id or a position inside a list.
        guard isItem(step, rest, tables) else { throw unknown(step, tables, field) }
      } else {
        throw unknown(step, tables, field)
      }
    }
    return text(field, tables, path)
  }

  /// Whether a step between a list and a field is an item's id.
  private static func isItem(
    _ step: String, _ rest: ArraySlice<String>, _ tables: [FieldTable]
  ) -> Bool {
    guard let next = rest.first else { return step.contains { $0.isNumber || $0 == "-" } }
    return tables.contains { $0.field(next) != nil } || step == "role" || step == "doc"
  }

  private static func unknown(
    _ step: String, _ tables: [FieldTable], _ field: Field?
  ) -> UnknownName {
    let isTop = field == nil && tables.map(\.kind) == [.root]
    let names =
      tables.flatMap { $0.fields.map(\.name) }
      + (isTop
        ? RecordKind.allCases.map(\.rawValue) + LawForm.lawNames + ["quantity", "metric"] : [])
    let place = tables.first?.noun ?? field.map { "`\($0.name)`" } ?? "the study"
    return UnknownName(name: step, place: place, nearest: nearestName(to: step, in: names))
  }

  // MARK: Texts

  private static func text(_ field: Field?, _ tables: [FieldTable], _ path: [String]) -> String {
    guard let field else { return record(tables[0], heading: path.joined(separator: ".")) }
    var parts = ["\(path.joined(separator: ".")): \(field.type.phrase)", "  \(field.meaning)."]
    parts += facts(of: field).map { "  \($0)" }
    for table in tables { parts.append("\n" + record(table, heading: table.kind.rawValue)) }
    return parts.joined(separator: "\n")
  }

  private static func facts(of field: Field) -> [String] {
    var facts: [String] = []
    if let unit = field.unit { facts.append("unit: \(unit)") }
    if let range = field.range { facts.append("range: \(range)") }
    if let absent = field.defaultText { facts.append("default: \(absent)") }
    facts.append(field.isRequired ? "required" : "optional")
    if let clause = field.clause { facts.append("clause: ISO 28000:2022, \(clause)") }
    return facts
  }

  private static func record(_ table: FieldTable, heading: String) -> String {
    var lines = ["\(heading): \(table.meaning)"]
    if let clause = table.clause { lines.append("  clause: ISO 28000:2022, \(clause)") }
    let width = table.fields.map(\.name.count).max() ?? 0
    for field in table.fields {
      let gap = String(repeating: " ", count: width - field.name.count)
      var facts = [field.type.phrase]
      if let unit = field.unit { facts.append(unit) }
      if let range = field.range { facts.append("\(range)") }
      if let absent = field.defaultText { facts.append("default \(absent)") }
      if field.isRequired { facts.append("required") }
      lines.append("  \(field.name)\(gap)  \(field.meaning) (\(facts.joined(separator: "; ")))")
    }
    return lines.joined(separator: "\n")
  }

  private static var kinds: String {
    let width = RecordKind.allCases.map(\.rawValue.count).max() ?? 0
    let lines = RecordKind.allCases.map { kind in
      let gap = String(repeating: " ", count: width - kind.rawValue.count)
      return "  \(kind.rawValue)\(gap)  \(FieldTable.of(kind).meaning)"
    }
    return
      (["Kinds of record; also a dotted path such as risks.downtime.days, or quantity:"]
      + lines).joined(separator: "\n")
  }

  private static var quantities: String {
    var lines = [
      "quantity: an estimate.",
      "  120000, 120k, 1.2M, 3e5   a certain value",
      "  12k to 180k               90 % interval of a lognormal (5 % and 95 % quantiles)",
      "  0.1 to 0.4 per year       the same for a yearly rate",
      "Laws:",
    ]
    lines += LawForm.all.map { "  \($0.usage): \($0.meaning)" }
    lines += LawForm.structured.map { "  `\($0.name)`: \($0.meaning)" }
    lines.append("Beside a law:")
    lines += LawForm.beside.map { "  `\($0.name)`: \($0.meaning)" }
    return lines.joined(separator: "\n")
  }

  private static var metrics: String {
    "metric: the name of a figure of a run.\n"
      + LevelledName.metrics.map { metric in
        LevelledName.tailMetrics.contains(metric)
          ? "  \(metric), \(metric)_95, \(metric)_99_5" : "  \(metric)"
      }.joined(separator: "\n")
  }

  private static func law(_ form: LawForm) -> String {
    var lines = ["\(form.name): \(form.meaning)", "  \(form.usage)"]
    lines += form.optional.map { "  \($0.name): default \(plain($0.default))" }
    return lines.joined(separator: "\n")
  }
}

extension FieldType {
  fileprivate var isList: Bool {
    switch self {
    case .list, .oneOrMany: true
    case .choice(let types): types.contains(where: \.isList)
    default: false
    }
  }
}
