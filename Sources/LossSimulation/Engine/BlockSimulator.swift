internal import LinearAlgebra
internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// Simulates blocks of trials: one for each worker, reused for all its blocks.
///
/// Trials come as a list, not a range: the tail is simulated again by number to split its losses,
/// and nothing but the list differs. Every number is addressed, so a trial's year is the same bits
/// wherever in whichever block it stands.
final class BlockSimulator {
  let study: CompiledStudy
  let width: Int
  /// One entry a level: `[current]`, or `[inherent, current]` where controls make a difference.
  let levels: [LevelMatrices]
  let events = EventBuffers()
  let timeline: ControlTimeline
  var pricer: OutagePricer
  let hazardTables: HazardTables
  /// Where each year has a network of its own.
  var yearlyTables: YearlyTables?

  /// Trials in the block at hand.
  private(set) var count = 0
  let trials: Buffer<UInt32>
  /// Under which number a trial draws its uncertain inputs.
  let parameters: Buffer<UInt32>
  /// The first trial where the block's trials follow one another from an even one on.
  private(set) var firstOfRange: UInt32?
  /// Half of each trial's number: the Philox block that it shares with its neighbour.
  let halves: Buffer<UInt32>
  let zeroDraws: Buffer<UInt32>
  let discard: Buffer<Double>
  let rate: Buffer<Double>
  let none: Buffer<Double>
  /// What treatments leave of a rate, trial by trial.
  let ratio: Buffer<Double>
  let countUniform: Buffer<Double>
  let counts: Buffer<Int32>
  /// One row for each control on a source's frequency: the probability that it lets an event pass.
  let passing: BlockMatrix
  /// Correlated latents, a matrix a copula block.
  let latents: [BlockMatrix]
  /// Draws below 0 that were set to 0, in this block.
  var clipped = 0
  /// Events at the level simulated first, in this block.
  var eventCount = 0
  /// Trials in which a process' lost days were scaled, at the current level.
  var scaledTrials = 0
  /// What stands in for draws of uncertain inputs; nil in a run.
  var substitution: InputSubstitution? { didSet { timeline.substitution = substitution } }
  /// Takes the events at the current level, for reports of single years.
  var observer: (any BlockObserver)?
  /// False where years longer than 365 days are left as they are, for groups of `ReplayedYears`.
  var capsYears = true
  /// Rows that alone have losses, where the totals of a year are all that is read, for groups of
  /// `ReplayedYears`; nil where everything is.
  var totalledRows: [Int]?
  /// False only in tests, which hold the short way of plain risks against the general one.
  var takesShortWay = true

  init(_ study: CompiledStudy, hazardTables: HazardTables) {
    self.study = study
    self.hazardTables = hazardTables
    width = study.blockSize
    var levels = [LevelMatrices(layout: study.layout, width: width, hasShares: true)]
    if study.hasControls && study.simulatesInherent {
      levels.insert(LevelMatrices(layout: study.layout, width: width, hasShares: false), at: 0)
    }
    self.levels = levels
    timeline = ControlTimeline(controls: study.controls, width: width)
    pricer = OutagePricer(study.outages)
    yearlyTables = study.yearlyNetwork.map { YearlyTables($0, mean: study.outages) }
    trials = Buffer(width, zero: 0)
    parameters = Buffer(width, zero: 0)
    halves = Buffer(width, zero: 0)
    zeroDraws = Buffer(width, zero: 0)
    discard = Buffer(width)
    rate = Buffer(width)
    none = Buffer(width)
    ratio = Buffer(width)
    countUniform = Buffer(width)
    counts = Buffer(width, zero: 0)
    let rates = study.sources.map(\.rate) + study.hazards.map(\.rate)
    let most = rates.map { $0.frequencyControls.count + $0.successControls.count }.max() ?? 0
    // One row more, for the factors of consequences.
    passing = BlockMatrix(rows: most + 1, width: width)
    latents = study.copulas.map { BlockMatrix(rows: $0.members.count, width: study.blockSize) }
  }

  /// The current level: the last one.
  var current: LevelMatrices { levels[levels.count - 1] }

  /// Simulates the trials of a list, at most `width`, into the matrices of every level.
  ///
  /// - Precondition: The trials are distinct; where they ascend without a gap it is faster.
  func simulate(_ list: some Collection<Int>) {
    count = 0
    for trial in list {
      trials.base[count] = UInt32(truncatingIfNeeded: trial)
      halves.base[count] = trials.base[count] >> 1
      parameters.base[count] = study.parameterDraw(of: trial)
      count += 1
    }
    firstOfRange = rangeStart
    for level in levels { level.scale = nil }
    pass()
    if capsYears, setScales() { pass() }
    for level in levels { finish(level) }
  }

  private var rangeStart: UInt32? {
    guard count > 0, trials.base[0] & 1 == 0 else { return nil }
    let last = UInt64(trials.base[0]) + UInt64(count - 1)
    // A list of distinct ascending trials is a range when its ends are that far apart.
    return UInt64(trials.base[count - 1]) == last ? trials.base[0] : nil
  }

  /// One pass over all sources.
  private func pass() {
    clipped = 0
    eventCount = 0
    observer?.restart()
    for level in levels {
      if let rows = totalledRows {
        level.clearTotals(of: rows, width: width)
      } else {
        level.clear()
      }
    }
    drawLatents()
    timeline.draw(trials: trials.base, parameters: parameters.base, count: count)
    for source in study.sources {
      // Suppliers come first: controls of risks may hang on their outages.
      if case .risk = source.kind { continue }
      simulate(source)
    }
    for (position, hazard) in study.hazards.enumerated() { simulate(hazard, position) }
    for source in study.sources {
      if case .risk = source.kind { simulate(source) }
    }
  }

  // MARK: Over-long years

  /// Finds trials in which a process lost more than a year; true where a second pass is needed.
  private func setScales() -> Bool {
    scaledTrials = 0
    var needed = false
    for level in levels {
      var over = Set<Int>()
      for process in 0..<study.layout.processes {
        let days = level.lostDays[process]
        for t in 0..<count where days[t] > CompiledStudy.year { over.insert(t) }
      }
      if level === current { scaledTrials = over.count }
      guard !over.isEmpty else { continue }
      needed = true
      level.scale = scales(of: level)
    }
    return needed
  }

  private func scales(of level: LevelMatrices) -> BlockMatrix {
    let scale = BlockMatrix(rows: study.layout.processes, width: width)
    for process in 0..<study.layout.processes {
      let days = level.lostDays[process]
      for t in 0..<count { scale[process][t] = Swift.min(1, CompiledStudy.year / days[t]) }
    }
    return scale
  }

  // MARK: Dependence

  private func drawLatents() {
    for (block, copula) in study.copulas.enumerated() {
      let matrix = latents[block]
      for member in copula.members.indices {
        // The whole width is filled, so that the product always has the same shape and a trial's
        // bits do not depend on how full the block is.
        for t in count..<width { matrix[member][t] = 0 }
        drawUniforms(of: copula.latentStreams[member], into: matrix[member])
        study.latentLaw.transform(matrix[member], count: count)
      }
      let all = UnsafeMutableBufferPointer(
        start: matrix[0], count: copula.members.count * width)
      multiplyLower(factor: copula.factor, block: all, width: width)
      if let degrees = copula.degreesOfFreedom {
        StudentLatents.transform(
          matrix, copula: copula, degreesOfFreedom: degrees, trials: trials.base, count: count)
      }
    }
  }
}

extension CompiledStudy {
  /// The number under which a trial draws its uncertain inputs: its own, or its outer draw's.
  func parameterDraw(of trial: Int) -> UInt32 {
    guard settings.parameterUncertainty == .nested else { return UInt32(truncatingIfNeeded: trial) }
    return UInt32(truncatingIfNeeded: trial / innerTrials)
  }

  /// Consecutive trials that are not independent of one another: an outer draw or a replicate; nil
  /// where all trials are independent.
  var clusterTrials: Int? {
    settings.parameterUncertainty == .nested ? innerTrials : design?.replicateSize
  }

  /// Trials that share one outer draw of the uncertain inputs.
  var innerTrials: Int { Swift.max(1, settings.trials / Swift.max(1, settings.outerDraws)) }
}
