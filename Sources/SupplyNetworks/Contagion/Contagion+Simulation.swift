internal import Sampling
internal import Synchronization

/// How trials are cut into batches.
enum ContagionPlan {
  /// Trials in a batch.
  static let width = BernoulliTrials.width
  /// Bytes that all workers together may hold; fewer threads run where a network is very large.
  static let memory = 4 << 30
}

extension Contagion {
  /// The most trials that addresses allow.
  public static let trialLimit = 1 << 31

  /// Simulates trials that all start from the same failed nodes.
  ///
  /// - Parameters:
  ///   - seeds: indices of the nodes that have failed at the start; a repeated one counts once.
  ///   - trials: 1…`trialLimit`.
  ///   - seed: of the randomness.
  ///   - threads: at least 1; changes no number.
  /// - Throws: `ContagionError.unknownNode` for a seed that is no node.
  public func simulate(
    from seeds: [Int], trials: Int, seed: UInt64, threads: Int
  ) async throws(ContagionError) -> ContagionResult {
    precondition((1...Self.trialLimit).contains(trials), "trials must be 1…\(Self.trialLimit)")
    for node in seeds where !ids.indices.contains(node) { throw .unknownNode(node) }
    let batches = (trials + ContagionPlan.width - 1) / ContagionPlan.width
    let ledger = ContagionLedger(batches: batches, nodeCount: ids.count)
    await withTaskGroup { group in
      for _ in 0..<workers(threads: threads, batches: batches) {
        group.addTask {
          let worker = makeWorker(seed: seed)
          while let batch = ledger.take() {
            let left = trials - batch * ContagionPlan.width
            worker.run(batch: batch, trials: Swift.min(left, ContagionPlan.width), seeds: seeds)
          }
          ledger.add(worker.tally)
        }
      }
    }
    return ContagionResult(contagion: self, seeds: Set(seeds), tally: ledger.total)
  }

  private func workers(threads: Int, batches: Int) -> Int {
    let bytes = 100 * ids.count + 32 * linkCount + 1
    let fitting = Swift.max(1, ContagionPlan.memory / bytes)
    return Swift.max(1, Swift.min(threads, batches, fitting))
  }

  private func makeWorker(seed: UInt64) -> any ContagionWorker {
    switch compiled {
    case .cascade(let model): IndependentCascadeWorker(model: model, seed: seed)
    case .threshold(let model): ThresholdWorker(model: model, seed: seed)
    }
  }
}

/// Deals out batches and adds up what they came to.
///
/// Which thread takes which batch does not matter, since counts add up in any order.
private final class ContagionLedger: Sendable {
  private let batches: Int
  private let next = Atomic(0)
  private let sum: Mutex<ContagionTally>

  init(batches: Int, nodeCount: Int) {
    self.batches = batches
    sum = Mutex(ContagionTally(nodeCount: nodeCount))
  }

  var total: ContagionTally { sum.withLock { $0 } }

  func take() -> Int? {
    let batch = next.add(1, ordering: .relaxed).oldValue
    return batch < batches ? batch : nil
  }

  func add(_ tally: ContagionTally) {
    sum.withLock { $0.merge(tally) }
  }
}
