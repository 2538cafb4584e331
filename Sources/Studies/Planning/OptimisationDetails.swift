internal import Foundation
internal import RiskModel
internal import TreatmentPlanning

/// What the study says of its treatments that the choice itself does not need: who, by when, how it
/// is judged.
struct OptimisationDetails: Sendable {
  /// One treatment's part in an action plan (clause 8.3 e).
  struct Action: Sendable {
    let owner: String?
    let option: String?
    let state: String?
    /// The date that the study states, ISO 8601.
    let due: String?
    let indicator: String?
    let evaluatedBy: String?
    let effects: String
  }

  /// Who decides, where the user has said so.
  let decidedBy: String?
  /// ISO 8601, UTC.
  let decidedAt: String
  /// By option.
  let actions: [Action]
  private let start: Date?

  /// Reads the treatments' records; day 0 is the study's base date.
  init(_ source: ReadStudy, problem: TreatmentProblem, decidedBy: String?, at date: Date) {
    self.decidedBy = decidedBy
    decidedAt = StudyRun.text(date)
    let records = Dictionary(
      source.records.records("treatments").compactMap { record in
        record.text("id").map { ($0, record) }
      }, uniquingKeysWith: { first, _ in first })
    let factors = problem.factors
    let risks = problem.risks
    actions = source.study.treatments.enumerated().map { place, treatment in
      let record = records[treatment.id]
      return Action(
        owner: treatment.owner, option: treatment.option, state: record?.text("state"),
        due: record?.text("due"), indicator: record?.text("indicator"),
        evaluatedBy: record?.text("evaluated_by"),
        effects: Self.effects(factors.options[place], risks, isLayer: treatment.share != nil))
    }
    start = source.facts.baseDate.flatMap { Self.date($0) }
  }

  /// `R01 frequency × 0.5; R04 severity × 0.8`, to hold against what is measured later.
  private static func effects(
    _ factors: [FactorTable.Factor], _ risks: [String], isLayer: Bool
  ) -> String {
    let kinds = ScaledQuantity.allCases
    let words = factors.map { factor in
      let kind = kinds[factor.row % kinds.count]
      let name = kind == .severity ? "loss" : "\(kind)"
      return "\(risks[factor.row / kinds.count]) \(name) × \(FigureText.significant(factor.value))"
    }
    return (words + (isLayer ? ["pays by its layer"] : [])).joined(separator: "; ")
  }

  private static func date(_ text: String) -> Date? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    return calendar.date(
      from: DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: 12))
  }

  private static var calendar: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
    return calendar
  }

  /// The date of a day of the roadmap, ISO 8601; nil where the study has no base date.
  func date(onDay day: Double) -> String? {
    guard let start,
      let date = Self.calendar.date(byAdding: .day, value: Int(day.rounded(.up)), to: start)
    else { return nil }
    let parts = Self.calendar.dateComponents([.year, .month, .day], from: date)
    return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
  }
}
