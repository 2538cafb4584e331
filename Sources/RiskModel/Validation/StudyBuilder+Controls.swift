import Distributions

extension StudyBuilder {
  mutating func control(_ record: StudyRecord) -> Control? {
    var effects: [Effect] = []
    for effect in record.records("effects") {
      if let built = self.effect(effect, of: .control) { effects.append(built) }
    }
    guard let id = record.text("id") else { return nil }
    if record.flag("provider_outage"), !record.has("provider") {
      fail(record, "provider_outage", "needs `provider`", "Name the supplier that provides it")
    }
    return Control(
      id: id, name: record.text("name") ?? id, owner: record.text("owner"),
      provider: record.text("provider"), providerOutage: record.flag("provider_outage"),
      costPerYear: record.number("cost_per_year") ?? 0, effects: effects,
      share: record.record("share").flatMap { share($0) },
      outages: record.record("outages").flatMap { outages($0) })
  }

  private func outages(_ record: StudyRecord) -> ControlOutages? {
    guard let rate = record.quantity("rate"), let days = record.quantity("days") else { return nil }
    if !days.law.mean.isFinite {
      fail(
        record, "days", "has an infinite mean, so the control would never act",
        "Use a lighter tail or add `truncate: [0, 365]`")
    }
    return ControlOutages(rate: rate, days: days)
  }

  func share(_ record: StudyRecord) -> Share? {
    guard let attachment = record.number("attachment"), let part = record.number("proportion"),
      let basis = record.text("per").flatMap(Share.Basis.init)
    else { return nil }
    let scope: Share.Scope
    switch record["risks"] {
    case .text?: scope = .all
    case .list?: scope = .risks(record.texts("risks"))
    default: return nil
    }
    if case .risks(let ids) = scope, ids.isEmpty {
      fail(record, "risks", "names no risk", "Name the risks, or write `all`", severity: .warning)
    }
    return Share(
      scope: scope, attachment: attachment, limit: record.number("limit") ?? .infinity,
      proportion: part, basis: basis)
  }

  mutating func treatment(_ record: StudyRecord) -> Treatment? {
    var effects: [Effect] = []
    for effect in record.records("effects") {
      if let built = self.effect(effect, of: .treatment) { effects.append(built) }
    }
    guard let id = record.text("id") else { return nil }
    checkExclusions(record, id)
    let cost = record.record("cost")
    var resources: [String: Double] = [:]
    for (name, value) in record.pairs("resources") {
      if case .number(let amount) = value { resources[name] = amount }
    }
    return Treatment(
      id: id, name: record.text("name") ?? id, option: record.text("option"),
      owner: record.text("owner"), costOnce: cost?.quantity("once"),
      costPerYear: cost?.quantity("per_year"), lifeYears: cost?.number("life_years"),
      readyInDays: record.number("ready_in_days") ?? 0, staff: record.number("staff") ?? 0,
      resources: resources, effects: effects,
      share: record.record("share").flatMap { share($0) }, requires: record.texts("requires"),
      excludes: record.texts("excludes"), mandatory: record.text("mandatory"))
  }

  private func checkExclusions(_ record: StudyRecord, _ id: String) {
    let excludes = Set(record.texts("excludes"))
    if excludes.contains(id) {
      fail(record, "excludes", "excludes itself", "Remove `\(id)` from the list")
    }
    for other in record.texts("requires") where excludes.contains(other) && other != id {
      fail(
        record, "requires", "requires and excludes `\(other)`, so it can never be chosen",
        "Remove one of the two", severity: .warning)
    }
  }

  /// A bundle whose treatments exclude or miss one another is worth a word, for it may be meant.
  func checkStrategies(_ records: [StudyRecord], _ treatments: [Treatment]) {
    let byId = Dictionary(treatments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for record in records {
      let chosen = Set(record.texts("treatments"))
      for id in record.texts("treatments") {
        guard let treatment = byId[id] else { continue }
        for other in treatment.excludes where chosen.contains(other) {
          fail(
            record, "treatments", "holds `\(id)`, which excludes `\(other)`", "Drop one of the two",
            severity: .warning)
        }
        for other in treatment.requires where !chosen.contains(other) {
          fail(
            record, "treatments", "holds `\(id)`, which requires `\(other)`", "Add `\(other)`",
            severity: .warning)
        }
      }
    }
  }
}
