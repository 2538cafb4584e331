extension OrderedDiagram {
  /// Cuts of all parts together that are kept at the same time, where the limit of listed ones is
  /// small.
  private static let partLimit = 500_000

  /// All minimal cuts of a rising function; nil where some part has more than `limit`.
  ///
  /// A minimal cut of "if v then h else l" is one of h, or v with one of l that does not take h down
  /// already (after Rauzy 1993).
  func minimalCuts(of root: DecisionDiagram.Node, limit: Int) -> [MinimalCut]? {
    var known: [[[Int32]]?] = Array(repeating: nil, count: Int(root) + 1)
    known[0] = [[]]
    if root > 0 { known[1] = [] }
    var total = 0
    for node in reachable(from: root) {
      guard let cuts = cuts(of: node, known, limit: limit) else { return nil }
      known[Int(node)] = cuts
      total += cuts.count
      guard total <= Swift.max(20 * limit, Self.partLimit) else { return nil }
    }
    return (known[Int(root)] ?? []).map(cut).sorted { $0.precedes($1) }
  }

  /// The nodes of a function, leaves first.
  private func reachable(from root: DecisionDiagram.Node) -> [DecisionDiagram.Node] {
    var seen: Set<DecisionDiagram.Node> = []
    var waiting = [root]
    while let node = waiting.popLast() {
      guard node > 1, seen.insert(node).inserted else { continue }
      waiting += [graph.lows[Int(node)], graph.highs[Int(node)]]
    }
    return seen.sorted()
  }

  private func cuts(
    of node: DecisionDiagram.Node, _ known: [[[Int32]]?], limit: Int
  ) -> [[Int32]]? {
    let variable = graph.variables[Int(node)]
    let (low, high) = (graph.lows[Int(node)], graph.highs[Int(node)])
    guard var result = known[Int(high)], let below = known[Int(low)] else { return nil }
    for cut in below where graph.value(of: high, withFalse: Set(cut)) {
      result.append([variable] + cut)
    }
    return result.count <= limit ? result : nil
  }

  private func cut(_ variables: [Int32]) -> MinimalCut {
    MinimalCut(
      components: variables.map { components[Int($0)] }.sorted(),
      probability: variables.reduce(1) { $0 * down[Int($1)] })
  }
}

extension MinimalCut {
  /// By size, then by components.
  fileprivate func precedes(_ other: MinimalCut) -> Bool {
    components.count == other.components.count
      ? components.lexicographicallyPrecedes(other.components)
      : components.count < other.components.count
  }
}
