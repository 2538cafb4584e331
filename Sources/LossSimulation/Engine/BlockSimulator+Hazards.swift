internal import RiskModel
internal import Sampling
internal import SupplyNetworks

extension BlockSimulator {
  /// Simulates a shared hazard: each event strikes members by chance, all for one duration.
  func simulate(_ hazard: CompiledHazard, _ position: Int) {
    guard !hazard.members.isEmpty else { return }
    drawUniforms(of: hazard.countStream, into: countUniform.base)
    drawRates(hazard.rate)
    var total = 0
    for t in 0..<count {
      let n = PoissonCount.invert(mean: rate.base[t], uniform: countUniform.base[t])
      counts.base[t] = Int32(truncatingIfNeeded: n)
      total += n
    }
    guard total > 0 else { return }
    eventCount += total
    events.layOut(counts: counts.base, trials: trials.base, width: count, total: total)
    drawHazard(hazard)
    let struck = strikes(of: hazard)
    if !hazard.isPricedEachYear { tabulate(struck, of: hazard, position) }
    for (index, level) in levels.enumerated() {
      let isCurrent = index == levels.count - 1
      let factor = factors(of: hazard.durationControls, isCurrent: isCurrent)
      for e in 0..<total where struck[e].contains(where: { $0 != 0 }) {
        if isCurrent && events.kept.base[e] == 0 { continue }
        let days = Swift.min(events.days.base[e] * (factor?[e] ?? 1), CompiledStudy.year)
        let event = JointEvent(
          hazard: position, set: struck[e], slot: Int(events.slot.base[e]),
          time: events.time.base[e], days: days)
        deposit(event, of: hazard, into: level, isCurrent: isCurrent)
      }
    }
  }

  private func drawHazard(_ hazard: CompiledHazard) {
    let n = events.count
    BlockKernels.uniforms(
      of: hazard.eventStream, trials: events.trial.base, draws: events.draw.base, count: n,
      first: events.days.base, second: events.time.base)
    clipped += hazard.duration.transform(events.days.base, count: n)
    change(events.days, by: hazard.days)
    events.kept.base.update(repeating: 1, count: n)
    for (k, control) in hazard.rate.frequencyControls.enumerated() {
      BlockKernels.uniforms(
        of: control.markStream, trials: events.trial.base, draws: events.draw.base, count: n,
        first: events.factor.base, second: events.spare.base)
      for e in 0..<n where events.factor.base[e] >= passing[k][Int(events.slot.base[e])] {
        if timeline.canBeOut(control.control), isOut(control, e) { continue }
        events.kept.base[e] = 0
      }
    }
    if let treatment = hazard.rate.treatment { thin(by: treatment) }
  }

  /// The members that each event strikes, as bits.
  private func strikes(of hazard: CompiledHazard) -> [[UInt64]] {
    let words = (hazard.members.count + 63) / 64
    var struck = [[UInt64]](
      repeating: [UInt64](repeating: 0, count: words), count: events.count)
    let chance = hitChances(of: hazard)
    for (m, stream) in hazard.hitStreams.enumerated() {
      BlockKernels.uniforms(
        of: stream, trials: events.trial.base, draws: events.draw.base, count: events.count,
        first: events.lost.base, second: events.spare.base)
      for e in 0..<events.count where events.lost.base[e] < (chance?[e] ?? hazard.hits) {
        struck[e][m / 64] |= 1 << UInt64(m % 64)
      }
    }
    return struck
  }

  /// Prices all struck sets of a block that the store lacks, side by side.
  private func tabulate(_ struck: [[UInt64]], of hazard: CompiledHazard, _ position: Int) {
    let keys = Set(struck.map { key(of: hazard, position, $0) })
      .filter { hazardTables.table(for: $0) == nil }
    guard !keys.isEmpty else { return }
    let missing = Array(keys)
    let tables = pricer.endlessOutages(
      of: missing.map { shocks(of: hazard, $0) }, horizon: CompiledStudy.year)
    for (key, table) in zip(missing, tables) { hazardTables.keep(table, for: key) }
  }

  /// The table of a struck set for a trial of the block, from the store or computed.
  func table(
    of hazard: CompiledHazard, _ position: Int, _ bits: [UInt64], slot: Int
  ) -> OutageCost {
    let key = key(of: hazard, position, bits)
    if hazard.isPricedEachYear, let table = yearlyTable(of: shocks(of: hazard, key), slot: slot) {
      return table
    }
    if let table = hazardTables.table(for: key) { return table }
    let table = pricer.endlessOutage(of: shocks(of: hazard, key), horizon: CompiledStudy.year)
    hazardTables.keep(table, for: key)
    return table
  }

  private func key(of hazard: CompiledHazard, _ position: Int, _ bits: [UInt64]) -> HazardSet {
    HazardSet(hazard: position, members: zip(bits, hazard.reaching).map { $0 & $1 })
  }

  private func shocks(of hazard: CompiledHazard, _ set: HazardSet) -> [Shock] {
    hazard.struck(set.members).map { Shock(node: study.suppliers[$0].node) }
  }
}

extension CompiledHazard {
  /// Positions of the suppliers that a set of bits stands for.
  func struck(_ bits: [UInt64]) -> [Int] {
    members.indices.filter { bits[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }.map { members[$0] }
  }
}
