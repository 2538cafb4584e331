internal import Distributions
internal import RiskModel
internal import Sampling
internal import SupplyNetworks

extension StudyCompiler {
  var holdsMeans: Bool { study.simulation.parameterUncertainty == .off }

  func stream(_ purpose: String, _ record: String) -> RandomStream {
    RandomStream(seed: seed, purpose: purpose, record: record)
  }

  /// The rate of a risk or opportunity.
  private func rateModel(of frequency: Frequency, record: String) -> RateModel {
    let rate: any Distribution
    var success: (any Distribution)?
    switch frequency.rate {
    case .events(let events): rate = events.law
    case .attempts(let attempts, let chance):
      rate = attempts.law
      success = chance.law
    }
    let onSuccess = map[record, .success]
    let onRate = map[record, .frequency] + map[record, .attempts]
    var model = RateModel(
      rate: LawSampler(rate, drawsPerYear: 0), rateStream: stream("rate", record),
      success: success.map { LawSampler($0, drawsPerYear: 0) },
      successStream: stream("success", record),
      // Without a success of its own, an effect on it is one on the frequency.
      frequencyControls: success == nil ? onRate + onSuccess : onRate,
      successControls: success == nil ? [] : onSuccess)
    model.treatment = treated?.rateTreatment(of: record)
    return holdsMeans ? model.heldAtMeans : model
  }

  private func outageRateModel(_ law: any Distribution, record: String) -> RateModel {
    var model = RateModel(
      rate: LawSampler(law, drawsPerYear: 0), rateStream: stream("rate", record), success: nil,
      successStream: stream("success", record),
      frequencyControls: map[record, .outageRate], successControls: [])
    model.treatment = treated?.outageTreatment(of: record)
    return holdsMeans ? model.heldAtMeans : model
  }

  private func poissonTable(_ rate: RateModel, _ count: CountLaw) -> PoissonTable? {
    guard count == .poisson, rate.treatment?.canRaise != true else { return nil }
    return rate.constant.flatMap { PoissonTable(mean: $0) }
  }

  /// The frequency of a risk whose events another model gives.
  private static let noEvents: Frequency? = (try? Constant(0)).map {
    Frequency(rate: .events(Quantity($0, written: "0")))
  }

  func riskSources(
    _ layers: [InsuranceLayer], slots: [String: LatentSlot]
  ) -> [EventSource] {
    let tables = eventTables()
    return risks.enumerated().compactMap { row, risk in
      let record = "risk/\(risk.id)"
      let table = tables[risk.id]
      guard let frequency = risk.frequency ?? (table == nil ? nil : Self.noEvents) else {
        return nil
      }
      let rate = rateModel(of: frequency, record: record)
      let draws = table == nil ? rate.expectedEvents : .infinity
      return EventSource(
        kind: .risk(row: row), id: risk.id, rate: rate, count: frequency.count,
        poissonTable: poissonTable(rate, frequency.count), latent: slots[risk.id], table: table,
        loss: risk.loss.map { LawSampler($0.law, drawsPerYear: draws) },
        duration: risk.downtime.map { LawSampler($0.days.law, drawsPerYear: draws) },
        cost: downtimeCost(risk),
        injuries: risk.people?.injuries.map { LawSampler($0.law, drawsPerYear: draws) },
        fatalities: risk.people?.fatalities.map { LawSampler($0.law, drawsPerYear: draws) },
        lossControls: map[record, .loss], durationControls: map[record, .downtime],
        peopleControls: map[record, .people], eventLayers: layersSeeing(row, layers),
        isProvider: false, countStream: stream("count", record),
        eventStream: stream("event", record), durationStream: stream("duration", record),
        peopleStream: stream("people", record),
        treatment: treated?.sourceTreatment(of: record))
    }
  }

  /// The processes that a risk strikes; nil where it strikes none.
  func downtimeShocks(_ risk: Risk) -> [Shock]? {
    risk.downtime.map { downtime in
      downtime.processes.compactMap { id in
        network.node(id: id).map { Shock(node: $0, severity: downtime.level) }
      }
    }
  }

  private func downtimeCost(_ risk: Risk) -> OutageCost? {
    guard let shocks = downtimeShocks(risk) else { return nil }
    let cost = outages.endlessOutage(of: shocks, horizon: CompiledStudy.year)
    return cost.affectedProcesses.isEmpty ? nil : cost
  }

  func supplierSources(
    _ compiled: [CompiledSupplier], _ layers: [InsuranceLayer]
  ) -> [EventSource] {
    let providers = Set(controls.filter(\.providerOutage).compactMap(\.provider))
    return suppliers.enumerated().compactMap { position, supplier in
      guard let outageRate = supplier.outageRate, let days = supplier.outageDays else { return nil }
      let record = "supplier/\(supplier.id)"
      let row = compiled[position].row
      let rate = outageRateModel(outageRate.law, record: record)
      return EventSource(
        kind: .supplier(position, row: row), id: supplier.id, rate: rate, count: .poisson,
        poissonTable: poissonTable(rate, .poisson), latent: nil, table: nil, loss: nil,
        duration: LawSampler(days.law, drawsPerYear: rate.expectedEvents),
        cost: compiled[position].cost, injuries: nil,
        fatalities: nil, lossControls: [], durationControls: map[record, .outageDays],
        peopleControls: [], eventLayers: layersSeeing(row, layers),
        isProvider: providers.contains(supplier.id), countStream: stream("count", record),
        eventStream: stream("event", record), durationStream: stream("duration", record),
        peopleStream: stream("people", record),
        treatment: treated?.outageDaysTreatment(of: record))
    }
  }

  func opportunitySources() -> [EventSource] {
    opportunities.enumerated().map { position, opportunity in
      let record = "opportunity/\(opportunity.id)"
      let rate = rateModel(of: opportunity.frequency, record: record)
      return EventSource(
        kind: .opportunity(position), id: opportunity.id, rate: rate,
        count: opportunity.frequency.count,
        poissonTable: poissonTable(rate, opportunity.frequency.count), latent: nil, table: nil,
        loss: opportunity.gain.map { LawSampler($0.law) }, duration: nil, cost: nil,
        injuries: nil, fatalities: nil, lossControls: [], durationControls: [],
        peopleControls: [], eventLayers: [], isProvider: false,
        countStream: stream("count", record), eventStream: stream("event", record),
        durationStream: stream("duration", record), peopleStream: stream("people", record))
    }
  }

  func hazardSources() -> [CompiledHazard] {
    let reaching = suppliersReachingAProcess()
    return hazards.map { hazard in
      let record = "hazard/\(hazard.id)"
      let rate = outageRateModel(hazard.perYear.law, record: record)
      let members = suppliers.indices.filter { suppliers[$0].hazards.contains(hazard.id) }
      return CompiledHazard(
        id: hazard.id, rate: rate, poissonTable: poissonTable(rate, .poisson),
        duration: LawSampler(hazard.days.law), durationControls: map[record, .outageDays],
        hits: hazard.hits, members: members,
        hitStreams: members.map { stream("hit/\(hazard.id)", suppliers[$0].id) },
        reaching: Self.bits(members.map { reaching.contains(suppliers[$0].id) }),
        countStream: stream("count", record), eventStream: stream("event", record),
        days: treated?[record, .outageDays] ?? QuantityChange(),
        hitsChange: treated?[record, .hits] ?? QuantityChange())
    }
  }

  /// Suppliers with a path of dependencies to a process: a search backward from the processes.
  private func suppliersReachingAProcess() -> Set<String> {
    let sources = Dictionary(grouping: study.network?.dependencies ?? [], by: \.target)
    var reaching: Set<String> = []
    var open = study.processes.map(\.id)
    while let target = open.popLast() {
      for dependency in sources[target] ?? [] where reaching.insert(dependency.source).inserted {
        open.append(dependency.source)
      }
    }
    return reaching
  }

  private static func bits(_ flags: [Bool]) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: (flags.count + 63) / 64)
    for (i, flag) in flags.enumerated() where flag { words[i / 64] |= 1 << UInt64(i % 64) }
    return words
  }

  func compileSuppliers() -> [CompiledSupplier] {
    guard !suppliers.isEmpty else { return [] }
    let tables = outages.tabulateSuppliers(horizon: CompiledStudy.year)
    let indices = outages.systemicRisk()
    return suppliers.enumerated().map { position, supplier in
      let cost = tables[position]
      return CompiledSupplier(
        id: supplier.id, name: supplier.name, category: supplier.category, tier: supplier.tier,
        row: rowOfSupplier[position], node: position,
        cost: cost.affectedProcesses.isEmpty ? nil : cost, timeToSurvive: cost.timeToSurvive,
        timeToRecover: supplier.outageDays?.law.mean, systemicRisk: indices?[position])
    }
  }

  private func layersSeeing(_ row: Int, _ layers: [InsuranceLayer]) -> [Int] {
    layers.indices.filter { layers[$0].rows.contains(row) }
  }

  /// Layers per event and per year, in the order of their controls' ids.
  func compileLayers() -> (event: [InsuranceLayer], year: [InsuranceLayer]) {
    var event: [InsuranceLayer] = []
    var year: [InsuranceLayer] = []
    for share in controls.compactMap(\.share) {
      let seen: [Int]
      switch share.scope {
      case .all: seen = Array(rows.indices)
      case .risks(let ids): seen = rows.indices.filter { ids.contains(rows[$0].id) }
      }
      let layer = InsuranceLayer(
        attachment: share.attachment, limit: share.limit, proportion: share.proportion, rows: seen)
      if share.basis == .event { event.append(layer) } else { year.append(layer) }
    }
    return (event, year)
  }

  /// The events of another model by risk, sorted by trial, entries of one trial in table order.
  private func eventTables() -> [String: EventTableColumn] {
    guard case .events(let trial, let risk, let loss, let mark) = study.simulation.table else {
      return [:]
    }
    let trials = study.simulation.trials
    var entries: [String: [Int]] = [:]
    for entry in trial.indices where trial[entry] < trials {
      entries[risk[entry], default: []].append(entry)
    }
    return entries.mapValues { positions in
      let sorted = positions.sorted { (trial[$0], $0) < (trial[$1], $1) }
      var offsets = [Int](repeating: 0, count: trials + 1)
      for entry in sorted { offsets[trial[entry] + 1] += 1 }
      for t in 0..<trials { offsets[t + 1] += offsets[t] }
      return EventTableColumn(
        offsets: offsets, losses: sorted.map { loss[$0] },
        marks: mark.map { marks in sorted.map { marks[$0] } } ?? [])
    }
  }
}
