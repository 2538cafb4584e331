internal import Sampling
internal import Synchronization

/// Spreads blocks over workers and merges what they give in the order of the blocks, so that no
/// result depends on how many workers there are or which is faster.
struct BlockRunner: Sendable {
  let threads: Int
  let blocks: Int

  /// Runs `work` on every block and hands its results to `merge` in block order.
  ///
  /// - Parameters:
  ///   - shouldStop: asked before a block is taken; blocks taken are finished, so that what is
  ///     merged is always a run of blocks from the first on.
  ///   - makeWorker: makes what one worker reuses for all its blocks.
  ///   - merge: takes a block's result; returns false to end the run after it.
  /// - Returns: How many blocks were merged.
  func run<Worker, Output: Sendable>(
    shouldStop: @Sendable @escaping () -> Bool, makeWorker: @Sendable @escaping () -> Worker,
    work: @Sendable @escaping (Worker, Int) -> Output,
    merge: @Sendable @escaping (Output, Int) -> Bool
  ) async -> Int {
    let state = RunnerState<Output>()
    await withTaskGroup { group in
      for _ in 0..<Swift.max(1, Swift.min(threads, blocks)) {
        group.addTask {
          let worker = makeWorker()
          while !shouldStop(), let block = state.take(of: blocks) {
            let output = work(worker, block)
            state.finish(block, output, merge: merge)
          }
        }
      }
    }
    return state.merged
  }
}

/// Which block is next to be taken and which to be merged.
private final class RunnerState<Output: Sendable>: Sendable {
  private struct State {
    var nextToTake = 0
    var nextToMerge = 0
    var isClosed = false
    var waiting: [Int: Output] = [:]
  }

  private let state = Mutex(State())

  var merged: Int { state.withLock { $0.nextToMerge } }

  func take(of blocks: Int) -> Int? {
    state.withLock { state in
      guard !state.isClosed, state.nextToTake < blocks else { return nil }
      state.nextToTake += 1
      return state.nextToTake - 1
    }
  }

  func finish(_ block: Int, _ output: Output, merge: (Output, Int) -> Bool) {
    state.withLock { state in
      state.waiting[block] = output
      while !state.isClosed, let next = state.waiting.removeValue(forKey: state.nextToMerge) {
        let goesOn = merge(next, state.nextToMerge)
        state.nextToMerge += 1
        state.isClosed = !goesOn
      }
    }
  }
}
