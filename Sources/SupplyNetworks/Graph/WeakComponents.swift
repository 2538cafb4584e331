/// The parts of a network that no link connects, whichever way links run.
public struct WeakComponents: Sendable {
  /// The component of each node, numbered in the order of their first nodes.
  public let component: [Int32]
  /// The number of nodes of each component.
  public let sizes: [Int]

  /// Finds the components by union–find with halved paths; O((nodes + links) α).
  public init(nodeCount: Int, sources: [Int32], targets: [Int32]) {
    var parent = (0..<Int32(nodeCount)).map { $0 }
    func root(_ node: Int32, _ parent: inout [Int32]) -> Int32 {
      var at = node
      while parent[Int(at)] != at {
        parent[Int(at)] = parent[Int(parent[Int(at)])]
        at = parent[Int(at)]
      }
      return at
    }
    for link in sources.indices {
      let (a, b) = (root(sources[link], &parent), root(targets[link], &parent))
      // The smaller number is the root, so that a component is named by its first node.
      if a != b { parent[Int(max(a, b))] = min(a, b) }
    }
    var sizes: [Int] = []
    var component = [Int32](repeating: 0, count: nodeCount)
    for node in 0..<nodeCount {
      let first = Int(root(Int32(node), &parent))
      if first == node {
        component[node] = Int32(sizes.count)
        sizes.append(1)
      } else {
        component[node] = component[first]
        sizes[Int(component[node])] += 1
      }
    }
    self.component = component
    self.sizes = sizes
  }
}
