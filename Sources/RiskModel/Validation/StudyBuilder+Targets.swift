extension StudyBuilder {
  mutating func target(
    _ record: StudyRecord, _ field: String, _ quantity: Effect.Quantity
  ) -> Effect.Target? {
    switch field {
    case "dependency": return dependencyTarget(record, quantity)
    case "targets":
      return record.record("targets").flatMap { selection($0, of: record, quantity) }
    default:
      guard let text = record.text("target") else { return nil }
      if text.contains(">") {
        return address(record, "target", parts(text), quantity)
      }
      return namedTarget(record, text, quantity)
    }
  }

  // MARK: One record by id

  private func namedTarget(
    _ record: StudyRecord, _ id: String, _ quantity: Effect.Quantity
  ) -> Effect.Target? {
    let kinds = EffectTargetKind.allCases.filter { kind in
      kind.register.map { reader.registers.contains(id, in: $0) } ?? false
    }
    guard !kinds.isEmpty else {
      refuseUnknown(record, id)
      return nil
    }
    let fitting = kinds.filter { quantity.targetKinds.contains($0) }
    guard let kind = fitting.first else {
      fail(
        record, "quantity", "is no quantity of a \(kinds[0].singular) such as `\(id)`",
        "Use one of \(Effect.Quantity.of(kinds[0]))")
      return nil
    }
    if fitting.count > 1 {
      fail(
        record, "target", "is the id of a \(fitting[0].singular) and of a \(fitting[1].singular)",
        "Give one of them another id")
    }
    checkPresence(record, id, kind, quantity)
    return Self.target(kind, [id])
  }

  private func refuseUnknown(_ record: StudyRecord, _ id: String) {
    let registers = EffectTargetKind.allCases.compactMap(\.register)
    let isProcess = reader.registers.contains(id, in: .processes)
    let nearest =
      reader.registers.count(of: registers) <= ProblemLog.candidateLimit
      ? reader.log.nearest(to: id, in: reader.registers.ids(of: registers)) : nil
    fail(
      record, "target",
      isProcess
        ? "is a process, which no effect changes directly"
        : "must be the id of a risk, supplier, shared hazard or control of this study",
      isProcess
        ? "Name the risk or the `dependency` that strikes it" : "Correct the id or add the record",
      nearest: isProcess ? nil : nearest)
  }

  private static func target(_ kind: EffectTargetKind, _ ids: [String]) -> Effect.Target {
    switch kind {
    case .risks: .risks(ids)
    case .suppliers: .suppliers(ids)
    case .hazards: .hazards(ids)
    case .controls: .controls(ids)
    case .dependencies: .network
    }
  }

  /// Whether the record has what the effect changes; otherwise the effect does nothing.
  private func checkPresence(
    _ record: StudyRecord, _ id: String, _ kind: EffectTargetKind, _ quantity: Effect.Quantity
  ) {
    if kind == .risks, [.attempts, .success].contains(quantity), let facts = index.risks[id],
      facts.hasFrequency, !facts.hasAttempts
    {
      fail(
        record, "quantity", "is no quantity of `\(id)`, whose frequency is stated as `events`",
        "Write `quantity: frequency`")
    } else if !has(id, kind, quantity) {
      fail(
        record, "quantity", "changes nothing: `\(id)` has no \(quantity.rawValue) of its own",
        "Name another target, or remove the effect", severity: .warning)
    }
  }

  private func has(_ id: String, _ kind: EffectTargetKind, _ quantity: Effect.Quantity) -> Bool {
    if kind == .suppliers { return index.failingSuppliers.contains(id) }
    guard kind == .risks, let facts = index.risks[id] else { return true }
    switch quantity {
    case .frequency: return facts.hasFrequency
    case .attempts, .success: return facts.hasAttempts
    case .loss: return facts.hasLoss
    case .downtime: return facts.hasDowntime
    case .people: return facts.hasPeople
    default: return true
    }
  }

  // MARK: Dependencies

  private func parts(_ address: String) -> [String] {
    address.split(separator: ">", omittingEmptySubsequences: false).map { trimmed($0) }
  }

  private func dependencyTarget(
    _ record: StudyRecord, _ quantity: Effect.Quantity
  ) -> Effect.Target? {
    guard case .list? = record["dependency"] else { return nil }
    let words = record.texts("dependency")
    return address(
      record, "dependency", words.count == 1 ? parts(words[0]) : words, quantity)
  }

  private func address(
    _ record: StudyRecord, _ field: String, _ words: [String], _ quantity: Effect.Quantity
  ) -> Effect.Target? {
    guard (2...3).contains(words.count) else {
      fail(
        record, field, "must be a source, a target and, where needed, an input",
        "Write `[source, target]` or `[source, target, input]`")
      return nil
    }
    let key = "\(words[0])>\(words[1])"
    var positions = index.dependencies[key] ?? []
    if words.count == 3 { positions.removeAll { index.inputs[$0] != words[2] } }
    guard !positions.isEmpty else {
      refuseAddress(record, field, words, key)
      return nil
    }
    guard positions.count == 1 else {
      refuseAmbiguous(record, field, words, positions)
      return nil
    }
    guard quantity.targetKinds.contains(.dependencies) else {
      fail(
        record, "quantity", "is no quantity of a dependency",
        "Use one of \(Effect.Quantity.of(.dependencies))")
      return nil
    }
    return .dependencies(positions)
  }

  private func refuseAmbiguous(
    _ record: StudyRecord, _ field: String, _ words: [String], _ positions: [Int]
  ) {
    let inputs = positions.map { index.inputs[$0] }
    fail(
      record, field,
      "is ambiguous: the inputs \(inputs.map { "`\($0)`" }.joined(separator: ", ")) all go from "
        + "`\(words[0])` to `\(words[1])`",
      "Add the input: `[\(words[0]), \(words[1]), \(inputs[0])]`")
  }

  private func refuseAddress(
    _ record: StudyRecord, _ field: String, _ words: [String], _ key: String
  ) {
    if words.count == 3, let known = index.dependencies[key] {
      fail(
        record, field, "names an input that does not go from `\(words[0])` to `\(words[1])`",
        "Use one of \(known.map { "`\(index.inputs[$0])`" }.joined(separator: ", "))",
        nearest: reader.log.nearest(to: words[2], in: known.map { index.inputs[$0] }))
    } else {
      fail(
        record, field, "must be a dependency of `network.edges`",
        "Correct the source or the target",
        nearest: reader.log.nearest(to: key, in: index.dependencies.keys))
    }
  }

  // MARK: Selectors

  private mutating func selection(
    _ selector: StudyRecord, of record: StudyRecord, _ quantity: Effect.Quantity
  ) -> Effect.Target? {
    let kinds = ["suppliers", "risks"].filter { selector.has($0) }
    guard kinds.count == 1, let kind = EffectTargetKind(rawValue: kinds[0]) else {
      fail(
        selector, nil, "must select `suppliers` or `risks`, one of them", "Write one effect each")
      return nil
    }
    guard quantity.targetKinds.contains(kind) else {
      fail(
        record, "quantity", "is no quantity of a \(kind.singular)",
        "Use one of \(Effect.Quantity.of(kind))")
      return nil
    }
    guard case .map? = selector[kinds[0]], checkColumns(selector, kinds[0], kind) else {
      return nil
    }
    let ids = matches(selector, kinds[0], kind, quantity)
    if ids.isEmpty {
      fail(
        selector, kinds[0], "matches nothing that has \(quantity.rawValue)",
        "Correct the values, or remove the effect", severity: .warning)
    }
    return Self.target(kind, ids)
  }

  private func checkColumns(
    _ selector: StudyRecord, _ field: String, _ kind: EffectTargetKind
  ) -> Bool {
    let table = FieldTable.of(kind == .risks ? .risk : .supplier)
    var isSound = true
    for (column, _) in selector.pairs(field) where table.field(column) == nil {
      isSound = false
      fail(
        selector, field, "selects by `\(column)`, which is no field of \(table.noun)",
        "See `breakwater describe \(table.kind.rawValue)` for the fields",
        nearest: reader.log.nearest(to: column, in: table.fields.map(\.name)))
    }
    return isSound
  }

  /// Ids of the records whose fields have all of the asked values and that have the quantity, in
  /// file order.
  private mutating func matches(
    _ selector: StudyRecord, _ field: String, _ kind: EffectTargetKind, _ quantity: Effect.Quantity
  ) -> [String] {
    let wanted = selector.pairs(field).map { column, value in
      (column: column, values: Self.texts(value))
    }
    // The same selector in many effects is searched once, and all share one list.
    let key =
      quantity.rawValue + field
      + wanted.map { "\u{1}\($0.column)\u{2}\($0.values.joined(separator: "\u{3}"))" }
      .joined()
    if let known = index.selections[key] { return known }
    let records = kind == .risks ? index.riskRecords : index.supplierRecords
    let ids = records.filter { record in
      wanted.allSatisfy { column, values in
        record.writtenTexts(column).contains { text in values.contains { sameValue($0, text) } }
      }
    }.compactMap { $0.text("id") }.filter { has($0, kind, quantity) }
    index.selections[key] = ids
    return ids
  }

  private static func texts(_ value: FieldValue) -> [String] {
    switch value {
    case .text(let text): [text]
    case .list(let items): items.flatMap(texts)
    default: []
    }
  }

  /// Whether two texts are equal, as numbers where both are: `1` and `1.0`.
  private func sameValue(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    guard case .number(let x) = Scalar.number(a), case .number(let y) = Scalar.number(b) else {
      return false
    }
    return x == y
  }
}

extension StudyRecord {
  /// The scalars of a field as written; for a list all of its items.
  func writtenTexts(_ name: String) -> [String] {
    guard let position = table.position(of: name), let entry = entries[position] else { return [] }
    switch entry.node.value {
    case .scalar(let text, _): return text.split(separator: "|").map { trimmed($0) }
    case .sequence(let items): return items.compactMap(\.text)
    default: return []
    }
  }
}
