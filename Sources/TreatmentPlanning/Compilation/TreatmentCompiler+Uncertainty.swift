internal import Distributions
internal import RiskModel

extension TreatmentCompiler {
  /// Estimates that are laws: costs, factors where means are asked alone, and rates of risks whose
  /// mean loss was not read from a table.
  func uncertainInputs(_ problem: TreatmentProblem) -> [UncertainInput] {
    costInputs() + (asksMeansAlone && !problem.hasLayers ? factorInputs() + rateInputs() : [])
  }

  /// What is to hand while a plan is put in place.
  var roadmapLimits: RoadmapLimits {
    guard let record = question.record?.record("roadmap") else { return RoadmapLimits() }
    var resources: [String: Double] = [:]
    for (name, value) in record.pairs("resources") {
      if case .number(let amount) = value { resources[name] = amount }
    }
    return RoadmapLimits(
      spendPerYear: record.number("spend_per_year") ?? .infinity,
      staff: record.number("staff") ?? .infinity, resources: resources)
  }

  private func isUncertain(_ quantity: Quantity?) -> Bool {
    quantity.map { $0.constant == nil && $0.law.mean.isFinite } ?? false
  }

  private func costInputs() -> [UncertainInput] {
    study.treatments.enumerated().flatMap { option, treatment in
      let parts: [(String, Quantity?, Double)] = [
        (
          "once", treatment.costOnce,
          question.annualCost(once: 1, perYear: 0, life: treatment.lifeYears)
        ),
        ("per_year", treatment.costPerYear, 1),
      ]
      return parts.compactMap { name, quantity, share -> UncertainInput? in
        guard isUncertain(quantity), let quantity else { return nil }
        return UncertainInput(
          id: "treatments/\(treatment.id)/cost/\(name)", law: quantity.law,
          role: .cost(option: option, share: share))
      }
    }
  }

  private func factorInputs() -> [UncertainInput] {
    study.treatments.enumerated().flatMap { option, treatment in
      treatment.effects.enumerated().compactMap { index, effect -> UncertainInput? in
        guard case .multiply(let quantity) = effect.operation, isUncertain(quantity),
          case .risks(let ids) = effect.target, let scaled = effect.quantity?.scaled
        else { return nil }
        let rows = ids.compactMap { id in position[id].map { FactorTable.row(risk: $0, scaled) } }
        return UncertainInput(
          id: "treatments/\(treatment.id)/effects/\(index)", law: quantity.law,
          most: effect.mayWorsen ? .infinity : 1, role: .factor(option: option, rows: rows))
      }
    }
  }

  /// Rates that were drawn once a trial; a loss per event varies from event to event instead.
  private func rateInputs() -> [UncertainInput] {
    guard study.simulation.table == nil else { return [] }
    return study.risks.flatMap { risk -> [UncertainInput] in
      guard let place = position[risk.id], let frequency = risk.frequency, risk.loss != nil
      else { return [] }
      func input(_ field: String, _ quantity: Quantity, most: Double = .infinity)
        -> UncertainInput?
      {
        guard isUncertain(quantity) else { return nil }
        return UncertainInput(
          id: "risks/\(risk.id)/\(field)", law: quantity.law, most: most, role: .risk(place))
      }
      switch frequency.rate {
      case .events(let events): return [input("events", events)].compactMap { $0 }
      case .attempts(let attempts, let success):
        return [input("attempts", attempts), input("success", success, most: 1)].compactMap { $0 }
      }
    }
  }
}
