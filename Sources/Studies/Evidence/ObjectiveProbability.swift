internal import Distributions
internal import Foundation
internal import RiskModel
internal import Sampling

/// The chance that an objective is reached by its day with its treatments (clauses 5.1, 6.2).
///
/// Unknown rates, chances of success and effects are drawn from their laws; given them, the
/// expected direct loss and standstill of a risk, or a quantile of one standstill, follow exactly.
/// Losses through suppliers and insurance are not in it.
public struct ObjectiveProbability: Encodable, Sendable {
  /// The objective.
  public let objective: String
  /// The chance; nil where the measure cannot be computed.
  public let probability: Double?
  /// The standard error of the chance.
  public let standardError: Double?
  /// Treatments that cannot work by the day, and are left out.
  public let tooLate: [String]
  /// Why there is no chance.
  public let reason: String?

  /// Draws of all unknown inputs.
  static let draws = 10_000
}

/// Draws what is not known and counts how often objectives are reached.
struct ObjectiveSampler {
  let study: Study
  let asOf: CalendarDay

  func probability(_ objective: StudyRecord) -> ObjectiveProbability? {
    guard let id = objective.text("id"), let measure = objective.record("measure") else {
      return nil
    }
    let late = tooLate(objective)
    let inTime = Set(objective.texts("what")).subtracting(late)
    let treatments = study.treatments.filter { inTime.contains($0.id) }
    guard let bound = measure.number("at_most"), let figure = figure(measure, treatments) else {
      return ObjectiveProbability(
        objective: id, probability: nil, standardError: nil, tooLate: late,
        reason: "only expected losses of risks and quantiles of their downtime have a chance")
    }
    let hits = (0..<ObjectiveProbability.draws).count { figure(UInt32($0)) <= bound }
    let share = Double(hits) / Double(ObjectiveProbability.draws)
    return ObjectiveProbability(
      objective: id, probability: share,
      standardError: (share * (1 - share) / Double(ObjectiveProbability.draws)).squareRoot(),
      tooLate: late, reason: nil)
  }

  private func tooLate(_ objective: StudyRecord) -> [String] {
    guard let due = objective.day("due") else { return [] }
    let left = Double(due.days(since: asOf))
    return objective.texts("what").filter { id in
      study.treatments.contains { $0.id == id && $0.readyInDays > left }
    }
  }

  private typealias Figure = (UInt32) -> Double

  private func figure(_ measure: StudyRecord, _ treatments: [Treatment]) -> Figure? {
    let ids = measure.texts("risks") + (measure.text("risk").map { [$0] } ?? [])
    let risks = study.risks.filter { ids.contains($0.id) }
    guard !risks.isEmpty, risks.count == ids.count, risks.allSatisfy(\.fromNetwork.isEmpty) else {
      return nil
    }
    switch measure.text("metric") {
    case "expected_annual_loss":
      let figures = risks.map { expectedLoss($0, treatments) }
      return { draw in figures.reduce(0) { $0 + $1(draw) } }
    case "quantile":
      guard measure.text("of") == "downtime_days", let stop = risks[0].downtime else { return nil }
      let days = stop.days.law.quantile(measure.number("level") ?? 0.5)
      let factor = factors(risks[0].id, [.downtime], treatments)
      return { days * factor($0) }
    default: return nil
    }
  }

  private func expectedLoss(_ risk: Risk, _ treatments: [Treatment]) -> Figure {
    let rate = rate(risk)
    let often = factors(risk.id, [.frequency, .attempts, .success], treatments)
    let loss = risk.loss?.law.mean ?? 0
    let severe = factors(risk.id, [.loss], treatments)
    let values = Dictionary(
      study.processes.map { ($0.id, $0.valuePerDay * $0.lostShare) }, uniquingKeysWith: { $1 })
    let stop = risk.downtime.map { stop in
      stop.level * stop.days.law.mean * stop.processes.reduce(0) { $0 + (values[$1] ?? 0) }
    }
    let longer = factors(risk.id, [.downtime], treatments)
    return { draw in
      rate(draw) * often(draw) * (loss * severe(draw) + (stop ?? 0) * longer(draw))
    }
  }

  private func rate(_ risk: Risk) -> Figure {
    switch risk.frequency?.rate {
    case .events(let events)?: return drawn(events, "\(risk.id) events")
    case .attempts(let attempts, let success)?:
      let (a, b) = (
        drawn(attempts, "\(risk.id) attempts"), drawn(success, "\(risk.id) success")
      )
      return { a($0) * min(1, b($0)) }
    case nil: return { _ in 0 }
    }
  }

  /// The product of the factors of treatments on some quantities of a risk.
  private func factors(
    _ risk: String, _ quantities: Set<Effect.Quantity>, _ treatments: [Treatment]
  ) -> Figure {
    var figures: [Figure] = []
    for treatment in treatments {
      for (index, effect) in treatment.effects.enumerated() {
        guard let factor = effect.factor(on: risk, quantities) else { continue }
        figures.append(drawn(factor, "\(treatment.id) \(index)"))
      }
    }
    return { draw in figures.reduce(1) { $0 * $1(draw) } }
  }

  private func drawn(_ quantity: Quantity, _ record: String) -> Figure {
    if let constant = quantity.constant { return { _ in constant } }
    let stream = RandomStream(
      seed: study.simulation.seed, purpose: "objective probability", record: record)
    let law = quantity.law
    return { law.quantile(stream.uniform(trial: $0)) }
  }
}

extension Effect {
  /// The factor on one of some quantities of a risk; nil where the effect is something else.
  func factor(on risk: String, _ quantities: Set<Quantity>) -> RiskModel.Quantity? {
    risks.contains(risk) ? factor(on: quantities) : nil
  }

  /// The factor on one of some quantities, whatever it acts on; nil where the effect is something else.
  func factor(on quantities: Set<Quantity>) -> RiskModel.Quantity? {
    guard let quantity, quantities.contains(quantity), case .multiply(let factor) = operation
    else { return nil }
    return factor
  }
}
