internal import LinearAlgebra
internal import RiskModel
internal import Sampling
internal import Synchronization

/// One run of a compiled study: blocks of trials, then the tail again, then the figures.
struct TrialRun: Sendable {
  let study: Study
  let compiled: CompiledStudy
  let options: RunOptions
  private let hazardTables = HazardTables()

  init(study: Study, compiled: CompiledStudy, options: RunOptions) {
    self.study = study
    self.compiled = compiled
    self.options = options
  }

  @Sendable private func makeWorker() -> BlockSimulator {
    BlockSimulator(compiled, hazardTables: hazardTables)
  }

  /// Levels at which shortfall is split: 0.9 and above, or the highest where there is none.
  private var allocationLevels: [Double] {
    let levels = compiled.settings.levels
    let high = levels.filter { $0 >= 0.9 }
    return high.isEmpty ? Array(levels.suffix(1)) : high
  }

  func result(
    progress: @Sendable @escaping (RunProgress) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> SimulationResult {
    await continued(from: [], keeping: false, progress: progress, shouldStop: shouldStop).result
  }

  /// Goes on from what was computed before: blocks without a gap from the first on.
  ///
  /// - Parameter keeping: whether a longer run may go on from a run that was not cut short.
  func continued(
    from parts: [PartialRun], keeping: Bool, progress: @Sendable @escaping (RunProgress) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> ContinuableResult {
    useOneBLASThread()
    let plan = BlockPlan(compiled)
    let store = YearStore(
      levels: compiled.levelCount, trials: plan.trials, keepsPeople: options.keepsYears)
    let ledger = RunLedger(compiled, plan: plan, store: store)
    var next = 0
    var goesOn = true
    for part in parts where goesOn {
      store.copy(plan.trials(of: part.blocks), from: part.years, startingAt: part.firstTrial)
      goesOn = ledger.merge(part, progress: progress)
      next = part.blocks.upperBound
    }
    if goesOn {
      await simulate(
        next..<plan.count, of: plan, into: store, startingAt: 0, shouldStop: shouldStop
      ) { ledger.merge($0, progress: progress) }
    }
    let keeps = keeping || ledger.trials < plan.trials
    let result = await figures(store, ledger, keeping: keeps, shouldStop: shouldStop)
    return ContinuableResult(result: result, continuable: keeps ? ledger.continuable : nil)
  }

  /// Simulates some blocks alone; nil where the user stopped it.
  func part(
    _ blocks: Range<Int>, progress: @Sendable @escaping (RunProgress) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> PartialRun? {
    useOneBLASThread()
    let plan = BlockPlan(compiled)
    let trials = plan.trials(of: blocks)
    let store = YearStore(
      levels: compiled.levelCount, trials: trials.count, keepsPeople: options.keepsYears)
    let log = Mutex(BlockLog(MergeOrder(plan), firstBlock: blocks.lowerBound))
    await simulate(
      blocks, of: plan, into: store, startingAt: trials.lowerBound, shouldStop: shouldStop
    ) { statistics in
      let done = log.withLock { log in
        log.append(statistics)
        return plan.trials(of: log.blocks).count
      }
      progress(RunProgress(trialsDone: done, trialsAsked: trials.count, relativeError: nil))
      return true
    }
    let whole = log.withLock { $0 }
    guard whole.blocks == blocks else { return nil }
    return PartialRun(log: whole, years: store, firstTrial: trials.lowerBound)
  }

  private func simulate(
    _ blocks: Range<Int>, of plan: BlockPlan, into store: YearStore, startingAt firstTrial: Int,
    shouldStop: @Sendable @escaping () -> Bool,
    merge: @Sendable @escaping (BlockStatistics) -> Bool
  ) async {
    let runner = BlockRunner(threads: options.threads, blocks: blocks.count)
    _ = await runner.run(
      shouldStop: shouldStop, makeWorker: makeWorker,
      work: { worker, block in
        let trials = plan.trials(of: blocks.lowerBound + block)
        worker.simulate(trials)
        store.store(worker, at: trials.lowerBound - firstTrial)
        return BlockStatistics(worker)
      },
      merge: { statistics, _ in merge(statistics) })
  }

  private func figures(
    _ store: YearStore, _ ledger: RunLedger, keeping: Bool,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> SimulationResult {
    let summary = ledger.summary
    guard let statistics = summary.statistics else {
      return SimulationResult(levels: [], opportunities: [], diagnostics: summary.diagnostics)
    }
    var levels: [LevelResult] = []
    for index in 0..<store.levels {
      let years = store.years(level: index, trials: statistics.trials, keeping: keeping)
      // Sorted while the tail is simulated again.
      async let largest = sample(years.largestEvent)
      let sorted = sortedTail(years.aggregate)
      let isCurrent = index == store.levels - 1
      let tails = allocationLevels.map { TailWeights(level: $0, sample: sorted) }
      let sums = await allocate(tails, level: index, years: years.aggregate)
      let figures = LevelFigures(
        study: study, compiled: compiled, statistics: statistics.levels[index], years: years,
        aggregate: sample(years.aggregate, sorted: sorted), largest: await largest)
      let worst = isCurrent ? worstTrials(of: years, sorted: sorted) : []
      levels.append(
        figures.result(
          strategy: isCurrent ? compiled.portfolio ?? "current" : "inherent",
          bands: bands(of: years),
          contributions: zip(tails, sums).map {
            TailContributions(tail: $0, sums: $1, rows: compiled.layout.rows)
          },
          worst: worst))
    }
    // Without controls the two levels are one and the same.
    if levels.count == 1, compiled.portfolio == nil {
      levels.insert(levels[0].renamed("inherent"), at: 0)
    }
    return SimulationResult(
      levels: levels, opportunities: opportunities(statistics), diagnostics: summary.diagnostics,
      rareTail: await RareTailRun(compiled, threads: options.threads)?
        .result(shouldStop: shouldStop))
  }

  /// Sorted from the lowest level and return period on that the study asks for.
  private func sortedTail(_ years: [Double]) -> SortedSample {
    let settings = compiled.settings
    let lowest = (settings.levels + settings.returnPeriods.map { 1 - 1 / $0 }).min() ?? 0
    return SortedSample(
      years, from: Swift.max(0, lowest), hasFiniteVariance: compiled.hasFiniteVariance)
  }

  private func sample(_ years: [Double], sorted: SortedSample? = nil) -> any LossSample {
    guard let size = compiled.clusterTrials else { return sorted ?? sortedTail(years) }
    return ClusteredSample(
      years, clusterSize: Swift.min(size, Swift.max(1, years.count)),
      hasFiniteVariance: compiled.hasFiniteVariance)
  }

  /// What not knowing the inputs does to the figures, where it was simulated apart.
  private func bands(of years: YearLossTable) -> [Band] {
    guard compiled.settings.parameterUncertainty == .nested,
      years.aggregate.count >= compiled.innerTrials
    else { return [] }
    let sample = ClusteredSample(years.aggregate, clusterSize: compiled.innerTrials)
    let levels = compiled.settings.levels
    return [Band("expected_annual_loss", nil, sample.band { $0.mean.value })].compactMap { $0 }
      + levels.compactMap { level in
        Band("value_at_risk", level, sample.band { $0.valueAtRisk(level: level).value })
      }
      + levels.compactMap { level in
        Band("expected_shortfall", level, sample.band { $0.expectedShortfall(level: level).value })
      }
  }

  /// Simulates the tail's trials again, by number, and adds up who lost what in them.
  private func allocate(
    _ tails: [TailWeights], level: Int, years: [Double]
  ) async -> [TailSums] {
    guard let lowest = tails.first?.valueAtRisk else { return [] }
    // A year without loss has nothing to split.
    let tail = years.indices.filter { years[$0] >= lowest && years[$0] > 0 }
    let size = compiled.blockSize
    let total = Mutex(tails.map { _ in TailSums(components: compiled.layout.componentCount) })
    let runner = BlockRunner(
      threads: options.threads, blocks: (tail.count + size - 1) / size)
    _ = await runner.run(
      shouldStop: { false }, makeWorker: makeWorker,
      work: { worker, block in
        worker.simulate(tail[block * size..<Swift.min((block + 1) * size, tail.count)])
        return tails.map {
          TailSums(worker.levels[level], count: worker.count, tail: $0)
        }
      },
      merge: { sums, _ in
        total.withLock { total in
          for i in total.indices { total[i].merge(sums[i]) }
        }
        return true
      })
    return total.withLock { $0 }
  }

  /// Events listed in all: a year of a busy study has thousands, and nobody reads a million.
  private static let mostReportedEvents = 20_000

  /// The worst years at the current level with their events, fewer where years are long.
  private func worstTrials(
    of years: YearLossTable, sorted: SortedSample
  ) -> [TrialReport] {
    let losses = years.aggregate
    guard options.worstTrials > 0, let least = sorted.tail.suffix(options.worstTrials).first
    else { return [] }
    let worst = losses.indices.filter { losses[$0] >= least && losses[$0] > 0 }
      .sorted { (losses[$1], $0) < (losses[$0], $1) }.prefix(options.worstTrials)
    let block = makeWorker()
    let observer = EventObserver(width: block.width)
    block.observer = observer
    var reports: [TrialReport] = []
    var events = 0
    for start in stride(from: 0, to: worst.count, by: block.width) {
      let list = Array(worst.dropFirst(start).prefix(block.width))
      block.simulate(list)
      for (slot, trial) in list.enumerated() where events <= Self.mostReportedEvents {
        let happened = observer.reports[slot]
        events += happened.count
        reports.append(
          TrialReport(
            trial: trial, aggregate: losses[trial], largestEvent: years.largestEvent[trial],
            events: happened.sorted { $0.day < $1.day }))
      }
    }
    return reports
  }

  private func opportunities(_ statistics: BlockStatistics) -> [OpportunityResult] {
    guard let level = statistics.levels.last else { return [] }
    return compiled.opportunities.enumerated().map { position, opportunity in
      OpportunityResult(
        id: opportunity.id, name: opportunity.name,
        expectedAnnualGain: level.gains[2 * position].estimate(),
        probabilityOfEvent: BinomialIntervals.proportion(
          successes: level.trialsWithGain[position], trials: statistics.trials))
    }
  }
}
