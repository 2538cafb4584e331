internal import LinearAlgebra
internal import RiskModel
internal import Sampling
internal import Synchronization

/// Simulates several studies trial by trial side by side, so that differences of everything are
/// known without keeping more than the years' losses.
///
/// Every number is addressed, so a trial's year has the same bits here as in a run of its own.
struct ComparisonPass: Sendable {
  let studies: [CompiledStudy]
  let isInherent: Bool
  /// At most the trials that the first study asks for.
  let trials: Int
  let components: [ComparedComponent]
  private let hazardTables: [HazardTables]
  private let chunks: BlockPlan

  init(studies: [CompiledStudy], isInherent: Bool, trials: Int) {
    // One level alone is asked for: without the other a year costs half as much, to the same bits.
    let studies = isInherent ? studies : studies.map(\.currentAlone)
    self.studies = studies
    self.isInherent = isInherent
    self.trials = trials
    components = ComparedComponent.all(of: studies)
    hazardTables = studies.map { _ in HazardTables() }
    chunks = BlockPlan(
      trials: trials, size: studies.map(\.blockSize).min() ?? 1_024,
      group: studies[0].clusterTrials)
  }

  /// Trials of an outer draw or a replicate; 1 where all trials are independent.
  static func clusterSize(of study: CompiledStudy) -> Int {
    study.clusterTrials ?? 1
  }

  var clusterSize: Int { Self.clusterSize(of: studies[0]) }

  /// What the trials came to, as far as they were simulated.
  struct Outcome: Sendable {
    /// By study, the loss of each year.
    var years: [[Double]]
    /// By component.
    var moments: [PairedMoments]
  }

  func run(
    threads: Int, progress: @Sendable @escaping (Int) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> Outcome {
    useOneBLASThread()
    let total = Mutex(emptyOutcome)
    let runner = BlockRunner(threads: threads, blocks: chunks.count)
    _ = await runner.run(
      shouldStop: shouldStop, makeWorker: makeWorker,
      work: { worker, chunk in simulate(chunks.trials(of: chunk), with: worker) },
      merge: { outcome, _ in
        let done = total.withLock { total in
          for side in total.years.indices { total.years[side] += outcome.years[side] }
          for c in total.moments.indices { total.moments[c].merge(outcome.moments[c]) }
          return total.years[0].count
        }
        progress(done)
        return true
      })
    return total.withLock { $0 }
  }

  @Sendable private func makeWorker() -> [BlockSimulator] {
    zip(studies, hazardTables).map { BlockSimulator($0, hazardTables: $1) }
  }

  private var emptyOutcome: Outcome {
    Outcome(
      years: studies.map { _ in [] },
      moments: components.map { component in
        PairedMoments(isPresent: component.rows.map { $0 != nil }, clusterSize: clusterSize)
      })
  }

  private func simulate(_ trials: Range<Int>, with worker: [BlockSimulator]) -> Outcome {
    var outcome = emptyOutcome
    let levels = worker.map { block in
      block.simulate(trials)
      // Without controls the one level that is simulated is both.
      return isInherent ? block.levels[0] : block.current
    }
    for (side, level) in levels.enumerated() {
      outcome.years[side] = Array(
        UnsafeBufferPointer(start: level.aggregate.base, count: trials.count))
    }
    for (c, component) in components.enumerated() {
      let rows = levels.enumerated().map { component.trials(of: $0, $1) }
      outcome.moments[c].add(rows, count: trials.count)
    }
    return outcome
  }
}

extension CompiledStudy {
  /// The same study with its current level alone.
  fileprivate var currentAlone: CompiledStudy {
    var copy = self
    copy.simulatesInherent = false
    return copy
  }
}
