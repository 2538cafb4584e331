/// What a study says of a risk, in words.
struct RiskRecord: Sendable, Encodable {
  let id: String
  let threat: String?
  let weaknesses: [Weakness]
  /// Estimates as they were written, by their field.
  let estimates: [Estimate]
  let barriers: [Barrier]
  /// Suppliers whose outages are shown under the risk.
  let suppliers: [String]

  struct Weakness: Sendable, Encodable {
    let id: String
    let text: String
  }

  struct Estimate: Sendable, Encodable {
    let field: String
    let written: String
    /// Who stands behind it.
    let source: String?
  }

  /// A control in place or a treatment that could be adopted.
  struct Barrier: Sendable, Encodable {
    enum Side: String, Sendable, Encodable { case before, after }

    let id: String
    let name: String
    let side: Side
    /// What it does, for example `success × 0.7`.
    let effect: String
    let isCandidate: Bool
    /// When a control was tested last; nil for none known.
    let tested: String?
    /// Whether that is longer ago than a year.
    let isDoubtful: Bool
  }
}

/// Reads the records of risks from the tree of a study.
struct RiskRecords {
  let root: RecordNode
  let profile: ReportProfile
  /// The day to which the figures belong.
  let day: String?

  /// The records by id.
  var all: [String: RiskRecord] {
    Dictionary(
      root.items("risks").compactMap { node in
        node.text("id").map { ($0, record(node, id: $0)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private func record(_ node: RecordNode, id: String) -> RiskRecord {
    RiskRecord(
      id: id, threat: node.text("threat"), weaknesses: weaknesses(node),
      estimates: estimates(node), barriers: barriers(id), suppliers: node.texts("from_network"))
  }

  private func weaknesses(_ node: RecordNode) -> [RiskRecord.Weakness] {
    guard profile.isInternal else { return [] }
    let known = Dictionary(
      root.items("weaknesses").compactMap { item in
        item.text("id").map { ($0, item.text("text") ?? "") }
      }, uniquingKeysWith: { first, _ in first })
    return node.texts("weaknesses").map {
      RiskRecord.Weakness(id: $0, text: known[$0].flatMap { $0.isEmpty ? nil : $0 } ?? $0)
    }
  }

  private func estimates(_ node: RecordNode) -> [RiskRecord.Estimate] {
    ["events", "attempts", "success", "loss", "downtime", "people"].compactMap { field in
      guard let value = node[field] else { return nil }
      let written =
        field == "downtime" ? downtime(value) : field == "people" ? people(value) : value.estimate
      return RiskRecord.Estimate(field: field, written: written, source: source(value))
    }
  }

  private func downtime(_ node: RecordNode) -> String {
    let days = node["days"].map(\.estimate) ?? "?"
    let level = node.text("level").map { ", \($0) of it lost" } ?? ""
    return "\(days) days of \(node.texts("process").joined(separator: ", "))\(level)"
  }

  private func people(_ node: RecordNode) -> String {
    ["injuries", "fatalities"].compactMap { key in
      node[key].map { "\($0.estimate) \(key)" }
    }.joined(separator: ", ") + " per event"
  }

  private func source(_ node: RecordNode) -> String? {
    guard profile.isInternal else { return nil }
    let parts = [node.text("by"), node.text("dated"), node.text("basis")].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  // MARK: Barriers

  private func barriers(_ risk: String) -> [RiskRecord.Barrier] {
    barriers(risk, in: "controls", isCandidate: false)
      + (profile.isInternal ? barriers(risk, in: "treatments", isCandidate: true) : [])
  }

  private func barriers(
    _ risk: String, in list: String, isCandidate: Bool
  ) -> [RiskRecord.Barrier] {
    root.items(list).flatMap { item in
      sides(item, risk).map { side, effect in
        let tested = profile.isInternal ? item.text("tested") : nil
        return RiskRecord.Barrier(
          id: item.text("id") ?? "?", name: item.text("name") ?? item.text("id") ?? "?",
          side: side, effect: effect, isCandidate: isCandidate, tested: tested,
          isDoubtful: !isCandidate && profile.isInternal && isStale(tested))
      }
    }
  }

  /// What an item does to a risk, before the event and after it.
  private func sides(
    _ item: RecordNode, _ risk: String
  ) -> [(RiskRecord.Barrier.Side, String)] {
    var before: [String] = []
    var after: [String] = []
    for effect in item.items("effects") where effect.text("target") == risk {
      let words = words(effect)
      if ["loss", "downtime", "people"].contains(effect.text("quantity")) {
        after.append(words)
      } else {
        before.append(words)
      }
    }
    if let share = item["share"], covers(share, risk) { after.append(cover(share)) }
    var sides: [(RiskRecord.Barrier.Side, String)] = []
    if !before.isEmpty { sides.append((.before, before.joined(separator: ", "))) }
    if !after.isEmpty { sides.append((.after, after.joined(separator: ", "))) }
    return sides
  }

  private func words(_ effect: RecordNode) -> String {
    let quantity = effect.text("quantity") ?? "?"
    if let factor = effect["multiply"] { return "\(quantity) × \(factor.estimate)" }
    if let sum = effect["add"] { return "\(quantity) + \(sum.estimate)" }
    return "\(quantity) set to \(effect["set"]?.estimate ?? "?")"
  }

  private func covers(_ share: RecordNode, _ risk: String) -> Bool {
    let risks = share.texts("risks")
    return risks == ["all"] || risks.contains(risk)
  }

  private func cover(_ share: RecordNode) -> String {
    let limit = share.text("limit").map { "\($0) " } ?? ""
    let above = share.text("attachment").map { "above \($0) " } ?? ""
    let part = share.number("proportion").map { ", \(FigureText.percent($0)) of it" } ?? ""
    return "insurance \(limit)\(above)per \(share.text("per") ?? "year")\(part)"
  }

  /// Whether a test is more than a year before the study's day; an unknown test is doubtful.
  private func isStale(_ tested: String?) -> Bool {
    guard let tested else { return true }
    guard let day, let then = CalendarDay(timestamp: tested),
      let now = CalendarDay(timestamp: day)
    else { return false }
    return now.days(since: then) > 365
  }
}
