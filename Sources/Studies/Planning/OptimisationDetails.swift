internal import Foundation
internal import RiskModel

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
  init(_ source: ReadStudy, decidedBy: String?, at date: Date) {
    self.decidedBy = decidedBy
    decidedAt = StudyRun.text(date)
    let records = Dictionary(
      source.records.records("treatments").compactMap { record in
        record.text("id").map { ($0, record) }
      }, uniquingKeysWith: { first, _ in first })
    let network = source.study.network
    actions = source.study.treatments.map { treatment in
      let record = records[treatment.id]
      return Action(
        owner: treatment.owner, option: treatment.option, state: record?.text("state"),
        due: record?.text("due"), indicator: record?.text("indicator"),
        evaluatedBy: record?.text("evaluated_by"),
        effects: Self.effects(treatment, network))
    }
    start = source.facts.baseDate.flatMap { Self.date($0) }
  }

  /// `R01 success × 0.5 to 0.8; S01>P01 buffer_days + 3`, to hold against what is measured later.
  private static func effects(_ treatment: Treatment, _ network: Network?) -> String {
    let words = treatment.effects.map { effect in
      if case .addDependency(let added) = effect.operation {
        return "\(added.source)>\(added.target) added as a source of \(added.input)"
      }
      let quantity = effect.quantity?.rawValue ?? ""
      return "\(targets(effect.target, network)) \(quantity) \(change(effect.operation))"
    }
    return (words + (treatment.share == nil ? [] : ["pays by its layer"])).joined(separator: "; ")
  }

  private static func targets(_ target: Effect.Target, _ network: Network?) -> String {
    switch target {
    case .risks(let ids), .suppliers(let ids), .hazards(let ids), .controls(let ids):
      return ids.joined(separator: ", ")
    case .dependencies(let rows):
      let all = network?.dependencies ?? []
      return rows.filter(all.indices.contains)
        .map { "\(all[$0].source)>\(all[$0].target)" }.joined(separator: ", ")
    case .network: return ""
    }
  }

  private static func change(_ operation: Effect.Operation) -> String {
    func text(_ quantity: Quantity) -> String {
      quantity.constant.map { FigureText.significant($0) } ?? quantity.written
    }
    switch operation {
    case .multiply(let factor): return "× \(text(factor))"
    case .add(let sum): return "+ \(text(sum))"
    case .set(let value): return "= \(text(value))"
    case .addDependency: return ""
    }
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
