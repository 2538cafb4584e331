internal import RiskModel
internal import Sampling
internal import Synchronization

/// Adds up blocks in order, watches the stopping rule and says how far the run has come.
final class RunLedger: Sendable {
  private struct State {
    var statistics: BlockStatistics?
    /// By level, the trials of each finished outer draw or replicate; empty for independent trials.
    var clusters: [[LevelStatistics]] = []
    var openCluster: BlockStatistics?
    var convergence: [RunDiagnostics.ConvergencePoint] = []
    var nextPoint = 0
    var endedBy: String?
  }

  private let compiled: CompiledStudy
  private let asked: Int
  private let store: YearStore
  private let state = Mutex(State())

  /// Points of the convergence record, and moments at which the stopping rule is asked: each a
  /// quarter more trials than the last, so that sorting for a quantile stays a small part of the run.
  private static let growth = 1.25
  private static let firstPoint = 4_096

  init(_ compiled: CompiledStudy, asked: Int, store: YearStore) {
    self.compiled = compiled
    self.asked = asked
    self.store = store
    state.withLock { $0.nextPoint = Self.firstPoint }
  }

  /// Takes in the next block; false where the stopping rule is met.
  func merge(
    _ block: BlockStatistics, progress: @Sendable (RunProgress) -> Void
  ) -> Bool {
    state.withLock { state in
      if state.statistics == nil {
        state.statistics = block
      } else {
        state.statistics?.merge(block)
      }
      if let size = compiled.clusterTrials { keepCluster(block, of: size, in: &state) }
      guard let statistics = state.statistics, let level = statistics.levels.last else {
        return true
      }
      let error = Estimate.normal975 * level.aggregate.standardError
      let mean = level.aggregate.mean
      progress(
        RunProgress(
          trialsDone: statistics.trials, trialsAsked: asked,
          relativeError: mean > 0 ? error / mean : nil))
      guard statistics.trials >= state.nextPoint || statistics.trials == asked else { return true }
      state.convergence.append(
        RunDiagnostics.ConvergencePoint(
          trials: statistics.trials, expectedAnnualLoss: mean, halfWidth: error))
      while state.nextPoint <= statistics.trials {
        state.nextPoint = Int(Double(state.nextPoint) * Self.growth)
      }
      if let rule = compiled.settings.stopWhen, isMet(rule, trials: statistics.trials) {
        state.endedBy = "\(rule.metric) within \(rule.relativeError)"
        return false
      }
      return true
    }
  }

  /// Adds a block to its outer draw or replicate and closes that when all its trials are there.
  private func keepCluster(_ block: BlockStatistics, of size: Int, in state: inout State) {
    if state.openCluster == nil {
      state.openCluster = block
    } else {
      state.openCluster?.merge(block)
    }
    guard let cluster = state.openCluster, cluster.trials >= size else { return }
    if state.clusters.isEmpty { state.clusters = cluster.levels.map { _ in [] } }
    for (i, level) in cluster.levels.enumerated() { state.clusters[i].append(level) }
    state.openCluster = nil
  }

  private func isMet(_ rule: StoppingRule, trials: Int) -> Bool {
    guard let metric = StoppingMetric(rule.metric) else { return false }
    let years = store.aggregate(level: store.levels - 1, trials: trials)
    let estimate: Estimate
    if let size = compiled.clusterTrials {
      // Groups are too few at first for an error that could be trusted.
      guard trials / size >= 10, trials.isMultiple(of: size) else { return false }
      estimate = metric.figure(of: ClusteredSample(years, clusterSize: size))
    } else {
      estimate = metric.figure(of: SortedSample(years))
    }
    guard estimate.value > 0, estimate.caveat == nil else { return false }
    return (estimate.high - estimate.low) / 2 <= rule.relativeError * estimate.value
  }

  /// What the run came to.
  var summary: (statistics: BlockStatistics?, diagnostics: RunDiagnostics) {
    state.withLock { state in
      var statistics = state.statistics
      for (i, clusters) in state.clusters.enumerated() where clusters.count > 1 {
        if let pooled = statistics?.levels[i] {
          statistics?.levels[i] = pooled.withErrors(from: clusters)
        }
      }
      let trials = statistics?.trials ?? 0
      return (
        statistics,
        RunDiagnostics(
          trials: trials, trialsAsked: asked, seed: compiled.settings.seed,
          events: statistics?.events ?? 0,
          scaledTrialShare: trials > 0 ? Double(statistics?.scaledTrials ?? 0) / Double(trials) : 0,
          clippedDraws: statistics?.clipped ?? 0,
          correlationRepairDistance: compiled.correlationRepairDistance,
          instructionSet: BlockKernels.instructionSet, notes: compiled.notes,
          endedBy: state.endedBy ?? (trials < asked ? "stopped" : "trials"),
          convergence: state.convergence)
      )
    }
  }
}

/// A figure that a stopping rule names.
///
/// For example `expected_annual_loss`, `expected_shortfall_95` or `value_at_risk_99_5`. A bare tail
/// figure means level 0.95.
public struct StoppingMetric: Hashable, Sendable {
  private enum Kind: Hashable, Sendable {
    case mean, valueAtRisk, expectedShortfall
  }

  private let kind: Kind
  private let level: Double

  /// Nil where the text names no figure.
  public init?(_ text: String) {
    if text == "expected_annual_loss" {
      kind = .mean
      level = 0
      return
    }
    for (prefix, kind) in [
      ("expected_shortfall", Kind.expectedShortfall), ("value_at_risk", .valueAtRisk),
    ] where text.hasPrefix(prefix) {
      let suffix = text.dropFirst(prefix.count)
      guard let level = Self.level(suffix) else { return nil }
      self.kind = kind
      self.level = level
      return
    }
    return nil
  }

  /// `_95` is 0.95, `_99_5` is 0.995, nothing is 0.95.
  private static func level(_ suffix: Substring) -> Double? {
    if suffix.isEmpty { return 0.95 }
    guard suffix.first == "_" else { return nil }
    let parts = suffix.dropFirst().split(separator: "_", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ Int($0) != nil }),
      let percent = Double(parts.joined(separator: ".")), percent > 0, percent < 100
    else { return nil }
    return percent / 100
  }

  func figure(of sample: some LossSample) -> Estimate {
    switch kind {
    case .mean: sample.mean
    case .valueAtRisk: sample.valueAtRisk(level: level)
    case .expectedShortfall: sample.expectedShortfall(level: level)
    }
  }
}
