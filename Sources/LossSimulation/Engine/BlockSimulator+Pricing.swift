internal import RiskModel
internal import Sampling
internal import SupplyNetworks

extension BlockSimulator {
  /// Ground-up loss of each event at a level into `events.groundUp`, its parts through downtime
  /// into `events.parts`, and the loss after event layers into `events.net`.
  func price(_ source: EventSource, level: LevelMatrices, isCurrent: Bool) {
    priceDirect(source, isCurrent: isCurrent)
    if source.strikesProcesses { priceDowntime(source, level, isCurrent: isCurrent) }
    let n = events.count
    events.net.base.update(from: events.groundUp.base, count: n)
    guard isCurrent, !source.eventLayers.isEmpty else { return }
    for e in 0..<n where events.groundUp.base[e] > 0 {
      let loss = events.groundUp.base[e]
      var recovered = 0.0
      for layer in source.eventLayers { recovered += study.eventLayers[layer].recovery(on: loss) }
      events.net.base[e] = loss - Swift.min(recovered, loss)
    }
  }

  private func priceDirect(_ source: EventSource, isCurrent: Bool) {
    let n = events.count
    // In a fixed table of events, controls on frequency scale losses: it cannot gain events.
    let controls =
      source.table == nil
      ? source.lossControls
      : source.lossControls + source.rate.frequencyControls + source.rate.successControls
    if let factor = factors(of: controls, isCurrent: isCurrent) {
      for e in 0..<n { events.groundUp.base[e] = events.loss.base[e] * factor[e] }
    } else {
      events.groundUp.base.update(from: events.loss.base, count: n)
    }
    guard isCurrent, source.canBeStopped, source.table == nil || source.rate.treatment != nil
    else { return }
    for e in 0..<n { events.groundUp.base[e] *= events.kept.base[e] }
  }

  private func priceDowntime(
    _ source: EventSource, _ level: LevelMatrices, isCurrent: Bool
  ) {
    let n = events.count
    let days = events.levelDays.base
    if let factor = factors(of: source.durationControls, isCurrent: isCurrent) {
      for e in 0..<n { days[e] = Swift.min(events.days.base[e] * factor[e], CompiledStudy.year) }
    } else {
      for e in 0..<n { days[e] = Swift.min(events.days.base[e], CompiledStudy.year) }
    }
    if isCurrent, source.canBeStopped { for e in 0..<n { days[e] *= events.kept.base[e] } }
    let processes = study.processes(struckBy: source)
    events.parts.reserve(n * processes.count)
    if let struck = source.struckEachYear {
      return priceEachYear(struck, processes, level)
    }
    let durations = UnsafeBufferPointer(start: days, count: n)
    let lost = UnsafeMutableBufferPointer(start: events.lost.base, count: n)
    for (run, process) in processes.enumerated() {
      source.cost?.lostDays(process: process, ofDurations: durations, into: lost)
      addDowntime(of: process, run: run, level)
    }
  }

  /// Prices every event in the network of its own year.
  private func priceEachYear(_ struck: [Shock], _ processes: [Int], _ level: LevelMatrices) {
    let days = events.levelDays.base
    let tables = (0..<events.count).map { e in
      days[e] > 0 ? yearlyTable(of: struck, slot: Int(events.slot.base[e])) : nil
    }
    for (run, process) in processes.enumerated() {
      for (e, table) in tables.enumerated() {
        events.lost.base[e] = table?.lostDays(process: process, duration: days[e]) ?? 0
      }
      addDowntime(of: process, run: run, level)
    }
  }

  /// What a struck set costs in the network of a trial of the block; nil where years share one.
  func yearlyTable(of shocks: [Shock], slot: Int) -> OutageCost? {
    yearlyTables?.table(of: shocks, in: parameters.base[slot])
  }

  /// Adds the days in `events.lost` to a process and their value to the events.
  private func addDowntime(of process: Int, run: Int, _ level: LevelMatrices) {
    let n = events.count
    let parts = events.parts.base + run * n
    let total = level.lostDays[process]
    let value = study.processes[process].valuePerLostDay
    let lost = events.lost.base
    if let scale = level.scale {
      for e in 0..<n { lost[e] *= scale[process][Int(events.slot.base[e])] }
    }
    for e in 0..<n {
      total[Int(events.slot.base[e])] += lost[e]
      parts[e] = value * lost[e]
      events.groundUp.base[e] += parts[e]
    }
  }
}
