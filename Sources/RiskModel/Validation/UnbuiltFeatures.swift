/// What a study asks for and the engine cannot do yet, as errors.
///
/// It is refused with a sentence, never run as something else (`MODELS.md` section 8). A feature
/// that is built loses its lines here.
///
/// `records` are those of the same study, for the places in its files.
public func unbuiltFeatures(of study: Study, records: StudyRecord? = nil) -> [StudyProblem] {
  var problems: [StudyProblem] = []
  if let propagation = records?.record("network")?.record("propagation"),
    let days = propagation.number("recovery_days"), days > 0
  {
    problems.append(
      unbuilt(
        propagation, "recovery_days", "network/propagation", "\(days)",
        "Leave it out: a struck node then returns at once when its outage ends"))
  }
  let affected = study.controls.filter { $0.effects.contains { $0.isUnbuilt } }
  if affected.isEmpty { return problems }
  let byId = Dictionary(
    (records?.records("controls") ?? []).compactMap { record in
      record.text("id").map { ($0, record) }
    }, uniquingKeysWith: { first, _ in first })
  for control in affected { problems += unbuiltEffects(of: control, byId[control.id]) }
  return problems
}

private func unbuiltEffects(of control: Control, _ record: StudyRecord?) -> [StudyProblem] {
  control.effects.enumerated().compactMap { position, effect in
    guard effect.isUnbuilt else { return nil }
    let records = record?.records("effects") ?? []
    return unbuilt(
      position < records.count ? records[position] : record, "quantity",
      "controls/\(control.id)/effects/\(position)", effect.quantity?.rawValue,
      "Remove the effect, or write it as a treatment")
  }
}

private func unbuilt(
  _ record: StudyRecord?, _ field: String, _ path: String, _ value: String?, _ remedy: String
) -> StudyProblem {
  StudyProblem(
    location: record?.location(ofKnown: field)
      ?? SourceLocation(file: "study.yaml", line: 1, column: 1),
    path: "\(record?.path ?? path)/\(field)", value: value, requirement: "is not built yet",
    remedy: remedy)
}

extension StudyRecord {
  fileprivate func location(ofKnown field: String) -> SourceLocation {
    table.field(field) == nil ? location : self.location(of: field)
  }
}

extension Effect {
  /// For a control: effects on dependencies, on the outages of other controls, and on `hits`.
  fileprivate var isUnbuilt: Bool {
    if quantity == .hits { return true }
    switch target {
    case .dependencies, .controls: return true
    case .risks, .suppliers, .hazards, .network: return false
    }
  }
}
