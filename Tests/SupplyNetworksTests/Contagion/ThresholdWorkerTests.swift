import Testing
import TestStreams

@testable import SupplyNetworks

/// The worker against thresholds compared with whole sums, and the law of the thresholds.
@Suite struct ThresholdWorkerTests {
  /// Adds up all failed sources of every node anew until nothing changes.
  private func failed(_ model: ThresholdModel, seed: UInt64, trial: Int, seeds: [Int]) -> Set<Int> {
    var failed = Set(seeds)
    while true {
      var sums = [Int64](repeating: 0, count: model.nodeCount)
      for node in failed {
        for link in model.links.start[node]..<model.links.start[node + 1] {
          sums[Int(model.links.targets[link])] += model.weights[link]
        }
      }
      let grown = failed.union(
        sums.indices.filter {
          sums[$0] >= model.threshold(of: $0, seed: seed, trial: trial)
        })
      if grown == failed { return failed }
      failed = grown
    }
  }

  @Test func equalsSumsOverAllFailedSources() throws {
    var random = SplitMix64(state: 56)
    for nodes in [2, 10, 60] {
      let links = RandomContagion.links(.threshold, nodes: nodes, links: 4 * nodes, using: &random)
      let model = try ThresholdModel(ids: (0..<nodes).map { "\($0)" }, links: links)
      let worker = ThresholdWorker(model: model, seed: 3)
      worker.run(batch: 0, trials: 256, seeds: [0, 1, 1])
      worker.run(batch: 1, trials: 10, seeds: [0, 1, 1])
      var expected = [Int](repeating: 0, count: nodes)
      var sizes: [Int: Int] = [:]
      for trial in 0..<266 {
        let nodes = failed(model, seed: 3, trial: trial, seeds: [0, 1])
        for node in nodes { expected[node] += 1 }
        sizes[nodes.count, default: 0] += 1
      }
      #expect(worker.tally.failures == expected)
      #expect(worker.tally.sizes == sizes)
    }
  }

  /// Shares of thresholds below u are u, within five standard errors; a shift by twice that is seen.
  @Test func thresholdsAreUniform() throws {
    let model = try ThresholdModel(ids: ["a", "b"], links: [])
    let trials = 100_000
    for node in 0..<2 {
      let values = (0..<trials).map { model.threshold(of: node, seed: 1, trial: $0) }
      #expect(values.allSatisfy { $0 >= 1 && $0 <= 1 << 60 })
      for u in [0.1, 0.5, 0.9] {
        let share = Double(values.count { Double($0) <= u * 0x1p60 }) / Double(trials)
        let error = 5 * (u * (1 - u) / Double(trials)).squareRoot()
        #expect(abs(share - u) < error)
        #expect(abs(share - (u + 2 * error)) > error)
      }
    }
    #expect(
      model.threshold(of: 0, seed: 1, trial: 0) != model.threshold(of: 1, seed: 1, trial: 0))
  }
}
