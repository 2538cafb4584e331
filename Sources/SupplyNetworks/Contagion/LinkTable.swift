/// One directed link between nodes given by their indices.
public struct WeightedLink: Hashable, Sendable {
  /// The node that fails first.
  public var source: Int
  /// The node that may fail with it.
  public var target: Int
  /// A probability or a weight, as the model says.
  public var weight: Double

  /// Takes the values of all fields.
  public init(source: Int, target: Int, weight: Double) {
    self.source = source
    self.target = target
    self.weight = weight
  }
}

/// Links by source in flat arrays, one for each pair of nodes.
///
/// The links of node i are `start[i] ..< start[i + 1]`, by ascending target. Links from a node to
/// itself are left out: a node that has failed cannot fail again.
struct LinkTable: Sendable {
  let start: [Int]
  let targets: [Int32]
  let weights: [Double]

  /// - Parameters:
  ///   - merge: joins the weights of several links of one pair, which it gets in ascending order,
  ///     so that the order of records does not matter.
  init(nodeCount: Int, links: [WeightedLink], merge: ([Double]) -> Double) {
    let sorted = Self.bySource(nodeCount: nodeCount, links: links)
    var start = [0]
    var targets: [Int32] = []
    var weights: [Double] = []
    start.reserveCapacity(nodeCount + 1)
    targets.reserveCapacity(links.count)
    weights.reserveCapacity(links.count)
    for node in 0..<nodeCount {
      var row = sorted.links[sorted.start[node]..<sorted.start[node + 1]]
      row.sort { ($0.target, $0.weight) < ($1.target, $1.weight) }
      while let first = row.first {
        let same = row.prefix { $0.target == first.target }
        row = row.dropFirst(same.count)
        guard first.target != node else { continue }
        targets.append(Int32(first.target))
        weights.append(same.count == 1 ? first.weight : merge(same.map(\.weight)))
      }
      start.append(targets.count)
    }
    (self.start, self.targets, self.weights) = (start, targets, weights)
  }

  /// A counting sort by source.
  private static func bySource(
    nodeCount: Int, links: [WeightedLink]
  ) -> (start: [Int], links: [WeightedLink]) {
    var start = [Int](repeating: 0, count: nodeCount + 1)
    for link in links { start[link.source + 1] += 1 }
    for node in 0..<nodeCount { start[node + 1] += start[node] }
    var next = start
    var sorted = links
    for link in links {
      sorted[next[link.source]] = link
      next[link.source] += 1
    }
    return (start, sorted)
  }
}
