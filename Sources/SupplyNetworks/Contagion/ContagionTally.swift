/// Counts over trials: how often each node failed and how many nodes failed.
///
/// All are whole numbers, so that merging gives the same in any order.
struct ContagionTally: Sendable {
  private(set) var trials = 0
  var failures: [Int]
  private(set) var sizes: [Int: Int] = [:]

  init(nodeCount: Int) {
    failures = Array(repeating: 0, count: nodeCount)
  }

  mutating func record(size: Int) {
    trials += 1
    sizes[size, default: 0] += 1
  }

  mutating func merge(_ other: ContagionTally) {
    trials += other.trials
    for node in failures.indices { failures[node] += other.failures[node] }
    sizes.merge(other.sizes, uniquingKeysWith: +)
  }
}
