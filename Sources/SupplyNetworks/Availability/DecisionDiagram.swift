/// Says that a diagram would need more nodes than are allowed.
public struct DiagramLimitError: Error, Hashable, Sendable {
  /// The number of nodes allowed.
  public let limit: Int
}

/// A reduced ordered binary decision diagram (Bryant 1986): a Boolean function of variables 0, 1, …
/// as a graph in which equal parts are shared.
///
/// Node 0 is false and node 1 true; every other node asks for one variable and leads to `high`
/// where it is true. A node has a larger number than the nodes it leads to, so that loops over
/// numbers go from the leaves up, and back.
struct DecisionDiagram {
  /// The place of a function's root.
  typealias Node = Int32

  private struct Entry: Hashable {
    let variable: Int32
    let low: Node
    let high: Node
  }

  private struct Choice: Hashable {
    let test: Node
    let then: Node
    let other: Node
  }

  /// The variable of each node; that of false and true is larger than any.
  private(set) var variables: [Int32] = [.max, .max]
  private(set) var lows: [Node] = [0, 1]
  private(set) var highs: [Node] = [0, 1]
  private var unique: [Entry: Node] = [:]
  private var chosen: [Choice: Node] = [:]
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// The number of nodes made so far.
  var count: Int { variables.count }

  /// The function "if the variable then `high` else `low`", where both ask for later variables only.
  mutating func node(
    _ variable: Int32, low: Node, high: Node
  ) throws(DiagramLimitError) -> Node {
    if low == high { return low }
    let entry = Entry(variable: variable, low: low, high: high)
    if let known = unique[entry] { return known }
    guard count < limit else { throw DiagramLimitError(limit: limit) }
    let new = Node(count)
    variables.append(variable)
    lows.append(low)
    highs.append(high)
    unique[entry] = new
    return new
  }

  /// The function "if `test` then `then` else `other`".
  mutating func choose(
    _ test: Node, _ then: Node, _ other: Node
  ) throws(DiagramLimitError) -> Node {
    if test == 1 || then == other { return then }
    if test == 0 { return other }
    if then == 1, other == 0 { return test }
    let choice = Choice(test: test, then: then, other: other)
    if let known = chosen[choice] { return known }
    let top = min(variables[Int(test)], variables[Int(then)], variables[Int(other)])
    let low = try choose(
      branch(test, top, false), branch(then, top, false), branch(other, top, false))
    let high = try choose(
      branch(test, top, true), branch(then, top, true), branch(other, top, true))
    let result = try node(top, low: low, high: high)
    chosen[choice] = result
    return result
  }

  private func branch(_ node: Node, _ variable: Int32, _ value: Bool) -> Node {
    guard variables[Int(node)] == variable else { return node }
    return value ? highs[Int(node)] : lows[Int(node)]
  }

  /// The function "at least `needed` of the parts".
  ///
  /// Counts from the last part back, so that parts with earlier variables come out on top.
  mutating func atLeast(_ needed: Int, of parts: [Node]) throws(DiagramLimitError) -> Node {
    // reached[k]: at least k of the parts seen so far.
    var reached = [Node](repeating: 0, count: needed + 1)
    reached[0] = 1
    for part in parts.reversed() {
      for k in stride(from: needed, to: 0, by: -1) {
        reached[k] = try choose(part, reached[k - 1], reached[k])
      }
    }
    return reached[needed]
  }
}
