internal import Distributions
internal import RiskModel

/// Why a study's figures have to be simulated, as sentences; empty where they are exact.
struct ExactConditions {
  let study: Study

  var reasons: [String] {
    var reasons = wholeStudy + controls + study.risks.flatMap(ofRisk)
    if reasons.isEmpty {
      do {
        _ = try Simulator(study)
      } catch {
        reasons = error.problems.map { "\($0.path): \($0.requirement)" }
      }
    }
    return reasons
  }

  private var wholeStudy: [String] {
    var reasons: [String] = []
    if study.simulation.table != nil {
      reasons.append("simulation/method: the losses come from another model's table")
    }
    if let dependence = study.simulation.dependence,
      !(dependence.groups.isEmpty && dependence.pairs.isEmpty)
    {
      reasons.append("simulation/dependence: annual counts are dependent")
    }
    let suppliers = study.network?.suppliers ?? []
    if suppliers.contains(where: { $0.outageRate != nil }) {
      reasons.append("network/suppliers: outages travel through the supply network")
    }
    if suppliers.contains(where: { !$0.hazards.isEmpty }) {
      reasons.append("network/shared_hazards: one event strikes several suppliers")
    }
    return reasons
  }

  private var controls: [String] {
    study.controls.flatMap { control -> [String] in
      var reasons: [String] = []
      if control.share != nil {
        reasons.append("controls/\(control.id)/share: insurance takes part of the losses")
      }
      if !control.effects.isEmpty, control.outages != nil || control.providerOutage {
        reasons.append(
          "controls/\(control.id)/outages: the control can be out, which couples events in time")
      }
      for (position, effect) in control.effects.enumerated() {
        guard case .multiply(let factor) = effect.operation, isUncertain(factor.law) else {
          continue
        }
        reasons.append(
          "controls/\(control.id)/effects/\(position): the factor is uncertain, "
            + "so the losses of a year without the control share it"
        )
      }
      return reasons
    }
  }

  private func ofRisk(_ risk: Risk) -> [String] {
    var reasons: [String] = []
    let path = "risks/\(risk.id)"
    if risk.downtime != nil {
      reasons.append("\(path)/downtime: the loss through downtime depends on the network")
    }
    if let loss = risk.loss, !(loss.law.mean < .infinity) {
      reasons.append("\(path)/loss: the mean is infinite, and with it the expected loss")
    }
    guard let frequency = risk.frequency else { return reasons }
    switch frequency.rate {
    case .events(let events):
      if frequency.count == .fixed, isUncertain(events.law) {
        reasons.append("\(path)/events: a fixed count with an uncertain rate")
      }
    case .attempts(let attempts, let success):
      let isUncertain = isUncertain(attempts.law) || isUncertain(success.law)
      if frequency.count == .fixed, isUncertain {
        reasons.append("\(path)/attempts: a fixed count with an uncertain rate")
      }
      if frequency.count == .bernoulli {
        reasons.append("\(path)/attempts: a probability that is a product, with a cap")
      }
    }
    return reasons
  }

  /// Whether the study draws the quantity afresh each year.
  private func isUncertain(_ law: any Distribution) -> Bool {
    study.simulation.parameterUncertainty != .off
      && law.support.lowerBound != law.support.upperBound
  }
}
