internal import Distributions
internal import RiskModel
internal import Sampling
internal import SupplyNetworks

extension TreatedStudy {
  private func markStream(_ record: String) -> RandomStream {
    // A table's marks have the address that an optimisation of the table gives them.
    let isTable = study.simulation.table != nil && record.hasPrefix("risk/")
    return RandomStream(
      seed: study.simulation.seed, purpose: "treatment/mark",
      record: isTable ? String(record.dropFirst("risk/".count)) : record)
  }

  /// What the portfolio does to the rate of a risk; nil where nothing.
  func rateTreatment(of record: String) -> RateTreatment? {
    let treatment = RateTreatment(
      frequency: self[record, .frequency], attempts: self[record, .attempts],
      success: self[record, .success], markStream: markStream(record))
    return treatment.isEmpty ? nil : treatment
  }

  /// What the portfolio does to the rate of a supplier's or hazard's outages; nil where nothing.
  func outageTreatment(of record: String) -> RateTreatment? {
    let treatment = RateTreatment(
      frequency: self[record, .outageRate], attempts: QuantityChange(),
      success: QuantityChange(), markStream: markStream(record))
    return treatment.isEmpty ? nil : treatment
  }

  /// What the portfolio does to the events of a risk; nil where nothing.
  func sourceTreatment(of record: String) -> SourceTreatment? {
    let treatment = SourceTreatment(
      loss: self[record, .loss], days: self[record, .downtime], people: self[record, .people])
    return treatment.isEmpty ? nil : treatment
  }

  /// What the portfolio does to a supplier's outages; nil where nothing.
  func outageDaysTreatment(of record: String) -> SourceTreatment? {
    let treatment = SourceTreatment(
      loss: QuantityChange(), days: self[record, .outageDays], people: QuantityChange())
    return treatment.isEmpty ? nil : treatment
  }
}

extension StudyCompiler {
  /// Marks what can be felt through an input that each year draws anew.
  func markPricedEachYear(_ sources: inout [EventSource], _ hazards: inout [CompiledHazard]) {
    guard let yearly = treated?.yearly else { return }
    let records = Set(NetworkReach(study).records(that: yearly.inputs))
    for i in sources.indices where records.contains(sources[i].record) {
      sources[i].struckEachYear = shocks(of: sources[i])
    }
    for i in hazards.indices where records.contains("hazard/\(hazards[i].id)") {
      hazards[i].isPricedEachYear = true
    }
  }

  private func shocks(of source: EventSource) -> [Shock]? {
    switch source.kind {
    case .supplier: network.node(id: source.id).map { [Shock(node: $0)] }
    case .risk(let row): downtimeShocks(risks[row])
    case .opportunity: nil
    }
  }

  /// What a portfolio may not do, beyond what validation of single effects can see.
  mutating func checkTreatments(_ sources: [EventSource], _ hazards: [CompiledHazard]) {
    guard treated != nil else { return }
    for source in sources { checkRaised(source) }
    let rates = sources.map { ($0.id, $0.rate) } + hazards.map { ($0.id, $0.rate) }
    for (id, rate) in rates {
      guard let treatment = rate.treatment else { continue }
      if rate.success != nil, !treatment.frequency.sums.isEmpty {
        refuse(
          "treatments",
          "`frequency` of \(id) cannot be added to, since its events are stated as attempts and success",
          "Write the effect on `attempts`")
      }
      checkMean(rate.rate.law.mean * treatment.meanFactor, "treatments (rate of \(id))")
    }
    for control in controls {
      let sums = treated?["control/\(control.id)", .outageDays].sums ?? []
      guard !sums.isEmpty else { continue }
      refuse(
        "treatments",
        "days cannot be added to the outages of control \(control.id)",
        "Write `multiply` with a factor, or `set` with a law")
    }
  }

  private mutating func checkRaised(_ source: EventSource) {
    guard let treatment = source.rate.treatment, treatment.canRaise, source.table == nil else {
      return
    }
    switch source.count {
    case .poisson, .negativeBinomial: return
    case .fixed:
      refuse(
        "treatments",
        "the fixed number of events of \(source.id) cannot be raised by a factor or a sum, since it is a whole number",
        "Write `set` with a whole number, or `count: poisson`")
    case .bernoulli:
      let largest = source.rate.rate.law.support.upperBound * largestFactor(treatment)
      guard !(largest <= 1 + 1e-12) else { return }
      refuse(
        "treatments",
        "the probability of \(source.id) could be raised to \(largest); it must be at most 1",
        "Write a smaller factor, or `count: poisson`")
    }
  }

  private func largestFactor(_ treatment: RateTreatment) -> Double {
    let changes = [treatment.frequency, treatment.attempts, treatment.success]
    guard changes.allSatisfy({ $0.sums.isEmpty }) else { return .infinity }
    return changes.flatMap(\.factors).reduce(1) { $0 * $1.largest }
  }
}
