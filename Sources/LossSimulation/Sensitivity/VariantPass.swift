internal import Sampling
internal import Synchronization

/// Simulates variants of a study trial by trial side by side: common random numbers for all.
struct VariantPass: Sendable {
  let compiled: CompiledStudy
  let variants: [StudyVariant]
  /// For layers that are taken away: the study that a control's position stands for.
  let withoutShare: [Int: CompiledStudy]
  let trials: Int

  /// What the variants came to.
  struct Outcome: Sendable {
    /// By variant, the loss of each year at the current level.
    var years: [[Double]]
    /// Of the study as stated, a row of sums a block: see `VarianceShares`.
    var shares: BatchSums
  }

  /// Simulates all variants; nil where it was stopped.
  ///
  /// - Parameter progress: told the trials done, all variants counted.
  func run(
    threads: Int, hazardTables: HazardTables, progress: @Sendable @escaping (Int) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> Outcome? {
    let plan = BlockPlan(trials: trials, size: compiled.blockSize, group: nil)
    let total = Mutex(empty)
    let merged = await BlockRunner(threads: threads, blocks: plan.count).run(
      shouldStop: shouldStop, makeWorker: { VariantWorker(self, hazardTables) },
      work: { worker, block in simulate(plan.trials(of: block), with: worker) },
      merge: { outcome, _ in
        let done = total.withLock { total in
          for v in total.years.indices { total.years[v] += outcome.years[v] }
          total.shares.append(outcome.shares)
          return total.years.reduce(0) { $0 + $1.count }
        }
        progress(done)
        return true
      })
    return merged == plan.count ? total.withLock { $0 } : nil
  }

  private var empty: Outcome {
    Outcome(
      years: variants.map { _ in [] },
      shares: BatchSums(columns: VarianceShares.columns(rows: compiled.layout.rows)))
  }

  private func simulate(_ trials: Range<Int>, with worker: VariantWorker) -> Outcome {
    var outcome = empty
    for (v, variant) in variants.enumerated() {
      let block = worker.simulate(variant, trials)
      outcome.years[v] = Array(
        UnsafeBufferPointer(start: block.current.aggregate.base, count: block.count))
      if v == 0 {
        outcome.shares.append(
          VarianceShares.sums(block.current, rows: compiled.layout.rows, count: block.count))
      }
    }
    return outcome
  }
}

/// One worker's simulators: one for the study, one for each layer that is taken away.
final class VariantWorker {
  private let plain: BlockSimulator
  private let withoutShare: [Int: BlockSimulator]

  init(_ pass: VariantPass, _ hazardTables: HazardTables) {
    plain = BlockSimulator(pass.compiled, hazardTables: hazardTables)
    withoutShare = pass.withoutShare.mapValues { BlockSimulator($0, hazardTables: hazardTables) }
  }

  /// The simulator in which the trials of a variant have been simulated.
  func simulate(_ variant: StudyVariant, _ trials: Range<Int>) -> BlockSimulator {
    let block = variant.withoutShareOf.flatMap { withoutShare[$0] } ?? plain
    block.substitution = variant.substitution
    block.timeline.forced = variant.forced
    block.simulate(trials)
    return block
  }
}
