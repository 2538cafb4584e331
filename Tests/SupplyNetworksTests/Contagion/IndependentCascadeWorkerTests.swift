import Sampling
import Testing
import TestStreams

@testable import SupplyNetworks

/// The worker of 256 trials at a time against one trial at a time with plain draws.
@Suite struct IndependentCascadeWorkerTests {
  /// Trial by trial from the reference of the kernel and a plain search.
  private func failures(
    _ model: CascadeModel, seed: UInt64, seeds: [Int], trials: Int
  ) -> (nodes: [Int], sizes: [Int: Int]) {
    var nodes = [Int](repeating: 0, count: model.nodeCount)
    var sizes: [Int: Int] = [:]
    for trial in 0..<trials {
      var open: [WeightedLink] = []
      for node in 0..<model.nodeCount {
        for link in model.links.start[node]..<model.links.start[node + 1] {
          let word = KernelReference.bernoulliWord(
            key: seed, stream: model.streams[link], limit: model.limits[link],
            number: UInt32(trial / 64))
          if word >> UInt64(trial % 64) & 1 == 1 {
            let target = Int(model.links.targets[link])
            open.append(WeightedLink(source: node, target: target, weight: 1))
          }
        }
      }
      let failed = ExactContagion.reach(open, seeds)
      for node in failed { nodes[node] += 1 }
      sizes[failed.count, default: 0] += 1
    }
    return (nodes, sizes)
  }

  @Test func equalsOneTrialAtATime() {
    var random = SplitMix64(state: 33)
    for nodes in [2, 9, 64, 65, 130] {
      let links = RandomContagion.links(.cascade, nodes: nodes, links: 3 * nodes, using: &random)
      let model = CascadeModel(ids: (0..<nodes).map { "\($0)" }, links: links)
      let worker = IndependentCascadeWorker(model: model, seed: 12)
      worker.run(batch: 0, trials: 256, seeds: [0, nodes - 1])
      worker.run(batch: 1, trials: 70, seeds: [0, nodes - 1])
      let plain = failures(model, seed: 12, seeds: [0, nodes - 1], trials: 326)
      #expect(worker.tally.failures == plain.nodes)
      #expect(worker.tally.sizes == plain.sizes)
      #expect(worker.tally.trials == 326)
    }
  }

  /// Several links of a pair are one that fails only with all of them.
  @Test func linksOfOnePairJoin() {
    let link = WeightedLink(source: 0, target: 1, weight: 0.5)
    let loop = WeightedLink(source: 1, target: 1, weight: 0.5)
    let never = WeightedLink(source: 1, target: 0, weight: 0)
    let model = CascadeModel(ids: ["a", "b"], links: [link, loop, never, link])
    #expect(model.links.targets == [1])
    #expect(model.links.weights == [0.75])
    #expect(model.limits == [0xBFFF_FFFF_FFFF_FFFF])
  }
}
