import SupplyNetworks
import TestStreams

/// Small random networks for contagion.
enum RandomContagion {
  /// Up to `links` links between `nodes` nodes; loops and several links of a pair may occur.
  static func links(
    _ model: Contagion.Model, nodes: Int, links count: Int, using random: inout SplitMix64
  ) -> [WeightedLink] {
    var links = (0..<count).map { _ in
      WeightedLink(
        source: random.below(nodes), target: random.below(nodes),
        weight: random.chance(0.1) ? 1 : random.uniform(0, 1))
    }
    if model == .threshold {
      var sums = [Double](repeating: 0, count: nodes)
      for link in links { sums[link.target] += link.weight }
      // Half of the nodes can stand whatever fails around them.
      let scale = sums.map { $0 > 1 ? $0 * (random.chance(0.5) ? 1 : 1.4) : 1 }
      for place in links.indices { links[place].weight /= scale[links[place].target] }
    }
    return links
  }
}
