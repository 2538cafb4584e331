internal import RiskModel

/// Simulates the sources of one group under one choice of its treatments.
///
/// Unchecked: workers write disjoint ranges of trials, and nobody reads before all are done.
final class GroupSimulation: @unchecked Sendable {
  private let compiled: CompiledStudy
  private let hazardTables = HazardTables()
  private let losses: Buffer<Double>
  private let injuries: Buffer<Double>
  private let fatalities: Buffer<Double>
  private let lostDays: [Buffer<Float>]
  /// By block, then process.
  private let blockDays: Buffer<Double>
  private let keepsDays: Bool
  /// Rows of the register to which the group's losses go.
  private let rows: [Int]
  let plan: BlockPlan

  init(_ years: ReplayedYears, _ variant: ReplayedYears.Variant) {
    let group = years.groups[variant.group]
    var isChosen = [Bool](repeating: false, count: years.study.treatments.count)
    for (bit, option) in group.options.enumerated() where variant.mask >> bit & 1 == 1 {
      isChosen[option] = true
    }
    compiled = years.treated(isChosen).counting(
      group.counted, beside: years.touched.providers(of: group.counted))
    rows = compiled.rowsWithLosses
    plan = BlockPlan(compiled)
    keepsDays = years.isOneByOne
    losses = Buffer(plan.trials)
    injuries = Buffer(plan.trials)
    fatalities = Buffer(plan.trials)
    let trials = plan.trials
    blockDays = Buffer(plan.count * compiled.layout.processes, zero: 0)
    lostDays = (0..<compiled.layout.processes).map { _ in Buffer(trials, zero: 0) }
  }

  func makeWorker() -> BlockSimulator {
    let worker = BlockSimulator(compiled, hazardTables: hazardTables)
    worker.capsYears = false
    worker.totalledRows = rows
    return worker
  }

  func simulate(_ block: Int, with worker: BlockSimulator) {
    let trials = plan.trials(of: block)
    worker.simulate(trials)
    let (level, start, count) = (worker.current, trials.lowerBound, worker.count)
    let all = compiled.layout.peopleRows.count
    (losses.base + start).update(from: level.aggregate.base, count: count)
    (injuries.base + start).update(from: level.people[2 * all], count: count)
    (fatalities.base + start).update(from: level.people[2 * all + 1], count: count)
    for (process, days) in lostDays.enumerated() {
      var sum = 0.0
      for t in 0..<count {
        days.base[start + t] = Float(level.lostDays[process][t])
        sum += level.lostDays[process][t]
      }
      blockDays.base[block * lostDays.count + process] = sum
    }
  }

  /// What was found, once all blocks are done.
  var column: ReplayedYears.Column {
    let n = plan.trials
    func mean(_ buffer: Buffer<Double>) -> Double {
      UnsafeBufferPointer(start: buffer.base, count: n).reduce(0, +) / Double(Swift.max(1, n))
    }
    let days = lostDays.indices.map { process in
      (0..<plan.count).reduce(0) { $0 + blockDays.base[$1 * lostDays.count + process] }
        / Double(Swift.max(1, n))
    }
    return ReplayedYears.Column(
      losses: Array(UnsafeBufferPointer(start: losses.base, count: n)), mean: mean(losses),
      injuries: mean(injuries), fatalities: mean(fatalities),
      lostDays: days,
      days: keepsDays && days.contains { $0 > 0 }
        ? lostDays.map { Array(UnsafeBufferPointer(start: $0.base, count: n)) } : [])
  }

  /// Takes the lost days of each process and year into the most that were found.
  func raise(_ most: inout [[Float]]) {
    for (process, days) in lostDays.enumerated() {
      for t in 0..<plan.trials { most[process][t] = Swift.max(most[process][t], days.base[t]) }
    }
  }
}

extension CompiledStudy {
  /// Rows to which sources and hazards can bring losses, ascending.
  fileprivate var rowsWithLosses: [Int] {
    let struck = hazards.filter { !$0.isSilent }.flatMap(\.members).map { suppliers[$0].row }
    return Set(sources.filter { !$0.isSilent }.compactMap(\.row) + struck).sorted()
  }

  /// The same study where these sources alone happen; others happen for the controls that they
  /// provide, and cost nothing.
  func counting(
    _ counted: Set<TouchedSources.Record>, beside silent: Set<TouchedSources.Record>
  ) -> CompiledStudy {
    var copy = self
    copy.sources = sources.compactMap { source in
      var source = source
      source.isSilent = silent.contains(source.record)
      return source.isSilent || counted.contains(source.record) ? source : nil
    }
    copy.hazards = hazards.compactMap { hazard in
      var hazard = hazard
      hazard.isSilent = silent.contains("hazard/\(hazard.id)")
      return hazard.isSilent || counted.contains("hazard/\(hazard.id)") ? hazard : nil
    }
    return copy
  }
}

extension EventSource {
  /// As an effect addresses it.
  var record: TouchedSources.Record {
    switch kind {
    case .risk: "risk/\(id)"
    case .supplier: "supplier/\(id)"
    case .opportunity: "opportunity/\(id)"
    }
  }
}
