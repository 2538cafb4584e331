import Distributions

/// Whose effect it is, for controls may do less than treatments.
enum EffectOwner {
  case control, treatment
}

/// The kinds of record that an effect can change.
enum EffectTargetKind: String, CaseIterable {
  case risks, suppliers, hazards, controls, dependencies

  var register: Register? {
    switch self {
    case .risks: .risks
    case .suppliers: .suppliers
    case .hazards: .hazards
    case .controls: .controls
    case .dependencies: nil
    }
  }

  var singular: String { register?.singular ?? "dependency" }
}

extension Effect.Quantity {
  /// The kinds of record that have the quantity (`STUDY.md` section 4).
  var targetKinds: [EffectTargetKind] {
    switch self {
    case .frequency, .attempts, .success, .loss, .downtime, .people: [.risks]
    case .outageRate, .outageDays: [.suppliers, .hazards, .controls]
    case .hits: [.hazards]
    case .bufferDays, .switchDays, .criticality, .share: [.dependencies]
    }
  }

  /// Whether its values are parts of a whole.
  var isPart: Bool { [.success, .hits, .criticality, .share].contains(self) }

  static func of(_ kind: EffectTargetKind) -> String {
    allCases.filter { $0.targetKinds.contains(kind) }.map { "`\($0.rawValue)`" }
      .joined(separator: ", ")
  }
}

extension StudyBuilder {
  mutating func effect(_ record: StudyRecord, of owner: EffectOwner) -> Effect? {
    let targets = ["target", "targets", "dependency", "add_dependency"].filter { record.has($0) }
    let operations = ["multiply", "add", "set"].filter { record.has($0) }
    if record.hasUnknownKeys { return nil }
    guard targets.count == 1 else {
      fail(
        record, nil, "names \(targets.isEmpty ? "no target" : "more than one target")",
        "Write one of `target`, `targets`, `dependency`, `add_dependency`")
      return nil
    }
    if targets == ["add_dependency"] { return addition(record, operations, owner) }
    guard operations.count == 1 else {
      fail(
        record, nil, "says \(operations.isEmpty ? "nothing" : "more than one thing") to do",
        "Write one of `multiply`, `add`, `set`")
      return nil
    }
    guard let quantity = quantity(record), let target = target(record, targets[0], quantity),
      let operation = operation(record, operations[0], quantity, owner)
    else { return nil }
    return Effect(
      target: target, quantity: quantity, operation: operation,
      mayWorsen: record.flag("may_worsen"))
  }

  private func quantity(_ record: StudyRecord) -> Effect.Quantity? {
    if !record.has("quantity") {
      fail(record, nil, "`quantity` is missing", "Name what is changed, such as `frequency`")
    }
    return record.text("quantity").flatMap(Effect.Quantity.init)
  }

  private func addition(
    _ record: StudyRecord, _ operations: [String], _ owner: EffectOwner
  ) -> Effect? {
    for field in operations + ["quantity"] where record.has(field) {
      fail(record, field, "does not go with `add_dependency`", "Remove it")
    }
    if owner == .control {
      fail(record, "add_dependency", "is no effect of a control", "Controls only `multiply`")
    }
    guard let added = record.record("add_dependency"), let dependency = dependency(added) else {
      return nil
    }
    return Effect(target: .network, quantity: nil, operation: .addDependency(dependency))
  }

  // MARK: Operations

  private func operation(
    _ record: StudyRecord, _ name: String, _ quantity: Effect.Quantity, _ owner: EffectOwner
  ) -> Effect.Operation? {
    if owner == .control, name != "multiply" {
      fail(record, name, "is no effect of a control", "Controls only `multiply`")
      return nil
    }
    guard let value = record.quantity(name) else { return nil }
    switch name {
    case "multiply":
      checkFactor(record, value, owner)
      return .multiply(value)
    case "add": return .add(value)
    default:
      if quantity.isPart, let constant = value.constant, constant > 1 {
        fail(record, "set", "must be between 0 and 1", "Write a number between 0 and 1")
      }
      return .set(value)
    }
  }

  private func checkFactor(_ record: StudyRecord, _ factor: Quantity, _ owner: EffectOwner) {
    if owner == .control {
      let isHigh = (factor.constant ?? 0) > 1
      // Without the control the rate is Λ/m, so a factor of 0 would make it infinite.
      if isHigh || factor.law.distribution(0) > StudyReader.negligible {
        fail(
          record, "multiply", "must be above 0 and at most 1 for a control",
          "Write the part that the control lets through")
      }
    } else if let constant = factor.constant, constant > 1, !record.flag("may_worsen") {
      fail(
        record, "multiply", "is above 1 and makes things worse",
        "Write a factor of at most 1, or add `may_worsen: true` if it is meant")
    }
  }
}
