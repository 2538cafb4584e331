/// An order of the nodes in which losses travel forward, except inside cycles.
///
/// Computed once, over all rows that can ever be felt. Nodes of one cycle stand side by side.
struct PropagationOrder: Sendable {
  /// The place of each node in the order, and the node at each place.
  let position: [Int]
  let nodeAt: [Int]
  /// The strongly connected component of each node, numbered along the order.
  let component: [Int]
  /// Whether each component has a cycle: more than one node, or a node that feeds itself.
  let isCyclic: [Bool]
  /// The number of nodes of each component.
  let size: [Int]

  /// Orders a graph in which the edges of node i are `targets[offsets[i] ..< offsets[i + 1]]`.
  init(offsets: [Int], targets: [Int]) {
    var finder = ComponentFinder()
    finder.find(offsets: offsets, targets: targets)
    let count = offsets.count - 1
    var position = [Int](repeating: 0, count: count)
    var component = [Int](repeating: 0, count: count)
    var isCyclic = [Bool](repeating: false, count: finder.count)
    for c in 0..<finder.count {
      let range = finder.members(of: c)
      for place in range {
        let node = finder.members[place]
        position[node] = place
        component[node] = c
        let feedsItself = targets[offsets[node]..<offsets[node + 1]].contains(node)
        if range.count > 1 || feedsItself { isCyclic[c] = true }
      }
    }
    self.position = position
    self.nodeAt = finder.members
    self.component = component
    self.isCyclic = isCyclic
    self.size = (0..<finder.count).map { finder.members(of: $0).count }
  }
}
