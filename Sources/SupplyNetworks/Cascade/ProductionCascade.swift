internal import Synchronization

/// How the loss of production of one firm spreads to its customers and its suppliers (ESRI).
///
/// Diem, Borsos, Reisch, Kertész & Thurner (2022), Scientific Reports 12:7719; `MODELS.md` section
/// 5.3 has the equations as they are computed here. The results of a scenario depend on the network,
/// the settings and the shock alone: not on the number of threads, not on the other scenarios.
public struct ProductionCascade: Sendable {
  /// The rules of the cascade.
  public let settings: CascadeSettings
  let structure: CascadeStructure
  let slowMode: SlowMode
  var tuning: CascadeTuning

  /// Compiles a network.
  ///
  /// - Complexity: O(links · log(largest number of suppliers)); about 60 bytes a link are kept.
  /// - Throws: where a number of the network is outside its range.
  public init(
    _ network: TradeNetwork, classes: InputClasses = InputClasses(),
    settings: CascadeSettings = CascadeSettings()
  ) throws(NetworkError) {
    try network.check()
    self.settings = settings
    structure = CascadeStructure(network, classes: classes)
    slowMode = SlowMode(of: structure)
    tuning = CascadeTuning(for: structure)
  }

  /// The number of firms.
  public var firmCount: Int { structure.firmCount }

  /// The outcomes of scenarios, in order, on one thread.
  public func outcomes(
    of scenarios: CascadeScenarios, productions: Bool = false
  ) -> [CascadeOutcome] {
    let worker = CascadeWorker(self, wantsProduction: productions)
    return worker.run(scenarios, 0..<scenarios.count)
  }

  /// Runs scenarios on several threads and delivers their outcomes in order; see `CascadeRun`.
  ///
  /// - Returns: How many outcomes were delivered.
  public func run(
    _ scenarios: CascadeScenarios, threads: Int, productions: Bool = false,
    shouldStop: @Sendable @escaping () -> Bool = { false },
    deliver: @Sendable @escaping (_ first: Int, _ outcomes: [CascadeOutcome]) -> Void
  ) async -> Int {
    let run = CascadeRun(
      self, scenarios, threads: threads, productions: productions, shouldStop: shouldStop,
      deliver: deliver)
    await withTaskGroup { group in
      for _ in 0..<max(1, threads) { group.addTask { run.work() } }
    }
    return run.delivered
  }

  /// Scenarios that a worker takes at a time: many, so that lanes are refilled; few where each
  /// leaves behind numbers for every firm.
  fileprivate func batchSize(productions: Bool, scenarios: Int, threads: Int) -> Int {
    let lanes = 8 * tuning.width
    let isLarge = settings.stopping == .fixpoint || productions
    let room = isLarge ? max(lanes, 400_000 / max(firmCount, 1)) : 1_024
    let share = (scenarios + 4 * threads - 1) / max(1, 4 * threads)
    return max(1, min(room, max(lanes, share)))
  }
}

/// The scenarios of one run, shared out among the threads that call `work`.
///
/// Who calls and how many there are decides when an outcome is there, never what it is.
public final class CascadeRun: Sendable {
  private let model: ProductionCascade
  private let scenarios: CascadeScenarios
  private let productions: Bool
  private let queue: BatchQueue
  private let shouldStop: @Sendable () -> Bool
  private let deliver: @Sendable (Int, [CascadeOutcome]) -> Void

  /// A run that waits for threads.
  ///
  /// - Parameters:
  ///   - threads: how many will call `work`: decides how finely the scenarios are shared out.
  ///   - productions: whether every firm's production is wanted: two numbers a firm and scenario.
  ///   - shouldStop: asked before some more scenarios are taken up; what is delivered is always a
  ///     run of scenarios from the first on.
  ///   - deliver: takes the next outcomes, one call at a time, and the index of the first.
  public init(
    _ model: ProductionCascade, _ scenarios: CascadeScenarios, threads: Int,
    productions: Bool = false, shouldStop: @Sendable @escaping () -> Bool = { false },
    deliver: @Sendable @escaping (_ first: Int, _ outcomes: [CascadeOutcome]) -> Void
  ) {
    self.model = model
    self.scenarios = scenarios
    self.productions = productions
    self.shouldStop = shouldStop
    self.deliver = deliver
    queue = BatchQueue(
      count: scenarios.count,
      size: model.batchSize(
        productions: productions, scenarios: scenarios.count, threads: threads))
  }

  /// Computes until no scenario is left or a stop is asked for.
  public func work() {
    var worker: CascadeWorker?
    while !shouldStop(), let batch = queue.take() {
      let own = worker ?? CascadeWorker(model, wantsProduction: productions)
      worker = own
      queue.finish(batch, own.run(scenarios, queue.range(of: batch)), deliver: deliver)
    }
  }

  /// How many outcomes were delivered.
  public var delivered: Int { queue.delivered }
}

/// Hands out batches of scenarios and delivers what comes back in order.
private final class BatchQueue: Sendable {
  private struct State {
    var nextToTake = 0
    var nextToDeliver = 0
    var waiting: [Int: [CascadeOutcome]] = [:]
  }

  let count: Int
  let size: Int
  private let state = Mutex(State())

  init(count: Int, size: Int) {
    self.count = count
    self.size = size
  }

  var batches: Int { (count + size - 1) / size }

  var delivered: Int { state.withLock { min(count, $0.nextToDeliver * size) } }

  func range(of batch: Int) -> Range<Int> { batch * size..<min(count, (batch + 1) * size) }

  func take() -> Int? {
    state.withLock { state in
      guard state.nextToTake < batches else { return nil }
      state.nextToTake += 1
      return state.nextToTake - 1
    }
  }

  func finish(
    _ batch: Int, _ outcomes: [CascadeOutcome],
    deliver: (Int, [CascadeOutcome]) -> Void
  ) {
    state.withLock { state in
      state.waiting[batch] = outcomes
      while let next = state.waiting.removeValue(forKey: state.nextToDeliver) {
        deliver(state.nextToDeliver * size, next)
        state.nextToDeliver += 1
      }
    }
  }
}
