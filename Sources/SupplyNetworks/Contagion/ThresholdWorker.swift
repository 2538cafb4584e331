/// Spreads failures by thresholds, one trial after the other.
///
/// A node's threshold is drawn when its first source fails; what is missing to it falls with every
/// further source.
final class ThresholdWorker: ContagionWorker {
  private struct NodeState {
    /// The trial in which the node was touched last; −1 for none.
    var trial = -1
    /// What is still missing to the threshold, in units of 2⁻⁶⁰; 0 or less is failed.
    var missing: Int64 = 0
  }

  private let model: ThresholdModel
  private let seed: UInt64
  private let states: UnsafeMutableBufferPointer<NodeState>
  private let failed: UnsafeMutableBufferPointer<Int32>
  private(set) var tally: ContagionTally

  init(model: ThresholdModel, seed: UInt64) {
    self.model = model
    self.seed = seed
    states = .allocate(capacity: model.nodeCount)
    states.initialize(repeating: NodeState())
    failed = .allocate(capacity: model.nodeCount)
    failed.initialize(repeating: 0)
    tally = ContagionTally(nodeCount: model.nodeCount)
  }

  deinit {
    states.deallocate()
    failed.deallocate()
  }

  func run(batch: Int, trials: Int, seeds: [Int]) {
    for trial in 0..<trials { run(trial: ContagionPlan.width * batch + trial, seeds: seeds) }
  }

  private func run(trial: Int, seeds: [Int]) {
    var count = 0
    for node in seeds where states[node].trial != trial {
      states[node] = NodeState(trial: trial, missing: 0)
      failed[count] = Int32(node)
      count += 1
    }
    var next = 0
    while next < count {
      let node = Int(failed[next])
      next += 1
      for link in model.links.start[node]..<model.links.start[node + 1] {
        let target = Int(model.links.targets[link])
        if weaken(target, by: model.weights[link], trial: trial) {
          failed[count] = Int32(target)
          count += 1
        }
      }
    }
    for place in 0..<count { tally.failures[Int(failed[place])] += 1 }
    tally.record(size: count)
  }

  /// Whether this brings a node down that stood.
  private func weaken(_ node: Int, by weight: Int64, trial: Int) -> Bool {
    if states[node].trial != trial {
      let threshold = model.threshold(of: node, seed: seed, trial: trial)
      states[node] = NodeState(trial: trial, missing: threshold)
    }
    guard states[node].missing > 0 else { return false }
    states[node].missing -= weight
    return states[node].missing <= 0
  }
}
