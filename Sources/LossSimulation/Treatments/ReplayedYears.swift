public import RiskModel
internal import LinearAlgebra
internal import Synchronization

/// The simulated years of a study, to be had again under any choice of its treatments.
///
/// Sources of events fall into groups that share no treatment's effect but by choice: a year's loss
/// is the sum over groups, and a group's losses hang on the choices among its own treatments alone.
/// Each group is simulated once for each of these choices, by the engine that simulates strategies,
/// so every plan has the years that a run of it would have, to rounding.
///
/// Years in which the lost days of a process may exceed 365 under some choice couple the groups:
/// they are simulated whole for every plan.
///
/// Where the choices of a group are too many to be tried, `oneByOne` simulates those that plans ask
/// for when they ask.
public final class ReplayedYears: Sendable {
  /// One choice in one group.
  struct Variant: Hashable, Sendable {
    let group: Int
    let mask: Int
  }

  /// What one choice in one group came to.
  struct Column: Sendable {
    /// By trial.
    let losses: [Double]
    let mean: Double
    /// Expected persons a year.
    let injuries: Double
    let fatalities: Double
    /// Expected a year, by process, before any is held at 365.
    let lostDays: [Double]
    /// Lost days by process, then trial, where choices are simulated one by one and there are any;
    /// else empty.
    let days: [[Float]]

    var bytes: Int {
      losses.count * MemoryLayout<Double>.size
        + days.reduce(0) { $0 + $1.count * MemoryLayout<Float>.size }
    }
  }

  fileprivate struct Store {
    var columns: [Variant: Column] = [:]
    var wholeYears: [[Bool]: [Double]] = [:]
    var overruns: [[Bool]: [Double]] = [:]
    /// Choices in the order in which they came, where memory is bounded, and their bytes.
    var order: [Variant] = []
    var bytes = 0
  }

  let study: Study
  let interactions: [TreatmentInteraction]
  let touched: TouchedSources
  let groups: [ReplayGroup]
  private let compiled: CompiledStudy
  private let store = Mutex(Store())
  private let critical = Mutex<[Int]?>(nil)
  private let threads = Atomic(1)
  /// By treatment, whether it raises the loss of no year, whatever else is adopted.
  public let isHelpful: [Bool]

  /// The number of simulated years.
  public let yearCount: Int
  /// Whether choices are simulated when a plan asks for them, instead of all beforehand.
  public let isOneByOne: Bool

  /// Choices that are simulated at most, all groups together.
  public static let mostColumns = 4_096
  /// Bytes that their years may take.
  public static let mostMemory = 3 << 30

  /// Compiles the study and every treatment.
  ///
  /// - Parameter interactions: Those of the study.
  /// - Throws: Reasons why the study cannot be simulated, or why an effect cannot be applied.
  public init(
    _ study: Study, interactions: [TreatmentInteraction]
  ) throws(SimulationError) {
    var study = study
    study.simulation.stopWhen = nil
    self.study = study
    self.interactions = interactions
    var compiler = try StudyCompiler(study)
    compiled = try compiler.compile()
    for treatment in study.treatments {
      let alone = Portfolio(id: treatment.id, treatments: [treatment])
      var compiler = try StudyCompiler(study, under: alone)
      _ = try compiler.compile()
    }
    touched = TouchedSources(study, interactions: interactions)
    isHelpful = HelpfulTreatments(study, interactions: interactions).flags
    groups = ReplayGroup.groups(of: touched)
    yearCount = study.simulation.trials
    isOneByOne = false
  }

  private init(oneByOne years: ReplayedYears) {
    study = years.study
    interactions = years.interactions
    touched = years.touched
    isHelpful = years.isHelpful
    groups = ReplayGroup.groups(of: years.touched, areFew: false)
    compiled = years.compiled
    yearCount = years.yearCount
    isOneByOne = true
  }

  /// The same years for searches that look at few plans: a choice is simulated when a plan asks for
  /// it, and the oldest ones are forgotten where memory runs out.
  public var oneByOne: ReplayedYears { ReplayedYears(oneByOne: self) }

  /// Lets choices that are simulated when a plan asks for them be spread over threads; the years are
  /// the same bits for any number.
  public func use(threads count: Int) {
    threads.store(Swift.max(1, count), ordering: .relaxed)
  }

  // MARK: What a search needs to know

  /// The number of groups.
  public var groupCount: Int { groups.count }

  /// Positions of the treatments that act in a group, ascending.
  public func options(of group: Int) -> [Int] { groups[group].options }

  /// The choices of a plan in a group, as bits in the order of `options(of:)`.
  public func mask(of isChosen: [Bool], in group: Int) -> Int {
    groups[group].mask(of: isChosen)
  }

  /// Hands the losses of a group under a choice, by year, to a reader.
  public func withLosses<Result>(
    group: Int, mask: Int, _ read: ([Double]) -> Result
  ) -> Result {
    read(column(Variant(group: group, mask: mask)).losses)
  }

  /// Years that hang on all groups together, ascending; their losses in the groups are 0.
  public var coupledYears: [Int] { critical.withLock { $0 ?? [] } }

  // MARK: Plans

  /// The net loss of each year under a plan, in the study's currency.
  public func netYears(of isChosen: [Bool]) -> [Double] {
    var years = [Double](repeating: 0, count: yearCount)
    for (g, group) in groups.enumerated() {
      let column = column(Variant(group: g, mask: group.mask(of: isChosen)))
      years.withUnsafeMutableBufferPointer { years in
        column.losses.withUnsafeBufferPointer { losses in
          for year in years.indices { years[year] += losses[year] }
        }
      }
    }
    let coupled = coupledYears(under: isChosen)
    for (year, loss) in zip(coupled, wholeYears(of: isChosen, coupled)) { years[year] = loss }
    return years
  }

  /// Years that hang on all groups together under a plan.
  private func coupledYears(under isChosen: [Bool]) -> [Int] {
    guard isOneByOne else { return coupledYears }
    var days = noDays
    for (g, group) in groups.enumerated() {
      let found = column(Variant(group: g, mask: group.mask(of: isChosen))).days
      for p in found.indices { for t in 0..<yearCount { days[p][t] += found[p][t] } }
    }
    return longYears(days)
  }

  /// The mean net loss of a year under a plan, in the study's currency.
  public func mean(of isChosen: [Bool]) -> Double {
    guard !isOneByOne else {
      return netYears(of: isChosen).reduce(0, +) / Double(Swift.max(1, yearCount))
    }
    let sum = groups.enumerated().reduce(0.0) {
      $0 + column(Variant(group: $1.offset, mask: $1.element.mask(of: isChosen))).mean
    }
    let coupled = coupledYears
    return sum + wholeYears(of: isChosen, coupled).reduce(0, +) / Double(Swift.max(1, yearCount))
  }

  /// Expected persons harmed a year under a plan.
  public func people(of isChosen: [Bool]) -> (injuries: Double, fatalities: Double) {
    groups.enumerated().reduce(into: (0, 0)) { sum, entry in
      let column = column(
        Variant(group: entry.offset, mask: entry.element.mask(of: isChosen)))
      sum.0 += column.injuries
      sum.1 += column.fatalities
    }
  }

  /// Expected days a year that a process loses under a plan, at most 365 in any year; 0 for a process
  /// that the study does not have.
  public func lostDays(of process: String, under isChosen: [Bool]) -> Double {
    guard let row = compiled.processes.firstIndex(where: { $0.id == process }) else { return 0 }
    let sum = groups.enumerated().reduce(0.0) {
      $0 + column(Variant(group: $1.offset, mask: $1.element.mask(of: isChosen))).lostDays[row]
    }
    return sum - overruns(of: isChosen, coupledYears(under: isChosen))[row]
  }

  /// By process, the expected days a year beyond 365.
  private func overruns(of isChosen: [Bool], _ trials: [Int]) -> [Double] {
    let none = [Double](repeating: 0, count: compiled.layout.processes)
    guard !trials.isEmpty else { return none }
    if let known = store.withLock({ $0.overruns[isChosen] }) { return known }
    let worker = BlockSimulator(treated(isChosen), hazardTables: HazardTables())
    worker.capsYears = false
    var sums = none
    for start in stride(from: 0, to: trials.count, by: worker.width) {
      let list = trials[start..<Swift.min(start + worker.width, trials.count)]
      worker.simulate(list)
      for process in sums.indices {
        let days = worker.current.lostDays[process]
        for t in 0..<list.count { sums[process] += Swift.max(0, days[t] - CompiledStudy.year) }
      }
    }
    let found = sums.map { $0 / Double(Swift.max(1, yearCount)) }
    store.withLock { $0.overruns[isChosen] = found }
    return found
  }

  private func wholeYears(of isChosen: [Bool], _ trials: [Int]) -> [Double] {
    guard !trials.isEmpty else { return [] }
    if let known = store.withLock({ $0.wholeYears[isChosen] }) { return known }
    let worker = BlockSimulator(treated(isChosen), hazardTables: HazardTables())
    var losses: [Double] = []
    for start in stride(from: 0, to: trials.count, by: worker.width) {
      let list = trials[start..<Swift.min(start + worker.width, trials.count)]
      worker.simulate(list)
      losses += UnsafeBufferPointer(start: worker.current.aggregate.base, count: list.count)
    }
    let found = losses
    store.withLock { $0.wholeYears[isChosen] = found }
    return losses
  }

  // MARK: Simulation

  /// Simulates choices ahead of a search, spread over workers; false where it was stopped.
  ///
  /// - Parameters:
  ///   - isPossible: Whether a choice in a group can be part of a plan at all.
  ///   - progress: Told the part that is done, from 0 to 1.
  public func simulate(
    threads: Int, isPossible: (_ group: Int, _ mask: Int) -> Bool,
    progress: @Sendable (Double) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) async -> Bool {
    useOneBLASThread()
    let variants = groups.enumerated().flatMap { g, group in
      (0..<1 << group.options.count).filter { $0 == 0 || isPossible(g, $0) }
        .map { Variant(group: g, mask: $0) }
    }
    var days = noDays
    var most = noDays
    for (done, variant) in variants.enumerated() {
      if shouldStop() { return false }
      if done > 0, variants[done - 1].group != variant.group { close(&most, into: &days) }
      let work = GroupSimulation(self, variant)
      _ = await BlockRunner(threads: threads, blocks: work.plan.count).run(
        shouldStop: { false }, makeWorker: { work.makeWorker() },
        work: { worker, block in work.simulate(block, with: worker) }, merge: { _, _ in true })
      work.raise(&most)
      let column = work.column
      store.withLock { $0.columns[variant] = column }
      progress(Double(done + 1) / Double(variants.count))
    }
    close(&most, into: &days)
    setAside(days)
    return true
  }

  /// Lost days of nothing, by process, then year.
  var noDays: [[Float]] {
    [[Float]](
      repeating: [Float](repeating: 0, count: yearCount), count: compiled.layout.processes)
  }

  /// Adds the most that one group can lose to what all can, and begins with the next group.
  private func close(_ most: inout [[Float]], into days: inout [[Float]]) {
    for p in days.indices { for t in 0..<yearCount { days[p][t] += most[p][t] } }
    most = noDays
  }

  /// Choices that a search would have to simulate, and the bytes that they take.
  public func size(isPossible: (_ group: Int, _ mask: Int) -> Bool) -> (columns: Int, bytes: Int) {
    var columns = 0
    for (g, group) in groups.enumerated() {
      guard group.options.count < 20 else { return (.max, .max) }
      columns += (0..<1 << group.options.count).count { isPossible(g, $0) }
    }
    return (columns, columns * yearCount * MemoryLayout<Double>.size)
  }

  /// Years in which a process may lose more than 365 days.
  func longYears(_ days: [[Float]]) -> [Int] {
    // A little less than 365, for the days are kept in single precision.
    (0..<yearCount).filter { t in
      days.contains { $0[t] > Float(CompiledStudy.year) - 0.5 }
    }
  }

  /// Sets years aside in which the lost days of a process may exceed a year.
  private func setAside(_ days: [[Float]]) {
    let found = longYears(days)
    critical.withLock { $0 = found }
    store.withLock { store in
      store.wholeYears = [:]
      store.overruns = [:]
      for variant in store.columns.keys { store.columns[variant]?.clear(found) }
    }
  }

  func column(_ variant: Variant) -> Column {
    if let known = store.withLock({ $0.columns[variant] }) { return known }
    let work = GroupSimulation(self, variant)
    SharedBlocks.run(
      threads: threads.load(ordering: .relaxed), blocks: work.plan.count,
      makeWorker: { work.makeWorker() },
      work: { worker, block in work.simulate(block, with: worker) })
    var column = work.column
    column.clear(coupledYears)
    let found = column
    store.withLock { store in
      if isOneByOne { store.forget(beyond: Self.mostMemory - found.bytes) }
      store.columns[variant] = found
      store.order.append(variant)
      store.bytes += found.bytes
    }
    return column
  }

  /// The study under the chosen treatments.
  ///
  /// Every treatment compiles alone; together they can clash only in ways that leave the study as it
  /// is without them.
  func treated(_ isChosen: [Bool]) -> CompiledStudy {
    let treatments = study.treatments.indices.filter { isChosen[$0] }.map { study.treatments[$0] }
    let portfolio = Portfolio(id: "plan", treatments: treatments, interactions: interactions)
    if var compiler = try? StudyCompiler(study, under: portfolio),
      let compiled = try? compiler.compile()
    {
      return compiled
    }
    return compiled
  }
}

extension ReplayedYears.Store {
  /// Drops the oldest choices until what is left takes no more than some bytes.
  fileprivate mutating func forget(beyond most: Int) {
    while bytes > most, !order.isEmpty {
      let oldest = order.removeFirst()
      bytes -= columns.removeValue(forKey: oldest)?.bytes ?? 0
    }
  }
}

extension ReplayedYears.Column {
  /// Leaves out years that are simulated whole.
  fileprivate mutating func clear(_ years: [Int]) {
    guard !years.isEmpty else { return }
    var losses = losses
    for year in years { losses[year] = 0 }
    self = Self(
      losses: losses, mean: losses.reduce(0, +) / Double(losses.count), injuries: injuries,
      fatalities: fatalities, lostDays: lostDays, days: days)
  }
}
