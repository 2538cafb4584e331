/// Nodes whose removal cuts a network, links taken both ways, into more parts.
///
/// Source: Hopcroft and Tarjan (1973), "Algorithm 447", without recursion.
public struct ArticulationPoints: Sendable {
  /// Whether each node is one.
  public let isPoint: [Bool]
  /// The number of them.
  public var count: Int { isPoint.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// Finds the points; O(nodes + links).
  ///
  /// - Parameters:
  ///   - customers: the links by supplier.
  ///   - suppliers: the same links by customer.
  public init(customers: LinkRows, suppliers: LinkRows) {
    var search = Search(customers: customers, suppliers: suppliers)
    for node in 0..<customers.count where search.index[node] < 0 { search.visit(root: node) }
    isPoint = search.isPoint
  }

  private struct Search {
    let customers: LinkRows
    let suppliers: LinkRows
    var index: [Int32]
    var low: [Int32]
    var isPoint: [Bool]
    var next: Int32 = 0
    /// The path from the root, with the place of each node's next neighbour.
    var path: [(node: Int, place: Int)] = []

    init(customers: LinkRows, suppliers: LinkRows) {
      self.customers = customers
      self.suppliers = suppliers
      index = [Int32](repeating: -1, count: customers.count)
      low = index
      isPoint = [Bool](repeating: false, count: customers.count)
    }

    private mutating func enter(_ node: Int) {
      index[node] = next
      low[node] = next
      next += 1
      path.append((node, 0))
    }

    /// The neighbour at a place: first customers, then suppliers; nil behind the last.
    private func neighbour(_ node: Int, _ place: Int) -> Int? {
      let row = customers.row(node)
      if place < row.count { return Int(customers.neighbours[row.lowerBound + place]) }
      let other = suppliers.row(node)
      let rest = place - row.count
      return rest < other.count ? Int(suppliers.neighbours[other.lowerBound + rest]) : nil
    }

    mutating func visit(root: Int) {
      enter(root)
      var branches = 0
      while let top = path.last {
        guard let other = neighbour(top.node, top.place) else {
          path.removeLast()
          if let parent = path.last?.node { leave(top.node, to: parent, root, &branches) }
          continue
        }
        path[path.count - 1].place += 1
        if index[other] < 0 {
          enter(other)
        } else {
          // The way back to the parent changes nothing: its index is never below its own low.
          low[top.node] = min(low[top.node], index[other])
        }
      }
      if branches > 1 { isPoint[root] = true }
    }

    private mutating func leave(_ node: Int, to parent: Int, _ root: Int, _ branches: inout Int) {
      low[parent] = min(low[parent], low[node])
      if parent == root {
        branches += 1
      } else if low[node] >= index[parent] {
        isPoint[parent] = true
      }
    }
  }
}
