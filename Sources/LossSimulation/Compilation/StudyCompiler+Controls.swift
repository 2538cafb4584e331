internal import Distributions
internal import RiskModel
internal import Sampling

extension StudyCompiler {
  func compileControls() -> [CompiledControl] {
    controls.map { control in
      let provider =
        control.providerOutage
        ? suppliers.firstIndex { $0.id == control.provider } : nil
      return CompiledControl(
        id: control.id,
        outages: control.outages.map {
          outageProcess(
            $0.rate.law, $0.days.law, record: "control/\(control.id)",
            of: "control/\(control.id)")
        },
        provider: provider,
        providerCarryOver: provider.map { carryOver(of: suppliers[$0], to: control.id) } ?? [])
    }
  }

  private func outageProcess(
    _ rate: any Distribution, _ days: any Distribution, thinning: Double = 1, record: String,
    of changed: String
  ) -> OutageProcess {
    let sampler = LawSampler(rate)
    return OutageProcess(
      rate: holdsMeans ? sampler.heldAtMean : sampler, thinning: thinning,
      days: LawSampler(days), remaining: EquilibriumLaw(of: days),
      rateStream: stream("outage/rate", record), countStream: stream("outage/count", record),
      windowStream: stream("outage/window", record),
      carriedStream: stream("outage/carried", record),
      rateChange: treated?[changed, .outageRate] ?? QuantityChange(),
      daysChange: treated?[changed, .outageDays] ?? QuantityChange())
  }

  /// A provider's outages that began before the year: its own, and those of its hazards.
  private func carryOver(of supplier: Supplier, to control: String) -> [OutageProcess] {
    var processes: [OutageProcess] = []
    if let rate = supplier.outageRate, let days = supplier.outageDays {
      processes.append(
        outageProcess(
          rate.law, days.law, record: "control/\(control)/supplier/\(supplier.id)",
          of: "supplier/\(supplier.id)"))
    }
    for hazard in hazards where supplier.hazards.contains(hazard.id) {
      processes.append(
        outageProcess(
          hazard.perYear.law, hazard.days.law, thinning: hazard.hits,
          record: "control/\(control)/hazard/\(hazard.id)", of: "hazard/\(hazard.id)"))
    }
    return processes
  }

  /// What a control may not do, beyond what validation of single records can see.
  mutating func checkControls() {
    for control in controls {
      let path = "controls/\(control.id)"
      let actsOnOutages = control.effects.contains {
        $0.quantity == .outageRate || $0.quantity == .outageDays
      }
      if control.providerOutage && actsOnOutages {
        refuse(
          path,
          "a control that fails with its provider cannot act on outages itself, since the order of cause and effect would be circular",
          "Set provider_outage to false, or give the control outages of its own")
      }
      for law in outageLaws(of: control) where !(law.mean < .infinity) {
        refuse(
          "\(path)/outages/days",
          "the mean of outage days is infinite, so the control would always be out",
          "Truncate the law: truncate: [0, 3650]")
      }
      checkFactors(of: control, path)
    }
    checkInherentRates()
  }

  private func outageLaws(of control: Control) -> [any Distribution] {
    var laws = control.outages.map { [$0.days.law] } ?? []
    guard control.providerOutage, let id = control.provider,
      let supplier = suppliers.first(where: { $0.id == id })
    else { return laws }
    if let days = supplier.outageDays { laws.append(days.law) }
    laws += hazards.filter { supplier.hazards.contains($0.id) }.map { $0.days.law }
    return laws
  }

  private mutating func checkFactors(of control: Control, _ path: String) {
    for (position, effect) in control.effects.enumerated() {
      guard case .multiply(let factor) = effect.operation else { continue }
      let support = factor.law.support
      if !(support.lowerBound >= 0) || factor.law.distribution(0) > 0 {
        refuse(
          "\(path)/effects/\(position)",
          "a control's factor must be above 0, since without the control the quantity is divided by it",
          "Give a factor in (0, 1]; model a perfect barrier as a treatment or drop the risk")
      }
      if factor.law.survival(1) > 1e-6 {
        refuse(
          "\(path)/effects/\(position)",
          "a control's factor must be at most 1, since a control in place does not make things worse",
          "Give a factor in (0, 1], or truncate the law: truncate: [0, 1]")
      }
    }
  }

  private mutating func checkInherentRates() {
    for risk in risks {
      guard let frequency = risk.frequency else { continue }
      let record = "risk/\(risk.id)"
      let onRate = map[record, .frequency] + map[record, .attempts] + map[record, .success]
      if frequency.count == .fixed && !onRate.isEmpty {
        refuse(
          "risks/\(risk.id)/events",
          "a fixed number of events cannot be held down by a control on its frequency",
          "Use count: poisson, or drop the control's effect on this risk")
      }
      guard frequency.count == .bernoulli, case .events(let events) = frequency.rate else {
        continue
      }
      let largest = onRate.reduce(events.law.upperQuantile(1e-9)) {
        $0 / $1.factor.law.quantile(1e-9)
      }
      if largest > 1 + 1e-12 {
        refuse(
          "risks/\(risk.id)/events",
          "a Bernoulli probability reaches \(largest) without controls; it must be at most 1",
          "Use count: poisson, or weaken the controls' effects")
      }
    }
  }

  /// Bounds the events of a year, so that memory stays bounded; an infinite mean is refused too.
  mutating func checkRates(_ sources: [EventSource], _ hazards: [CompiledHazard]) {
    var rates = sources.filter { $0.table == nil }.map { ("\($0.id)", $0.rate) }
    rates += hazards.map { ("network/shared_hazards/\($0.id)", $0.rate) }
    for (path, rate) in rates {
      let mean = rate.frequencyControls.reduce(rate.rate.law.mean) { $0 / $1.factor.law.mean }
      checkMean(mean, path)
    }
    for control in controls {
      if let outages = control.outages {
        checkMean(outages.rate.law.mean, "controls/\(control.id)/outages/rate")
      }
    }
  }

  mutating func checkMean(_ mean: Double, _ path: String) {
    guard !(mean <= CompiledStudy.largestRate) else { return }
    refuse(
      path,
      "a mean of \(mean) events a year is more than the \(CompiledStudy.largestRate) that one source may make",
      "Describe the yearly total instead: a fixed count of 1 with the law of the year's loss")
  }
}
