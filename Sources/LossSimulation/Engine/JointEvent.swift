internal import RiskModel
internal import SupplyNetworks

/// One event of a shared hazard at one level.
struct JointEvent {
  let hazard: Int
  let set: [UInt64]
  /// Trial within the block.
  let slot: Int
  /// Over 365.
  let time: Double
  /// At most 365.
  let days: Double
}

extension BlockSimulator {
  /// Adds a joint event: one event for the largest loss, split over the struck suppliers.
  func deposit(
    _ event: JointEvent, of hazard: CompiledHazard, into level: LevelMatrices, isCurrent: Bool
  ) {
    let t = event.slot
    let struck = hazard.struck(event.set)
    if isCurrent { noteProviders(struck, event) }
    if hazard.isSilent { return }
    let cost = table(of: hazard, event.hazard, event.set, slot: t)
    var parts: [(process: Int, value: Double)] = []
    var groundUp = 0.0
    for process in cost.affectedProcesses {
      var lost = cost.lostDays(process: process, duration: event.days)
      if let scale = level.scale { lost *= scale[process][t] }
      level.lostDays[process][t] += lost
      let value = lost * study.processes[process].valuePerLostDay
      parts.append((process, value))
      groundUp += value
    }
    let alone = struck.map { costAlone($0, of: hazard, event) }
    let shares = JointOutage.split(groundUp, inProportionTo: alone)
    let nets = isCurrent ? netOfEventLayers(struck, shares) : shares
    let net = nets.reduce(0, +)
    for (k, supplier) in struck.enumerated() {
      depositShare(supplier, groundUp: shares[k], net: nets[k], parts, groundUp, t, level)
    }
    for row in Set(struck.map { study.suppliers[$0].row }) { level.counts[row][t] += 1 }
    level.largest.base[t] = Swift.max(level.largest.base[t], net)
    if isCurrent {
      observer?.note(event, of: hazard, struck: struck, groundUp: groundUp, net: net, block: self)
    }
  }

  private func noteProviders(_ struck: [Int], _ event: JointEvent) {
    for supplier in struck {
      timeline.addProviderOutage(
        supplier: supplier, slot: event.slot, time: event.time, days: event.days)
    }
  }

  /// What a struck supplier would cost alone for the same duration.
  private func costAlone(_ supplier: Int, of hazard: CompiledHazard, _ event: JointEvent) -> Double
  {
    // Read in place: a copy of the supplier would retain its arrays for every event.
    if hazard.isPricedEachYear,
      let table = yearlyTable(
        of: [Shock(node: study.suppliers[supplier].node)], slot: event.slot)
    {
      return table.cost(event.days)
    }
    return study.suppliers[supplier].cost?.cost(event.days) ?? 0
  }

  /// The shares after layers per event, each layer's recovery pro rata to the shares it covers.
  private func netOfEventLayers(_ struck: [Int], _ shares: [Double]) -> [Double] {
    guard !study.eventLayers.isEmpty else { return shares }
    var recovered = [Double](repeating: 0, count: shares.count)
    for layer in study.eventLayers {
      let seen = struck.indices.filter { layer.rows.contains(study.suppliers[struck[$0]].row) }
      let loss = seen.reduce(0) { $0 + shares[$1] }
      guard loss > 0 else { continue }
      let part = layer.recovery(on: loss) / loss
      for k in seen { recovered[k] += part * shares[k] }
    }
    return zip(shares, recovered).map { $0 - Swift.min($1, $0) }
  }

  private func depositShare(
    _ supplier: Int, groundUp share: Double, net: Double, _ parts: [(process: Int, value: Double)],
    _ total: Double, _ t: Int, _ level: LevelMatrices
  ) {
    let row = study.suppliers[supplier].row
    level.losses[row][t] += net
    level.losses[study.layout.supplier(supplier)][t] += net
    level.counts[study.layout.rows + supplier][t] += 1
    let group = study.layout.coveredGroup[row]
    if level.coveredGroundUp.rows > 0 && group > 0 { level.coveredGroundUp[group - 1][t] += share }
    guard total > 0 else { return }
    for part in parts where part.value > 0 {
      level.processLosses[level.processRow(slot: part.process, row: row)][t] +=
        net * (part.value / total)
    }
  }
}
