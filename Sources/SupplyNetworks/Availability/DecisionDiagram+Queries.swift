extension DecisionDiagram {
  /// The probability that each node's function is false and true, for independent variables.
  ///
  /// Both are sums of positive terms, so that neither loses digits near 1.
  func probabilities(up: [Double], down: [Double]) -> (no: [Double], yes: [Double]) {
    var no = [1.0, 0.0]
    var yes = [0.0, 1.0]
    no.reserveCapacity(count)
    yes.reserveCapacity(count)
    for node in 2..<Swift.max(count, 2) {
      let v = Int(variables[node])
      let (low, high) = (Int(lows[node]), Int(highs[node]))
      no.append(down[v] * no[low] + up[v] * no[high])
      yes.append(down[v] * yes[low] + up[v] * yes[high])
    }
    return (no, yes)
  }

  /// The derivative of the probability of `root` by each variable's.
  func derivatives(of root: Node, up: [Double], down: [Double]) -> [Double] {
    let (no, yes) = probabilities(up: up, down: down)
    var reach = [Double](repeating: 0, count: count)
    var result = [Double](repeating: 0, count: up.count)
    reach[Int(root)] = 1
    for node in stride(from: Int(root), to: 1, by: -1) where reach[node] > 0 {
      let v = Int(variables[node])
      let (low, high) = (Int(lows[node]), Int(highs[node]))
      // Of two differences that are equal, the one of smaller numbers has more digits.
      let step = no[low] < 0.5 ? no[low] - no[high] : yes[high] - yes[low]
      result[v] += reach[node] * step
      reach[low] += reach[node] * down[v]
      reach[high] += reach[node] * up[v]
    }
    return result
  }

  /// The function with a variable fixed.
  mutating func restricted(
    _ root: Node, _ variable: Int32, to value: Bool
  ) throws(DiagramLimitError) -> Node {
    var known: [Node: Node] = [:]
    return try restricted(root, variable, to: value, &known)
  }

  private mutating func restricted(
    _ root: Node, _ variable: Int32, to value: Bool, _ known: inout [Node: Node]
  ) throws(DiagramLimitError) -> Node {
    let own = variables[Int(root)]
    if own > variable { return root }
    if own == variable { return value ? highs[Int(root)] : lows[Int(root)] }
    if let result = known[root] { return result }
    let low = try restricted(lows[Int(root)], variable, to: value, &known)
    let high = try restricted(highs[Int(root)], variable, to: value, &known)
    let result = try node(own, low: low, high: high)
    known[root] = result
    return result
  }

  /// The function that is true where `root` is true at that point or one above it: with more
  /// variables true.
  mutating func trueAbove(_ root: Node) throws(DiagramLimitError) -> Node {
    var known: [Node: Node] = [:]
    return try trueAbove(root, &known)
  }

  private mutating func trueAbove(
    _ root: Node, _ known: inout [Node: Node]
  ) throws(DiagramLimitError) -> Node {
    if root < 2 { return root }
    if let result = known[root] { return result }
    let high = try trueAbove(highs[Int(root)], &known)
    let low = try trueAbove(lows[Int(root)], &known)
    let either = try choose(high, 1, low)
    let result = try node(variables[Int(root)], low: either, high: high)
    known[root] = result
    return result
  }

  /// The value where just the variables in a set are false.
  func value(of root: Node, withFalse variables: Set<Int32>) -> Bool {
    var node = root
    while node > 1 {
      node =
        variables.contains(self.variables[Int(node)]) ? lows[Int(node)] : highs[Int(node)]
    }
    return node == 1
  }

  /// The number of nodes below and with a root, false and true left out.
  func size(of root: Node) -> Int {
    var seen: Set<Node> = []
    var waiting = [root]
    while let node = waiting.popLast() {
      guard node > 1, seen.insert(node).inserted else { continue }
      waiting += [lows[Int(node)], highs[Int(node)]]
    }
    return seen.count
  }
}
