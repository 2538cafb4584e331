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

  // MARK: Years

  /// The records of all years; nil where the user stopped it.
  ///
  /// Years are moved towards bad counts first, as far as pilots of other years ask for, so that the
  /// figures stay unbiased.
  func sample(shouldStop: @Sendable @escaping () -> Bool) async -> TailSample? {
    var shift: CountShift?
    for (round, probability) in [2e-2, 2e-3, 2e-4].enumerated() {
      let first = Self.firstPilotTrial + round * Self.pilotTrials
      let trials = first..<first + Self.pilotTrials
      guard let pilot = await sample(trials, shift, shouldStop: shouldStop) else { return nil }
      guard let next = await self.shift(for: probability, pilot, trials, shift) else { break }
      shift = next
    }
    return await sample(0..<settings.trials, shift, shouldStop: shouldStop)
  }

  private static let pilotTrials = 8_192
  /// Beyond any trial of the figures themselves.
  private static let firstPilotTrial = 1 << 31
  /// Fewest effective years from which a move is judged.
  private static let leastPilotYears = 60.0

  /// The records of some trials, plain ones where nothing moves them; nil where the user stopped it.
  func sample(
    _ trials: Range<Int>, _ shift: CountShift?, shouldStop: @Sendable @escaping () -> Bool
  ) async -> TailSample? {
    useOneBLASThread()
    let tables = HazardTables()
    var moved = compiled
    moved.design = shift.map { DesignPlan($0, streams: $0.moved.map(\.stream)) }
    let study = moved
    let size = study.blockSize
    let blocks = (trials.count + size - 1) / size
    let records = Mutex<[TailRecords]>([])
    let merged = await BlockRunner(threads: threads, blocks: blocks).run(
      shouldStop: shouldStop, makeWorker: { BlockSimulator(study, hazardTables: tables) },
      work: { worker, block in
        let events = TailEvents(book)
        worker.observer = events
        let first = trials.lowerBound + block * size
        let part = first..<Swift.min(first + size, trials.upperBound)
        worker.simulate(part)
        return selection.records(
          of: events, firstTrial: first,
          weights: shift?.weights(part) ?? [Double](repeating: 1, count: part.count))
      },
      merge: { part, _ in
        records.withLock { $0.append(part) }
        return true
      })
    guard merged == blocks else { return nil }
    return TailSample(book: book, blocks: records.withLock { $0 }, threads: threads)
  }

  /// The move that makes a loss of some probability frequent: the mean of each ε given that loss
  /// (the cross-entropy method, Rubinstein 1999); nil where the pilot does not know it.
  private func shift(
    for probability: Double, _ pilot: TailSample, _ trials: Range<Int>, _ shift: CountShift?
  ) async -> CountShift? {
    let year = Measure(pilot, book) { await pilot.exceedance(of: $0) }
    let loss = await year.search(probability).roughly(probability: probability)
    guard loss > 0, await pilot.exceedance(of: loss).effectiveYears >= Self.leastPilotYears else {
      return nil
    }
    let chances = pilot.exceedances(of: loss)
    let total = chances.reduce(0, +)
    let squares = chances.reduce(0) { $0 + $1 * $1 }
    // Below three standard errors of a mean of normals a move is noise.
    let least = 3 * squares.squareRoot() / total
    let seed = compiled.settings.seed
    guard let plain = try? shift ?? CountShift([], seed: seed) else { return nil }
    let moved = compiled.yearlyStreams.compactMap { stream -> (RandomStream, Double)? in
      let sum = zip(trials, chances).reduce(0.0) {
        $0 + $1.1 * plain.normal(stream, trial: UInt32(truncatingIfNeeded: $1.0))
      }
      return abs(sum / total) > least ? (stream, sum / total) : nil
    }
    return moved.isEmpty ? nil : try? CountShift(moved, seed: seed)
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
    await search(p).estimate(probability: p, sampleSize: trials)
  }

  func search(_ p: Double) -> TailQuantile {
    let guess = book.eventLoss(exceeded: p)
    return TailQuantile(exceedance: exceedance, guess: guess > 0 ? guess : 1)
  }

  var none: Estimate { .exact(.nan, sampleSize: trials) }
}
