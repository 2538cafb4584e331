/// Random contagion on a network: which nodes fail when some have failed (`MODELS.md` 5.5).
///
/// The coin of a link and the threshold of a node in a trial are pure functions of seed, ids and
/// trial. So a result is the same to the last bit for any number of threads and any order of the
/// records, and raising a probability or a weight never takes a node out of a trial's failures.
public struct Contagion: Sendable {
  /// How failures spread.
  public enum Model: String, CaseIterable, Sendable {
    /// A failed node fails each target once with the link's probability.
    case cascade
    /// A node fails when the weights of its failed sources reach its random threshold.
    case threshold
  }

  enum Compiled: Sendable {
    case cascade(CascadeModel)
    case threshold(ThresholdModel)
  }

  /// The nodes' ids, in the order of the results.
  public let ids: [String]
  /// How failures spread.
  public let model: Model
  let compiled: Compiled
  let links: LinkTable

  /// Compiles a network.
  ///
  /// Several links of one pair are one: for `cascade` it fails unless all of them do, for
  /// `threshold` weights add up. A link from a node to itself does nothing.
  ///
  /// - Parameters:
  ///   - ids: the nodes' ids, each once; randomness is keyed by them.
  ///   - links: `weight` is a probability, 0…1, for `cascade`; for `threshold` it is ≥ 0 and the
  ///     weights into a node sum to at most 1.
  /// - Throws: `ContagionError` for what keeps a network from being simulated.
  public init(
    _ model: Model, ids: [String], links: [WeightedLink]
  ) throws(ContagionError) {
    guard ids.count <= Int32.max else { throw .tooManyNodes(ids.count) }
    let largest = model == .cascade ? 1 : Double.greatestFiniteMagnitude
    for (place, link) in links.enumerated() {
      guard ids.indices.contains(link.source) else { throw .unknownNode(link.source) }
      guard ids.indices.contains(link.target) else { throw .unknownNode(link.target) }
      guard link.weight >= 0, link.weight <= largest else {
        throw .badWeight(link: place, value: link.weight)
      }
    }
    self.ids = ids
    self.model = model
    switch model {
    case .cascade:
      let cascade = CascadeModel(ids: ids, links: links)
      (compiled, self.links) = (.cascade(cascade), cascade.links)
    case .threshold:
      let threshold = try ThresholdModel(ids: ids, links: links)
      (compiled, self.links) = (.threshold(threshold), threshold.links)
    }
  }

  /// The number of links between different nodes, each pair counted once, that can carry a failure.
  public var linkCount: Int { links.targets.count }

  /// The nodes that failures can reach from the seeds, seeds included.
  public func reachable(from seeds: [Int]) -> Int {
    var seen = [Bool](repeating: false, count: ids.count)
    var waiting: [Int] = []
    for seed in seeds where !seen[seed] {
      seen[seed] = true
      waiting.append(seed)
    }
    var count = 0
    while let node = waiting.popLast() {
      count += 1
      for link in links.start[node]..<links.start[node + 1] {
        let target = Int(links.targets[link])
        if !seen[target] {
          seen[target] = true
          waiting.append(target)
        }
      }
    }
    return count
  }
}
