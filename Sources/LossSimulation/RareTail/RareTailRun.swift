internal import Distributions
internal import LinearAlgebra
internal import RiskModel
internal import Sampling
internal import Synchronization

/// Simulates the years of the rare tail and reads its figures.
///
/// The years are plain ones under the study's seed, whatever the run's design and however many
/// trials the run has, so that the figures depend on the study alone.
struct RareTailRun: Sendable {
  let settings: RareTailSettings
  let compiled: CompiledStudy
  let threads: Int
  private let book: TailBook
  private let selection: TailSelection

  /// Nil where the study asks for no rare tail.
  init?(_ study: CompiledStudy, threads: Int) {
    guard let settings = study.settings.rareTail else { return nil }
    self.settings = settings
    self.threads = threads
    var plain = study
    plain.design = nil
    // Pooled: each year draws its uncertain inputs afresh, as the pooled figure says.
    if plain.settings.parameterUncertainty == .nested {
      plain.settings.parameterUncertainty = .pooled
    }
    plain.simulatesInherent = false
    compiled = plain
    book = TailBook(plain)
    let rarest = settings.probabilities.min() ?? 1e-4
    selection = TailSelection(
      book: book, seed: plain.settings.seed, probabilities: [1e-1, 1e-2, 1e-3, rarest])
  }

  /// The figures; nil where the user stopped it.
  func result(shouldStop: @Sendable @escaping () -> Bool) async -> RareTail? {
    guard let sample = await sample(shouldStop: shouldStop) else { return nil }
    let year = Measure(sample, book) { await sample.exceedance(of: $0) }
    let event = Measure(sample, book) { await sample.largestExceedance(of: $0) }
    var found: [Double: Estimate] = [:]
    for p in settings.probabilities { found[p] = await year.quantile(p) }
    var occurrence: [CurvePoint] = []
    for period in settings.returnPeriods {
      occurrence.append(point(period, await event.quantile(1 / period)))
    }
    let values = settings.levels.map {
      LevelEstimate(level: $0, estimate: found[RareTailSettings.probability(of: $0)] ?? year.none)
    }
    return RareTail(
      trials: settings.trials, valueAtRisk: values,
      expectedShortfall: await shortfall(values, sample),
      aggregateCurve: settings.returnPeriods.map { point($0, found[1 / $0] ?? year.none) },
      occurrenceCurve: occurrence, exceedance: await exceedances(sample))
  }

  private func point(_ period: Double, _ loss: Estimate) -> CurvePoint {
    CurvePoint(returnPeriod: period, loss: loss, trialsBeyond: settings.trials)
  }

  /// The records of all years; nil where the user stopped it.
  func sample(shouldStop: @Sendable @escaping () -> Bool) async -> TailSample? {
    useOneBLASThread()
    let tables = HazardTables()
    let size = compiled.blockSize
    let blocks = (settings.trials + size - 1) / size
    let records = Mutex<[TailRecords]>([])
    let merged = await BlockRunner(threads: threads, blocks: blocks).run(
      shouldStop: shouldStop, makeWorker: { BlockSimulator(compiled, hazardTables: tables) },
      work: { worker, block in
        let events = TailEvents(book)
        worker.observer = events
        let trials = block * size..<Swift.min((block + 1) * size, settings.trials)
        worker.simulate(trials)
        return selection.records(
          of: events, firstTrial: trials.lowerBound, trials: trials.count)
      },
      merge: { part, _ in
        records.withLock { $0.append(part) }
        return true
      })
    guard merged == blocks else { return nil }
    return TailSample(book: book, blocks: records.withLock { $0 }, threads: threads)
  }

  /// (1/p) ∫ P(L > x) dx beyond the quantile and the quantile itself; its error is that of the
  /// integral alone, since at the quantile the two parts balance (Rockafellar and Uryasev 2002).
  private func shortfall(
    _ values: [LevelEstimate], _ sample: TailSample
  ) async -> Result<[LevelEstimate], MissingFigure> {
    if let endless = book.risks.first(where: { !($0.law.mean < .infinity) }),
      endless.layers.largestLoss(netAtMost: 1e300) < .infinity
    {
      return .failure(MissingFigure(reason: "the mean of a loss is infinite"))
    }
    var estimates: [LevelEstimate] = []
    for value in values {
      let p = RareTailSettings.probability(of: value.level)
      let excess = await sample.excess(over: value.estimate.value)
      estimates.append(
        LevelEstimate(
          level: value.level,
          estimate: .normal(
            value.estimate.value + excess.value / p, standardError: excess.standardError / p,
            method: .conditionalMonteCarlo, sampleSize: settings.trials,
            caveat: RareTail.caveat(excess.effectiveYears))))
    }
    return .success(estimates)
  }

  private func exceedances(_ sample: TailSample) async -> [RareTail.Exceedance] {
    var found: [RareTail.Exceedance] = []
    for loss in settings.losses {
      let mean = await sample.exceedance(of: loss)
      var estimate = Estimate.normal(
        mean.value, standardError: mean.standardError, method: .conditionalMonteCarlo,
        sampleSize: settings.trials, caveat: RareTail.caveat(mean.effectiveYears))
      estimate.low = Swift.max(0, estimate.low)
      estimate.high = Swift.min(1, estimate.high)
      found.append(RareTail.Exceedance(loss: loss, probability: estimate))
    }
    return found
  }
}

/// Quantiles of a yearly loss: the total or the largest event.
private struct Measure: Sendable {
  let book: TailBook
  let trials: Int
  let exceedance: @Sendable (Double) async -> TailSample.Mean

  init(
    _ sample: TailSample, _ book: TailBook,
    exceedance: @Sendable @escaping (Double) async -> TailSample.Mean
  ) {
    self.book = book
    trials = sample.trials
    self.exceedance = exceedance
  }

  func quantile(_ p: Double) async -> Estimate {
    let guess = book.eventLoss(exceeded: p)
    return await TailQuantile(exceedance: exceedance, guess: guess > 0 ? guess : 1)
      .estimate(probability: p, sampleSize: trials)
  }

  var none: Estimate { .exact(.nan, sampleSize: trials) }
}
