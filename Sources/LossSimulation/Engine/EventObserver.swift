internal import Sampling
internal import SupplyNetworks

/// Takes the events of a block at the current level, as they are priced.
protocol BlockObserver: AnyObject {
  /// Forgets what it has, since the block is simulated anew.
  func restart()
  /// Takes the events of one source, those that controls stop included (`events.kept`).
  func note(_ source: EventSource, _ events: EventBuffers, block: BlockSimulator)
  /// Takes an event that struck several suppliers.
  func note(
    _ event: JointEvent, of hazard: CompiledHazard, struck: [Int], groundUp: Double, net: Double,
    block: BlockSimulator
  )
}

/// Collects the events of chosen years at the current level, for reports.
final class EventObserver: BlockObserver {
  /// By trial of the block.
  private(set) var reports: [[EventReport]] = []
  private let width: Int

  init(width: Int) {
    self.width = width
    restart()
  }

  func restart() { reports = Array(repeating: [], count: width) }

  func note(_ source: EventSource, _ events: EventBuffers, block: BlockSimulator) {
    let n = events.count
    let runs = block.study.processes(struckBy: source).count
    let kind: EventReport.Source
    if case .supplier = source.kind { kind = .supplier(source.id) } else { kind = .risk(source.id) }
    for e in 0..<n where events.kept.base[e] == 1 {
      let network = (0..<runs).reduce(0) { $0 + events.parts.base[$1 * n + e] }
      let harmed = source.injuries != nil || source.fatalities != nil
      reports[Int(events.slot.base[e])].append(
        EventReport(
          source: kind, day: events.time.base[e] * CompiledStudy.year,
          days: source.duration == nil
            ? nil : Swift.min(events.days.base[e], CompiledStudy.year),
          groundUpLoss: events.groundUp.base[e], loss: events.net.base[e], networkLoss: network,
          injuries: harmed ? events.injuries.base[e] : 0,
          fatalities: harmed ? events.fatalities.base[e] : 0,
          controlsOut: controlsOut(source, e, block)))
    }
  }

  func note(
    _ event: JointEvent, of hazard: CompiledHazard, struck: [Int], groundUp: Double, net: Double,
    block: BlockSimulator
  ) {
    reports[event.slot].append(
      EventReport(
        source: .hazard(hazard.id, struck: struck.map { block.study.suppliers[$0].id }),
        day: event.time * CompiledStudy.year, days: event.days, groundUpLoss: groundUp, loss: net,
        networkLoss: groundUp, injuries: 0, fatalities: 0, controlsOut: []))
  }

  private func controlsOut(_ source: EventSource, _ e: Int, _ block: BlockSimulator) -> [String] {
    let all =
      source.rate.frequencyControls + source.rate.successControls + source.lossControls
      + source.durationControls + source.peopleControls
    let out = Set(all.filter { block.isOut($0, e) }.map(\.control))
    return out.sorted().map { block.study.controls[$0].id }
  }
}
