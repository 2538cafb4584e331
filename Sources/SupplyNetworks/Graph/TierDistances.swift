/// How many links lie between each node and the end of its supply chains.
public struct TierDistances: Sendable {
  /// The fewest links from each node, along the links, to one of the ends; −1 where none leads there.
  public let tier: [Int32]
  /// The nodes from which tiers are counted.
  public let ends: [Int32]

  /// Counts tiers by breadth-first search against the links; O(nodes + links).
  ///
  /// - Parameters:
  ///   - suppliers: the links by customer.
  ///   - ends: tier 0, such as an organisation's own processes.
  public init(suppliers: LinkRows, ends: [Int32]) {
    var tier = [Int32](repeating: -1, count: suppliers.count)
    var queue: [Int32] = []
    for end in ends where tier[Int(end)] < 0 {
      tier[Int(end)] = 0
      queue.append(end)
    }
    var next = 0
    while next < queue.count {
      let node = Int(queue[next])
      next += 1
      for place in suppliers.row(node) {
        let supplier = Int(suppliers.neighbours[place])
        guard tier[supplier] < 0 else { continue }
        tier[supplier] = tier[node] + 1
        queue.append(Int32(supplier))
      }
    }
    self.tier = tier
    self.ends = ends
  }

  /// The number of nodes of each tier from 0.
  public var sizes: [Int] {
    var sizes: [Int] = []
    for number in tier where number >= 0 {
      while sizes.count <= Int(number) { sizes.append(0) }
      sizes[Int(number)] += 1
    }
    return sizes
  }

  /// The number of nodes from which nothing leads to an end.
  public var apart: Int { tier.reduce(0) { $0 + ($1 < 0 ? 1 : 0) } }
}
