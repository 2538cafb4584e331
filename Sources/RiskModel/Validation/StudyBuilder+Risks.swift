import Distributions

extension StudyBuilder {
  func risk(_ record: StudyRecord) -> Risk? {
    guard let id = record.text("id") else { return nil }
    let frequency = frequency(record)
    if !Self.frequencyFields.contains(where: { record.has($0) }), !record.has("from_network"),
      !record.hasUnknownKeys,
      !index.tableRisks.contains(id)
    {
      fail(
        record, nil, "says nothing of how often it happens",
        "Add `events`, or `attempts` and `success`, or `from_network`")
    }
    warnOfInfiniteMean(record, "loss")
    warnOfSharedId(record, id)
    return Risk(
      id: id, name: record.text("name") ?? id, category: record.text("category") ?? "",
      owner: record.text("owner"), frequency: frequency, loss: record.quantity("loss"),
      downtime: record.record("downtime").flatMap { downtime($0) },
      people: record.record("people").flatMap { people($0) },
      fromNetwork: record.texts("from_network"))
  }

  func opportunity(_ record: StudyRecord) -> Opportunity? {
    guard let id = record.text("id"), let events = record["events"],
      let frequency = frequency(events: events)
    else { return nil }
    checkCount(record, frequency, factors: (1, 1, 1))
    warnOfInfiniteMean(record, "gain")
    return Opportunity(
      id: id, name: record.text("name") ?? id, frequency: frequency, gain: record.quantity("gain"))
  }

  /// Result tables name risks, processes and suppliers in one column.
  private func warnOfSharedId(_ record: StudyRecord, _ id: String) {
    let others: [Register] = [.processes, .suppliers, .opportunities]
    guard let other = others.first(where: { reader.registers.contains(id, in: $0) }) else { return }
    fail(
      record, "id", "is the id of \(other.withArticle) too; results could not tell the two apart",
      "Choose another id", severity: .warning)
  }

  private func warnOfInfiniteMean(_ record: StudyRecord, _ field: String) {
    guard let mean = record.quantity(field)?.law.mean, !mean.isFinite else { return }
    fail(
      record, field, "has an infinite mean, so expected values and shortfalls do not settle",
      "Use a lighter tail or add `truncate: [0, …]`", severity: .warning)
  }

  // MARK: Frequency

  private static let frequencyFields = ["events", "attempts", "success"]

  private func frequency(_ record: StudyRecord) -> Frequency? {
    if record.has("events") {
      for field in ["attempts", "success", "count"] where record.has(field) {
        fail(
          record, field, "stands beside `events`, which states the frequency already",
          field == "count" ? "Write `events: { rate: …, count: … }`" : "Keep one of the two")
      }
      return record["events"].flatMap { frequency(events: $0) }
    }
    guard record.has("attempts") || record.has("success") else { return nil }
    for (field, other) in [("attempts", "success"), ("success", "attempts")]
    where !record.has(field) {
      fail(record, other, "needs `\(field)` beside it", "Add `\(field)`, or write `events` instead")
    }
    guard let attempts = record.quantity("attempts"), let success = record.quantity("success"),
      let count = countLaw(record["count"])
    else { return nil }
    return Frequency(rate: .attempts(attempts, success: success), count: count)
  }

  private func frequency(events: FieldValue) -> Frequency? {
    switch events {
    case .quantity(let rate): return Frequency(rate: .events(rate))
    case .record(let record):
      guard let rate = record.quantity("rate"), let count = countLaw(record["count"]) else {
        return nil
      }
      return Frequency(rate: .events(rate), count: count)
    default: return nil
    }
  }

  private func countLaw(_ value: FieldValue?) -> CountLaw? {
    switch value {
    case .text("bernoulli")?: return .bernoulli
    case .text("fixed")?: return .fixed
    case .text?: return .poisson
    case .record(let record)?:
      return record.record("negative_binomial")?.number("dispersion").map {
        .negativeBinomial(dispersion: $0)
      }
    default: return nil
    }
  }

  // MARK: Consequences

  private func downtime(_ record: StudyRecord) -> Downtime? {
    guard let days = record.quantity("days"), let level = record.number("level") else { return nil }
    let processes = record.texts("process")
    if processes.isEmpty, case .list(let items)? = record["process"], items.isEmpty {
      fail(record, "process", "names no process", "Name one or remove `downtime`")
    }
    return Downtime(processes: processes, days: days, level: level)
  }

  private func people(_ record: StudyRecord) -> PeopleHarm? {
    let harm = PeopleHarm(
      injuries: record.quantity("injuries"), fatalities: record.quantity("fatalities"))
    return harm.injuries == nil && harm.fatalities == nil ? nil : harm
  }

  // MARK: Counts under controls

  /// Combined factors of the controls on frequency, attempts and success.
  typealias Factors = (frequency: Double, attempts: Double, success: Double)

  /// Count laws that cannot hold any rate: the rate without controls must fit too.
  func checkCounts(_ risks: [Risk], _ records: [StudyRecord], _ controls: [Control]) {
    var factors: [String: Factors] = [:]
    for effect in controls.lazy.flatMap(\.effects) {
      guard case .risks(let ids) = effect.target, case .multiply(let factor) = effect.operation
      else { continue }
      let m = factor.constant ?? factor.law.quantile(StudyReader.negligible)
      for id in ids {
        switch effect.quantity {
        case .frequency: factors[id, default: (1, 1, 1)].frequency *= m
        case .attempts: factors[id, default: (1, 1, 1)].attempts *= m
        case .success: factors[id, default: (1, 1, 1)].success *= m
        default: break
        }
      }
    }
    let byId = Dictionary(
      records.lazy.compactMap { record in record.text("id").map { ($0, record) } },
      uniquingKeysWith: { first, _ in first })
    for risk in risks {
      guard let frequency = risk.frequency, let record = byId[risk.id] else { continue }
      checkCount(record, frequency, factors: factors[risk.id] ?? (1, 1, 1))
    }
  }

  private func checkCount(_ record: StudyRecord, _ frequency: Frequency, factors: Factors) {
    switch frequency.count {
    case .poisson, .negativeBinomial: return
    case .bernoulli: checkBernoulli(record, frequency, factors)
    case .fixed: checkFixed(record, frequency, factors)
    }
  }

  private func checkBernoulli(_ record: StudyRecord, _ frequency: Frequency, _ factors: Factors) {
    let inherent: Double
    let field: String
    switch frequency.rate {
    case .events(let rate):
      inherent = highest(rate) / (factors.frequency * factors.attempts * factors.success)
      field = "events"
    case .attempts(let attempts, let success):
      let passing = min(1, highest(success) / factors.success)
      inherent = highest(attempts) / (factors.frequency * factors.attempts) * passing
      field = "attempts"
    }
    guard inherent > 1 + 1e-12 else { return }
    let hasControls = factors != (1, 1, 1)
    fail(
      record, field,
      hasControls
        ? "is a yearly probability of up to \(short(inherent)) without its controls; a Bernoulli "
          + "count needs at most 1"
        : "is a yearly probability of up to \(short(inherent)); a Bernoulli count needs at most 1",
      hasControls
        ? "Use `count: poisson` or weaker controls" : "Use `count: poisson` or `truncate: [0, 1]`")
  }

  /// The largest value that is not negligibly rare.
  private func highest(_ quantity: Quantity) -> Double {
    quantity.constant ?? quantity.law.upperQuantile(StudyReader.negligible)
  }

  private func checkFixed(_ record: StudyRecord, _ frequency: Frequency, _ factors: Factors) {
    let (rate, field): (Double?, String) =
      switch frequency.rate {
      case .events(let rate): (rate.constant, "events")
      case .attempts(let attempts, let success):
        (attempts.constant.flatMap { a in success.constant.map { a * min(1, $0) } }, "attempts")
      }
    guard let rate, rate == rate.rounded(), rate <= 1e6 else {
      fail(
        record, field,
        "must be a whole number of events, certain and at most a million, for "
          + "`count: fixed`", "Write a whole number or use another count law")
      return
    }
    if factors != (1, 1, 1) {
      fail(
        record, field, "has a fixed count, which no control can hold down",
        "Remove the control's effect on it, or use `count: poisson`")
    }
  }
}
