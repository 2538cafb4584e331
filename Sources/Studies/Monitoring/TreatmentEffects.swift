internal import Distributions
internal import Foundation
internal import RiskModel
internal import Sampling

/// Gathers what treatments in force came to.
struct TreatmentEffects {
  let study: Study
  private let records: StudyRecord
  let log: IncidentLog
  /// What decisions said a treatment would avert, by treatment.
  private let averted: [String: TreatmentEffect.Span]

  init(
    _ study: Study, _ records: StudyRecord, _ log: IncidentLog,
    averted: [String: TreatmentEffect.Span] = [:]
  ) {
    (self.study, self.records, self.log, self.averted) = (study, records, log, averted)
  }

  /// A comparison before it is known how many there are.
  struct Draft {
    let treatment: String
    let since: CalendarDay
    let record: String?
    let quantity: TreatmentEffect.Quantity
    let before: [Double]
    let after: [Double]
    let years: (before: Double, after: Double)
    let predicted: TreatmentEffect.Span?
    var note: String?
  }

  /// All comparisons, each interval at a level at which all together hold (Šidák).
  func all(falseAlarmRate: Double) -> [TreatmentEffect] {
    let drafts = treatments.flatMap(drafts)
    let each = 1 - pow(1 - falseAlarmRate, 1 / Double(max(1, drafts.count)))
    return drafts.map { Self.effect($0, rate: each) }
  }

  /// Treatments that began to work within the record, with the day.
  private var treatments: [(treatment: Treatment, record: StudyRecord, day: CalendarDay)] {
    records.records("treatments").compactMap { record in
      guard let id = record.text("id"), let day = record.day("done"), day > log.from, day < log.to,
        let treatment = study.treatments.first(where: { $0.id == id })
      else { return nil }
      return (treatment, record, day)
    }
  }

  private func drafts(
    _ treatment: Treatment, _ record: StudyRecord, _ day: CalendarDay
  ) -> [Draft] {
    let risks = study.risks.filter { risk in
      treatment.effects.contains { $0.risks.contains(risk.id) }
    }
    return risks.flatMap { drafts(treatment, day, risk: $0.id) } + outages(treatment, day)
      + money(treatment, day, risks.map(\.id)) + indicator(treatment, record, day)
  }

  private func drafts(_ treatment: Treatment, _ day: CalendarDay, risk: String) -> [Draft] {
    let others = treatments.filter { other in
      other.treatment.id != treatment.id
        && other.treatment.effects.contains { $0.risks.contains(risk) }
    }.map(\.treatment.id)
    let note =
      others.isEmpty
      ? nil : "\(others.joined(separator: ", ")) began to act on \(risk) within the record too"
    let events = log.events(of: risk)
    let (before, after) = (events.filter { $0.day < day }, events.filter { $0.day >= day })
    func draft(
      _ quantity: TreatmentEffect.Quantity, _ changed: Set<Effect.Quantity>,
      _ value: (IncidentLog.Entry) -> Double
    ) -> Draft? {
      let factor = predicted(treatment, changed) { $0.risks.contains(risk) }
      guard let predicted = factor else { return nil }
      let isCount = quantity == .events || quantity == .people
      return Draft(
        treatment: treatment.id, since: day, record: risk, quantity: quantity,
        before: before.map(value).filter { isCount || $0 > 0 },
        after: after.map(value).filter { isCount || $0 > 0 }, years: years(day),
        predicted: predicted, note: note)
    }
    return [
      draft(.people, [.people]) { $0.persons },
      draft(.events, [.frequency, .attempts, .success]) { _ in 1 },
      draft(.loss, [.loss]) { $0.loss }, draft(.downtime, [.downtime]) { $0.downtimeDays },
    ].compactMap { $0 }
  }

  func years(_ day: CalendarDay) -> (before: Double, after: Double) {
    (Double(day.days(since: log.from)) / 365, Double(log.to.days(since: day)) / 365)
  }

  /// Draws of a product of uncertain factors.
  private static let draws = 4_000

  /// The factor that a treatment puts on some quantities of a record; nil where it does not.
  ///
  /// - Parameter acts: whether an effect acts on the record.
  func predicted(
    _ treatment: Treatment, _ quantities: Set<Effect.Quantity>, _ acts: (Effect) -> Bool
  ) -> TreatmentEffect.Span? {
    let factors = treatment.effects.enumerated().compactMap { place, effect in
      acts(effect) ? effect.factor(on: quantities).map { (place, $0) } : nil
    }
    guard !factors.isEmpty else { return nil }
    guard !factors.allSatisfy({ $0.1.constant != nil }) else {
      let factor = factors.reduce(1) { $0 * ($1.1.constant ?? 1) }
      return .init(value: factor, low: factor, high: factor)
    }
    let products = (0..<Self.draws).map { draw in
      factors.reduce(1) { product, entry in
        let stream = RandomStream(
          seed: study.simulation.seed, purpose: "treatment effect",
          record: "\(treatment.id) \(entry.0)")
        return product * entry.1.law.quantile(stream.uniform(trial: UInt32(draw)))
      }
    }
    let band = MeansTogether.Band(products)
    return .init(value: band.value, low: band.low, high: band.high)
  }

  private func money(_ treatment: Treatment, _ day: CalendarDay, _ risks: [String]) -> [Draft] {
    guard let averted = averted[treatment.id], !risks.isEmpty else { return [] }
    let events = log.entries.filter { !$0.isNearMiss && risks.contains($0.risk) }
    let perDay = YearlyLosses.valuePerDay(study)
    func losses(_ entries: [IncidentLog.Entry]) -> [Double] {
      entries.map { $0.loss + $0.downtimeDays * (perDay[$0.risk] ?? 0) }
    }
    return [
      Draft(
        treatment: treatment.id, since: day, record: nil, quantity: .lossPerYear,
        before: losses(events.filter { $0.day < day }),
        after: losses(events.filter { $0.day >= day }), years: years(day),
        predicted: .init(
          value: -averted.value, low: -(averted.high ?? averted.value), high: -averted.low))
    ]
  }

  private func indicator(
    _ treatment: Treatment, _ record: StudyRecord, _ day: CalendarDay
  ) -> [Draft] {
    guard let id = record.text("indicator") else { return [] }
    let values = records.records("measurements").filter { $0.text("indicator") == id }.compactMap {
      measurement -> (CalendarDay, Double)? in
      measurement.day("date").flatMap { day in measurement.number("value").map { (day, $0) } }
    }.filter { $0.0 < log.to }
    return [
      Draft(
        treatment: treatment.id, since: day, record: id, quantity: .indicator,
        before: values.filter { $0.0 < day }.map(\.1),
        after: values.filter { $0.0 >= day }.map(\.1), years: years(day), predicted: nil)
    ]
  }

  // MARK: Judging

  private static func effect(_ draft: Draft, rate: Double) -> TreatmentEffect {
    let measured: TreatmentEffect.Span?
    let levels: (Double?, Double?)
    switch draft.quantity {
    case .events, .outages:
      measured = RateRatio.span(
        draft.before.count, draft.after.count, years: draft.years, rate: rate)
      levels = (
        Double(draft.before.count) / draft.years.before,
        Double(draft.after.count) / draft.years.after
      )
    case .people:
      measured = MeanRatio.span(draft.before, draft.after, rate: rate)
      levels = (mean(draft.before), mean(draft.after))
    case .loss, .downtime, .outageDays:
      let logs = (draft.before.map { Foundation.log($0) }, draft.after.map { Foundation.log($0) })
      measured = MeanDifference.span(logs.0, logs.1, rate: rate).map {
        .init(value: exp($0.value), low: exp($0.low), high: $0.high.map { exp($0) })
      }
      levels = (mean(logs.0).map { exp($0) }, mean(logs.1).map { exp($0) })
    case .indicator:
      measured = MeanDifference.span(draft.before, draft.after, rate: rate)
      levels = (mean(draft.before), mean(draft.after))
    case .lossPerYear:
      measured = YearlyDifference.span(draft.before, draft.after, years: draft.years, rate: rate)
      levels = (
        draft.before.reduce(0, +) / draft.years.before, draft.after.reduce(0, +) / draft.years.after
      )
    }
    return TreatmentEffect(
      treatment: draft.treatment, since: draft.since.description, record: draft.record,
      quantity: draft.quantity, before: levels.0, after: levels.1,
      records: [draft.before.count, draft.after.count], predicted: draft.predicted,
      measured: measured,
      verdict: verdict(draft.predicted, measured, nothing: draft.quantity.isRatio ? 1 : 0),
      note: draft.note)
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// - Parameter nothing: the change that is none.
  static func verdict(
    _ predicted: TreatmentEffect.Span?, _ measured: TreatmentEffect.Span?, nothing: Double
  ) -> String {
    guard let measured else { return "too few records" }
    let high = measured.high ?? .infinity
    let falls = high < nothing
    let isSeen = falls || measured.low > nothing
    guard let predicted else {
      return isSeen ? (falls ? "lower, clear" : "higher, clear") : "no change that can be seen"
    }
    if measured.low > predicted.high ?? .infinity { return "less effect than predicted, clear" }
    if high < predicted.low { return "more effect than predicted, clear" }
    return isSeen ? "works as predicted" : "no effect can be told from chance yet"
  }
}

extension Effect {
  /// The risks that it acts on.
  var risks: [String] {
    if case .risks(let ids) = target { ids } else { [] }
  }
}
