import SupplyNetworks

/// Exact laws of contagion on tiny networks, by enumeration.
///
/// A cascade is reachability over links of which each is open with its probability. The threshold
/// model has the law of reachability where each node opens at most one of its incoming links, each
/// with its weight (Kempe, Kleinberg and Tardos 2003, theorem 4.6): another computation altogether
/// than adding up weights against a threshold.
struct ExactContagion {
  var probabilities: [Double]
  /// The probability of each number of failed nodes.
  var sizes: [Int: Double] = [:]

  init(_ model: Contagion.Model, nodes: Int, links: [WeightedLink], seeds: [Int]) {
    probabilities = Array(repeating: 0, count: nodes)
    let choices: [[(link: Int?, probability: Double)]]
    switch model {
    case .cascade:
      choices = links.indices.map { [($0, links[$0].weight), (nil, 1 - links[$0].weight)] }
    case .threshold:
      choices = (0..<nodes).map { node in
        let incoming = links.indices.filter { links[$0].target == node }
        let sum = incoming.reduce(0) { $0 + links[$1].weight }
        return incoming.map { ($0, links[$0].weight) } + [(nil, 1 - sum)]
      }
    }
    visit(choices, open: [], probability: 1, links: links, seeds: seeds)
  }

  private mutating func visit(
    _ choices: [[(link: Int?, probability: Double)]], open: [Int], probability: Double,
    links: [WeightedLink], seeds: [Int]
  ) {
    guard probability > 0 else { return }
    guard let first = choices.first else {
      let failed = Self.reach(open.map { links[$0] }, seeds)
      for node in failed { probabilities[node] += probability }
      sizes[failed.count, default: 0] += probability
      return
    }
    for choice in first {
      visit(
        Array(choices.dropFirst()), open: open + (choice.link.map { [$0] } ?? []),
        probability: probability * choice.probability, links: links, seeds: seeds)
    }
  }

  static func reach(_ links: [WeightedLink], _ seeds: [Int]) -> Set<Int> {
    var failed = Set(seeds)
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for link in links where failed.contains(link.source) {
        hasGrown = failed.insert(link.target).inserted || hasGrown
      }
    }
    return failed
  }
}
