/// Strongly connected components of a graph in compressed rows, with storage that is reused.
///
/// Tarjan (1972), without recursion, so that a chain of any length is safe. O(nodes + edges).
struct ComponentFinder: Sendable {
  /// Members of all components, sources before targets; the order inside one is that of discovery.
  private(set) var members: [Int] = []
  /// Component c is `members[starts[c] ..< starts[c + 1]]`.
  private(set) var starts: [Int] = []

  private var index: [Int] = []
  private var low: [Int] = []
  private var onStack: [Bool] = []
  private var stack: [Int] = []
  private var frames: [(node: Int, edge: Int)] = []

  /// The number of components found last.
  var count: Int { starts.count - 1 }

  /// The members of component c.
  func members(of component: Int) -> Range<Int> { starts[component]..<starts[component + 1] }

  /// Finds the components; edges of node i are `targets[offsets[i] ..< offsets[i + 1]]`.
  mutating func find(offsets: [Int], targets: [Int]) {
    let count = offsets.count - 1
    prepare(count)
    var next = 0
    for root in 0..<count where index[root] < 0 {
      visit(root, &next)
      frames.append((root, offsets[root]))
      while let frame = frames.last {
        if frame.edge < offsets[frame.node + 1] {
          frames[frames.count - 1].edge += 1
          follow(from: frame.node, to: targets[frame.edge], &next, offsets)
        } else {
          leave(frame.node)
        }
      }
    }
    // Tarjan finds sinks first; the reverse puts sources first.
    members.reverse()
    let total = members.count
    starts = starts.reversed().map { total - $0 }
  }

  private mutating func prepare(_ count: Int) {
    members.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    index.removeAll(keepingCapacity: true)
    index.append(contentsOf: repeatElement(-1, count: count))
    low.removeAll(keepingCapacity: true)
    low.append(contentsOf: repeatElement(0, count: count))
    onStack.removeAll(keepingCapacity: true)
    onStack.append(contentsOf: repeatElement(false, count: count))
  }

  private mutating func visit(_ node: Int, _ next: inout Int) {
    index[node] = next
    low[node] = next
    next += 1
    stack.append(node)
    onStack[node] = true
  }

  private mutating func follow(from node: Int, to target: Int, _ next: inout Int, _ offsets: [Int])
  {
    if index[target] < 0 {
      visit(target, &next)
      frames.append((target, offsets[target]))
    } else if onStack[target] {
      low[node] = min(low[node], index[target])
    }
  }

  private mutating func leave(_ node: Int) {
    frames.removeLast()
    if let parent = frames.last?.node { low[parent] = min(low[parent], low[node]) }
    guard low[node] == index[node] else { return }
    while let member = stack.popLast() {
      onStack[member] = false
      members.append(member)
      if member == node { break }
    }
    starts.append(members.count)
  }
}
