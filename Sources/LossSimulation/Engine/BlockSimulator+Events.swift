internal import RiskModel
internal import Sampling
internal import SupplyNetworks

extension BlockSimulator {
  /// Simulates one source in the block at hand, at every level.
  func simulate(_ source: EventSource) {
    let total = drawCounts(source)
    guard total > 0 else { return }
    eventCount += total
    if isPlain(source) { return simulatePlain(source, total: total) }
    events.layOut(counts: counts.base, trials: trials.base, width: count, total: total)
    drawConsequences(of: source)
    markKept(source)
    if source.isProvider { noteProviderOutages(source) }
    if source.isSilent { return }
    for (position, level) in levels.enumerated() {
      let isCurrent = position == levels.count - 1
      price(source, level: level, isCurrent: isCurrent)
      deposit(source, into: level, isCurrent: isCurrent)
    }
  }

  // MARK: Draws

  /// Loss, time, downtime and harm of each event, with controls working.
  private func drawConsequences(of source: EventSource) {
    let n = events.count
    draw(source.eventStream, into: events.loss.base, events.time.base)
    if let table = source.table {
      copyLosses(from: table)
    } else if let loss = source.loss {
      clipped += loss.transform(events.loss.base, count: n)
    } else {
      events.loss.base.update(repeating: 0, count: n)
    }
    // Days are drawn even where they cost nothing if a control hangs on them or someone reads them.
    if let duration = source.duration,
      source.strikesProcesses || source.isProvider || observer != nil
    {
      draw(source.durationStream, into: events.days.base, events.spare.base)
      clipped += duration.transform(events.days.base, count: n)
      if let treatment = source.treatment { change(events.days, by: treatment.days) }
    }
    if let treatment = source.treatment { change(events.loss, by: treatment.loss) }
    guard source.injuries != nil || source.fatalities != nil else { return }
    draw(source.peopleStream, into: events.injuries.base, events.fatalities.base)
    clipped += transform(source.injuries, events.injuries.base)
    clipped += transform(source.fatalities, events.fatalities.base)
    guard let treatment = source.treatment else { return }
    change(events.injuries, by: treatment.people)
    change(events.fatalities, by: treatment.people)
  }

  private func draw(
    _ stream: RandomStream, into first: UnsafeMutablePointer<Double>,
    _ second: UnsafeMutablePointer<Double>
  ) {
    BlockKernels.uniforms(
      of: stream, trials: events.trial.base, draws: events.draw.base, count: events.count,
      first: first, second: second)
  }

  private func transform(_ law: LawSampler?, _ x: UnsafeMutablePointer<Double>) -> Int {
    guard let law else {
      x.update(repeating: 0, count: events.count)
      return 0
    }
    return law.transform(x, count: events.count)
  }

  private func copyLosses(from table: EventTableColumn) {
    for e in 0..<events.count {
      let entry = table.offsets[Int(events.trial.base[e])] + Int(events.draw.base[e])
      events.loss.base[e] = table.losses[entry]
    }
  }

  // MARK: Controls

  /// Which events happen at the current level: those that no working control stops.
  private func markKept(_ source: EventSource) {
    let n = events.count
    events.kept.base.update(repeating: 1, count: n)
    guard source.table == nil else { return markTreated(source) }
    let controls = source.rate.frequencyControls + source.rate.successControls
    for (k, control) in controls.enumerated() {
      draw(control.markStream, into: events.factor.base, events.spare.base)
      let pass = passing[k]
      let windows = timeline.canBeOut(control.control)
      for e in 0..<n where events.factor.base[e] >= pass[Int(events.slot.base[e])] {
        if windows, isOut(control, e) { continue }
        events.kept.base[e] = 0
      }
    }
    markTreated(source)
  }

  func isOut(_ control: ControlFactor, _ e: Int) -> Bool {
    timeline.isOut(
      control.control, slot: Int(events.slot.base[e]), time: events.time.base[e])
  }

  /// Outages that happen at the current level become windows of the controls they provide.
  private func noteProviderOutages(_ source: EventSource) {
    guard case .supplier(let supplier, _) = source.kind else { return }
    for e in 0..<events.count where events.kept.base[e] == 1 {
      timeline.addProviderOutage(
        supplier: supplier, slot: Int(events.slot.base[e]), time: events.time.base[e],
        days: events.days.base[e])
    }
  }

  /// What controls make of a consequence at a level: 1 while they work, 1/m for each that does not.
  ///
  /// Nil where the factor is 1 for every event.
  func factors(
    of controls: [ControlFactor], isCurrent: Bool
  ) -> UnsafeMutablePointer<Double>? {
    let acting = isCurrent ? controls.filter { timeline.canBeOut($0.control) } : controls
    guard !acting.isEmpty, study.hasControls else { return nil }
    events.factor.base.update(repeating: 1, count: events.count)
    for control in acting {
      let m = passing[passing.rows - 1]
      drawFactor(control, into: m)
      for e in 0..<events.count where !isCurrent || isOut(control, e) {
        events.factor.base[e] /= m[Int(events.slot.base[e])]
      }
    }
    return events.factor.base
  }
}
