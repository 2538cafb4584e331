internal import Sampling

/// Spreads failures through a network for 256 trials side by side.
///
/// Every node has four words, a bit for each trial in which it has failed, and four of those whose
/// consequences are pending. Sweeps over the nodes hand on what is pending until nothing is left:
/// sweeps in the order of memory beat a queue, because what a node needs is already on its way. The
/// links of a node are drawn when it first fails in any trial of the batch, so that a contagion that
/// stays small costs little however large the network is.
final class IndependentCascadeWorker: ContagionWorker {
  private let model: CascadeModel
  private let seed: UInt64
  /// Four words failed and four pending for each node: one cache line.
  private let states: UnsafeMutableBufferPointer<UInt64>
  private let words: UnsafeMutablePointer<UInt64>
  /// A bit for each node with something pending.
  private let active: UnsafeMutableBufferPointer<UInt64>
  /// The batch for which a node's links have been drawn last; −1 for none.
  private let drawn: UnsafeMutableBufferPointer<Int>
  private(set) var tally: ContagionTally

  init(model: CascadeModel, seed: UInt64) {
    self.model = model
    self.seed = seed
    let nodes = model.nodeCount
    states = .aligned(count: 2 * BernoulliTrials.words * nodes)
    states.initialize(repeating: 0)
    words = .allocate(capacity: BernoulliTrials.words * model.links.targets.count)
    active = .allocate(capacity: (nodes + 63) / 64)
    active.initialize(repeating: 0)
    drawn = .allocate(capacity: nodes)
    drawn.initialize(repeating: -1)
    tally = ContagionTally(nodeCount: nodes)
  }

  deinit {
    states.deallocate()
    words.deallocate()
    active.deallocate()
    drawn.deallocate()
  }

  func run(batch: Int, trials: Int, seeds: [Int]) {
    strike(seeds, trials: trials)
    while sweep(batch) {}
    count(trials: trials)
  }

  private func strike(_ seeds: [Int], trials: Int) {
    for node in seeds {
      for word in 0..<BernoulliTrials.words {
        let live = Swift.min(64, Swift.max(0, trials - 64 * word))
        let bits = live == 64 ? UInt64.max : (1 << UInt64(live)) - 1
        states[8 * node + word] = bits
        states[8 * node + 4 + word] = bits
      }
      active[node >> 6] |= 1 << UInt64(node & 63)
    }
  }

  /// Hands on all that is pending, in the order of the nodes; returns whether anything was.
  ///
  /// A node that becomes active ahead of the sweep is handled within it.
  private func sweep(_ batch: Int) -> Bool {
    var found = false
    for block in active.indices {
      while active[block] != 0 {
        found = true
        let bit = active[block].trailingZeroBitCount
        active[block] &= active[block] &- 1
        handOn(block << 6 + bit, batch)
      }
    }
    return found
  }

  private func handOn(_ node: Int, _ batch: Int) {
    let pending = states.baseAddress.unsafelyUnwrapped + (8 * node + 4)
    var fresh = SIMD4(pending[0], pending[1], pending[2], pending[3])
    pending.update(repeating: 0, count: BernoulliTrials.words)
    let first = model.links.start[node]
    let count = model.links.start[node + 1] - first
    guard count > 0 else { return }
    if drawn[node] != batch { draw(node, first, count, batch) }
    model.links.targets.withUnsafeBufferPointer { targets in
      withUnsafePointer(to: &fresh) { fresh in
        fresh.withMemoryRebound(to: UInt64.self, capacity: BernoulliTrials.words) { fresh in
          BernoulliTrials.spread(
            fresh: fresh, words: words + BernoulliTrials.words * first,
            targets: targets.baseAddress.unsafelyUnwrapped + first, count: count,
            states: states.baseAddress.unsafelyUnwrapped,
            active: active.baseAddress.unsafelyUnwrapped)
        }
      }
    }
  }

  private func draw(_ node: Int, _ first: Int, _ count: Int, _ batch: Int) {
    drawn[node] = batch
    model.streams.withUnsafeBufferPointer { streams in
      model.limits.withUnsafeBufferPointer { limits in
        BernoulliTrials.fill(
          seed: seed, streams: streams.baseAddress.unsafelyUnwrapped + first,
          limits: limits.baseAddress.unsafelyUnwrapped + first, count: count,
          batch: UInt32(truncatingIfNeeded: batch), into: words + BernoulliTrials.words * first)
      }
    }
  }

  /// Counts the failures of each node and the nodes failed in each trial, and clears the words.
  private func count(trials: Int) {
    var counters = Array(repeating: LaneCounter(), count: BernoulliTrials.words)
    for node in 0..<model.nodeCount {
      var failures = 0
      for word in 0..<BernoulliTrials.words {
        let failed = states[8 * node + word]
        failures += failed.nonzeroBitCount
        counters[word].add(failed)
        states[8 * node + word] = 0
      }
      tally.failures[node] += failures
    }
    for trial in 0..<trials { tally.record(size: counters[trial / 64][trial % 64]) }
  }
}
