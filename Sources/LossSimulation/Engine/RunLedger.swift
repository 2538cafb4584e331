internal import RiskModel
internal import Sampling
internal import Synchronization

/// Adds up blocks in order, watches the stopping rule and says how far the run has come.
final class RunLedger: Sendable {
  private struct State {
    var log: BlockLog
    /// The log without a last block that is not full, where a longer run would go on.
    var continuable: BlockLog?
    /// Of the loss at the current level, over all blocks so far.
    var aggregate = Moments()
    var convergence: [RunDiagnostics.ConvergencePoint] = []
    var watch: StoppingWatch?
    var endedBy: String?
  }

  private let compiled: CompiledStudy
  private let plan: BlockPlan
  private let order: MergeOrder
  private let store: YearStore
  private let state: Mutex<State>

  init(_ compiled: CompiledStudy, plan: BlockPlan, store: YearStore) {
    self.compiled = compiled
    self.plan = plan
    self.store = store
    order = MergeOrder(plan)
    state = Mutex(
      State(
        log: BlockLog(order, firstBlock: 0),
        watch: compiled.settings.stopWhen.map { StoppingWatch($0, compiled) }))
  }

  /// Takes in the next block; false where the stopping rule is met.
  func merge(
    _ block: BlockStatistics, progress: @Sendable (RunProgress) -> Void
  ) -> Bool {
    state.withLock { state in
      if !plan.isGrouped, block.trials < plan.size { state.continuable = state.log }
      state.log.append(block)
      return look(&state, progress: progress)
    }
  }

  /// Takes in blocks that were computed before; false where the stopping rule was met in them.
  func merge(_ run: PartialRun, progress: @Sendable (RunProgress) -> Void) -> Bool {
    state.withLock { state in
      var next = 0
      for block in run.blocks {
        if !plan.isGrouped, plan.trials(of: block).count < plan.size {
          state.continuable = state.log
        }
        state.log.append(from: run.log, next: &next)
        guard look(&state, progress: progress) else { return false }
      }
      return true
    }
  }

  /// Tells how far the run is and, now and then, asks the stopping rule.
  private func look(_ state: inout State, progress: (RunProgress) -> Void) -> Bool {
    if let block = state.log.aggregates.last { state.aggregate.merge(block) }
    let loss = state.aggregate
    let error = Estimate.normal975 * loss.standardError
    progress(
      RunProgress(
        trialsDone: loss.count, trialsAsked: plan.trials,
        relativeError: loss.mean > 0 ? error / loss.mean : nil))
    guard order.isLook(at: state.log.blocks.upperBound) || loss.count == plan.trials else {
      return true
    }
    state.convergence.append(Self.point(loss))
    guard state.watch != nil else { return true }
    let years = store.aggregate(level: store.levels - 1, trials: loss.count)
    state.endedBy = state.watch?.reason(toStopAfter: years)
    return state.endedBy == nil
  }

  private static func point(_ loss: Moments) -> RunDiagnostics.ConvergencePoint {
    RunDiagnostics.ConvergencePoint(
      trials: loss.count, expectedAnnualLoss: loss.mean,
      halfWidth: Estimate.normal975 * loss.standardError)
  }

  /// What the run came to.
  var summary: (statistics: BlockStatistics?, diagnostics: RunDiagnostics) {
    state.withLock { state in
      let statistics = state.log.total?.withErrors
      let trials = statistics?.trials ?? 0
      var convergence = state.convergence
      if trials > 0, convergence.last?.trials != trials {
        convergence.append(Self.point(state.aggregate))
      }
      return (
        statistics,
        RunDiagnostics(
          trials: trials, trialsAsked: plan.trials, seed: compiled.settings.seed,
          events: statistics?.events ?? 0,
          scaledTrialShare: trials > 0 ? Double(statistics?.scaledTrials ?? 0) / Double(trials) : 0,
          clippedDraws: statistics?.clipped ?? 0,
          correlationRepairDistance: compiled.correlationRepairDistance,
          instructionSet: BlockKernels.instructionSet, notes: compiled.notes,
          endedBy: state.endedBy ?? (trials < plan.trials ? "stopped" : "trials"),
          convergence: convergence)
      )
    }
  }

  /// Trials taken in so far.
  var trials: Int { plan.trials(of: state.withLock { $0.log.blocks }).count }

  /// What a run with more trials, or one that was stopped, goes on from.
  var continuable: PartialRun {
    state.withLock { PartialRun(log: $0.continuable ?? $0.log, years: store, firstTrial: 0) }
  }
}
