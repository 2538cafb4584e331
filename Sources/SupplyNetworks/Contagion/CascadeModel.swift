internal import Sampling

/// Independent cascade: each failed node fails each of its targets once with the link's
/// probability (Kempe, Kleinberg and Tardos 2003).
struct CascadeModel: Sendable {
  let nodeCount: Int
  let links: LinkTable
  let streams: [UInt64]
  let limits: [UInt64]

  /// The purpose of the randomness of links.
  static let purpose = "contagion_link"

  init(ids: [String], links given: [WeightedLink]) {
    nodeCount = ids.count
    let possible = given.filter { BernoulliTrials.limit(of: $0.weight) != nil }
    let table = LinkTable(nodeCount: ids.count, links: possible) { probabilities in
      1 - probabilities.reduce(1) { $0 * (1 - $1) }
    }
    let hashes = ids.map { RandomStream(seed: 0, purpose: Self.purpose, record: $0).hash }
    var streams: [UInt64] = []
    streams.reserveCapacity(table.targets.count)
    for node in 0..<ids.count {
      for link in table.start[node]..<table.start[node + 1] {
        streams.append(RandomStream.pairHash(hashes[node], hashes[Int(table.targets[link])]))
      }
    }
    self.streams = streams
    limits = table.weights.map { BernoulliTrials.limit(of: $0) ?? 0 }
    links = table
  }
}
