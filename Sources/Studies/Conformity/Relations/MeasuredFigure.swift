internal import RiskModel

/// A figure of a run that a need or an objective is measured by, with its bound.
struct MeasuredFigure: Sendable {
  /// The figure; for several risks together their sum.
  let value: Double
  let low: Double?
  let high: Double?
  let atLeast: Double?
  let atMost: Double?
  let metric: String

  /// Nil where the summary of a run does not hold the figure.
  init?(_ measure: StudyRecord, in level: LevelSummary) {
    guard let metric = measure.text("metric") else { return nil }
    let found = Self.estimates(metric, measure, level).map { [$0] } ?? Self.losses(measure, level)
    guard let found, !found.isEmpty, found.allSatisfy({ $0.value != nil }) else { return nil }
    value = found.reduce(0) { $0 + ($1.value ?? 0) }
    low = found.count == 1 ? found[0].low : nil
    high = found.count == 1 ? found[0].high : nil
    atLeast = measure.number("at_least")
    atMost = measure.number("at_most")
    self.metric = metric
  }

  /// Whether the figure is on the wrong side of its bound.
  var isMissed: Bool {
    if let atLeast, value < atLeast { return true }
    if let atMost, value > atMost { return true }
    return false
  }

  /// The figure and its bound, as the beginning of a sentence.
  var words: String {
    let figure = FigureText.significant(value)
    let bounds = [
      atLeast.map { "at least \(FigureText.significant($0))" },
      atMost.map { "at most \(FigureText.significant($0))" },
    ].compactMap { $0 }
    return "`\(metric)` is \(figure), to be \(bounds.joined(separator: " and "))"
  }

  /// How far the figure is from the bound towards the good side; negative where it is missed.
  var margin: Double? {
    if let atMost { return atMost - value }
    return atLeast.map { value - $0 }
  }

  private static func estimates(
    _ metric: String, _ measure: StudyRecord, _ level: LevelSummary
  ) -> EstimateRecord? {
    switch metric {
    case "service_level", "availability":
      return level.processes.first { $0.id == measure.text("process") }?.availability
    case "downtime_days":
      return level.processes.first { $0.id == measure.text("process") }?.downtimeDays
    case "exceedance": return exceedance(measure.number("loss"), level)
    case "probability_of_loss": return level.probabilityOfLoss
    case "expected_fatalities": return level.people.fatalities
    case "expected_injuries": return level.people.injuries
    default: return tail(metric, level)
    }
  }

  /// The chance of losing more, where it is a point of the tolerance curve.
  private static func exceedance(_ loss: Double?, _ level: LevelSummary) -> EstimateRecord? {
    level.criteria.first { $0.kind == .tolerance && $0.loss == loss && loss != nil }?.figure
  }

  /// `expected_shortfall_99_5` and its like.
  private static func tail(_ metric: String, _ level: LevelSummary) -> EstimateRecord? {
    for (base, figures) in [
      ("expected_shortfall", level.expectedShortfall), ("value_at_risk", level.valueAtRisk),
    ] where metric.hasPrefix(base) {
      let digits = metric.dropFirst(base.count).filter { $0 != "_" }
      return figures["0." + (digits.isEmpty ? "95" : digits)]
    }
    return nil
  }

  /// The expected losses of the risks, the process or the whole.
  private static func losses(
    _ measure: StudyRecord, _ level: LevelSummary
  ) -> [EstimateRecord]? {
    guard measure.text("metric") == "expected_annual_loss" else { return nil }
    let risks = measure.texts("risks") + (measure.text("risk").map { [$0] } ?? [])
    if !risks.isEmpty {
      return level.risks.filter { risks.contains($0.id) }.map(\.expectedLoss)
    }
    if let process = measure.text("process") {
      return level.processes.filter { $0.id == process }.map(\.expectedLoss)
    }
    if let supplier = measure.text("supplier") {
      return level.suppliers.filter { $0.id == supplier }.map(\.expectedLoss)
    }
    return [level.expectedAnnualLoss]
  }
}
