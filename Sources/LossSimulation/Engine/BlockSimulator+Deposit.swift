internal import RiskModel
internal import Sampling
internal import SupplyNetworks

extension BlockSimulator {
  /// Adds the priced events of a source to the matrices of a level.
  func deposit(_ source: EventSource, into level: LevelMatrices, isCurrent: Bool) {
    let n = events.count
    let slot = events.slot.base
    guard let row = source.row else { return depositGains(source, into: level, isCurrent) }
    let net = events.net.base
    let rowLoss = level.losses[row]
    let rowCount = level.counts[row]
    let largest = level.largest.base
    let kept = isCurrent ? events.kept.base : nil
    for e in 0..<n {
      let t = Int(slot[e])
      rowLoss[t] += net[e]
      rowCount[t] += kept?[e] ?? 1
      largest[t] = Swift.max(largest[t], net[e])
    }
    depositGroundUp(row: row, level)
    if case .supplier(let supplier, _) = source.kind {
      depositSupplier(supplier, level, kept)
    }
    if source.strikesProcesses {
      depositProcesses(study.processes(struckBy: source), row: row, level)
    }
    if source.injuries != nil || source.fatalities != nil {
      depositPeople(source, row: row, level, isCurrent: isCurrent)
    }
    if isCurrent { observer?.note(source, events, block: self) }
  }

  private func depositGroundUp(row: Int, _ level: LevelMatrices) {
    let group = study.layout.coveredGroup[row]
    guard level.coveredGroundUp.rows > 0, group > 0 else { return }
    let total = level.coveredGroundUp[group - 1]
    for e in 0..<events.count { total[Int(events.slot.base[e])] += events.groundUp.base[e] }
  }

  private func depositSupplier(
    _ supplier: Int, _ level: LevelMatrices, _ kept: UnsafeMutablePointer<Double>?
  ) {
    let loss = level.losses[study.layout.supplier(supplier)]
    let count = level.counts[study.layout.rows + supplier]
    for e in 0..<events.count {
      let t = Int(events.slot.base[e])
      loss[t] += events.net.base[e]
      count[t] += kept?[e] ?? 1
    }
  }

  /// Where downtime fell, after event layers: each process' part of the ground-up loss, pro rata.
  private func depositProcesses(_ processes: [Int], row: Int, _ level: LevelMatrices) {
    let n = events.count
    for (run, process) in processes.enumerated() {
      let parts = events.parts.base + run * n
      let total = level.processLosses[level.processRow(slot: process, row: row)]
      for e in 0..<n where parts[e] > 0 {
        total[Int(events.slot.base[e])] += parts[e] * (events.net.base[e] / events.groundUp.base[e])
      }
    }
  }

  private func depositPeople(
    _ source: EventSource, row: Int, _ level: LevelMatrices, isCurrent: Bool
  ) {
    guard let slot = study.layout.peopleSlot[row] else { return }
    let all = study.layout.peopleRows.count
    let factor = factors(of: source.peopleControls, isCurrent: isCurrent)
    for (offset, harm) in [events.injuries, events.fatalities].enumerated() {
      let own = level.people[2 * slot + offset]
      let total = level.people[2 * all + offset]
      for e in 0..<events.count {
        let t = Int(events.slot.base[e])
        let persons =
          harm.base[e] * (factor?[e] ?? 1) * (isCurrent ? events.kept.base[e] : 1)
        own[t] += persons
        total[t] += persons
      }
    }
  }

  private func depositGains(
    _ source: EventSource, into level: LevelMatrices, _ isCurrent: Bool
  ) {
    guard case .opportunity(let position) = source.kind else { return }
    let gain = level.gains[2 * position]
    let count = level.gains[2 * position + 1]
    for e in 0..<events.count {
      let t = Int(events.slot.base[e])
      gain[t] += events.net.base[e]
      count[t] += isCurrent ? events.kept.base[e] : 1
    }
  }

  // MARK: Closing a block

  /// Applies year layers, adds up the year, and completes processes and owners.
  func finish(_ level: LevelMatrices) {
    let layout = study.layout
    if level.coveredGroundUp.rows > 0 { applyYearLayers(level) } else { mergeProcesses(level, nil) }
    if let rows = totalledRows { return addUp(rows, level) }
    let aggregate = level.aggregate.base
    let unassigned = level.losses[layout.unassigned]
    for row in 0..<layout.rows {
      let loss = level.losses[row]
      let owner = level.losses[layout.owner(layout.rowOwner[row])]
      EventKernels.add(loss, count: count, to: aggregate)
      EventKernels.add(loss, count: count, to: owner)
    }
    if level === current && study.hasShares { roundForTies(level) }
    for t in 0..<count { unassigned[t] = aggregate[t] }
    for process in 0..<layout.processes {
      let loss = level.losses[layout.process(process)]
      for t in 0..<count { unassigned[t] -= loss[t] }
    }
    // What rounding leaves of a year that was downtime alone is not a loss.
    for t in 0..<count where unassigned[t] < 1e-12 * aggregate[t] { unassigned[t] = 0 }
  }

  /// The year's total alone: the same additions but for rows without losses, so the same bits.
  private func addUp(_ rows: [Int], _ level: LevelMatrices) {
    for row in rows {
      EventKernels.add(level.losses[row], count: count, to: level.aggregate.base)
    }
    if level === current && study.hasShares { roundForTies(level) }
  }

  private func roundForTies(_ level: LevelMatrices) {
    for t in 0..<count {
      level.aggregate.base[t] = level.aggregate.base[t].roundedForTies
      level.largest.base[t] = level.largest.base[t].roundedForTies
    }
  }

  private func applyYearLayers(_ level: LevelMatrices) {
    let layout = study.layout
    let covered = layout.coveredRows
    let factors = BlockMatrix(rows: covered.count, width: width)
    var recoveries = [Double](repeating: 0, count: covered.count)
    for t in 0..<count {
      for k in covered.indices { recoveries[k] = 0 }
      for layer in study.yearLayers { recover(layer, t, level, &recoveries) }
      for (k, row) in covered.enumerated() {
        let loss = level.losses[row][t]
        let net = loss - Swift.min(recoveries[k], loss)
        factors[k][t] = loss > 0 ? net / loss : 1
        level.losses[row][t] = net
      }
    }
    guard totalledRows == nil else { return }
    scaleSuppliers(level, factors)
    mergeProcesses(level, factors)
  }

  /// A layer's recovery on one year, shared pro rata to the ground-up losses it covers.
  private func recover(
    _ layer: InsuranceLayer, _ t: Int, _ level: LevelMatrices, _ recoveries: inout [Double]
  ) {
    let group = study.layout.coveredGroup
    var loss = 0.0
    for row in layer.rows { loss += level.coveredGroundUp[group[row] - 1][t] }
    guard loss > 0 else { return }
    let part = layer.recovery(on: loss) / loss
    for row in layer.rows {
      recoveries[group[row] - 1] += part * level.coveredGroundUp[group[row] - 1][t]
    }
  }

  private func scaleSuppliers(_ level: LevelMatrices, _ factors: BlockMatrix) {
    for (s, supplier) in study.suppliers.enumerated() {
      let group = study.layout.coveredGroup[supplier.row]
      guard group > 0 else { continue }
      let loss = level.losses[study.layout.supplier(s)]
      for t in 0..<count { loss[t] *= factors[group - 1][t] }
    }
  }

  /// Adds the groups of process losses, each after the year layers of its row.
  private func mergeProcesses(_ level: LevelMatrices, _ factors: BlockMatrix?) {
    guard totalledRows == nil else { return }
    let layout = study.layout
    for process in 0..<layout.processes {
      let total = level.losses[layout.process(process)]
      let plain = level.processLosses[process]
      for t in 0..<count { total[t] = plain[t] }
      guard let factors else { continue }
      for group in 1..<(1 + factors.rows) {
        let part = level.processLosses[group * layout.processes + process]
        for t in 0..<count { total[t] += part[t] * factors[group - 1][t] }
      }
    }
  }
}
