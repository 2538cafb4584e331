/// The order in which firms are stored, and the strongly connected groups of the network.
struct LabelOrder: Sendable {
  /// The firm of each label.
  let firmOf: [Int32]
  /// The label of each firm.
  let labelOf: [Int32]
  /// Group g holds the labels `groupStart[g] ..< groupStart[g + 1]`; customers' groups come first.
  let groupStart: [Int32]

  /// Groups against the flow of goods; inside a group firms of many links first, then by number.
  init(of network: TradeNetwork) {
    let count = network.firmCount
    var degree = [Int32](repeating: 0, count: count)
    var offsets = [Int](repeating: 0, count: count + 1)
    for link in 0..<network.linkCount {
      degree[Int(network.suppliers[link])] += 1
      degree[Int(network.customers[link])] += 1
      offsets[Int(network.suppliers[link]) + 1] += 1
    }
    for firm in 0..<count { offsets[firm + 1] += offsets[firm] }
    var finder = ComponentFinder()
    finder.find(offsets: offsets, targets: Self.targets(of: network, offsets: offsets))
    var firms: [Int32] = []
    var starts: [Int32] = [0]
    firms.reserveCapacity(count)
    for group in (0..<finder.count).reversed() {
      let members = finder.members[finder.members(of: group)].map { Int32($0) }
      firms += members.sorted {
        let (a, b) = (degree[Int($0)], degree[Int($1)])
        return a != b ? a > b : $0 < $1
      }
      starts.append(Int32(firms.count))
    }
    var labels = [Int32](repeating: 0, count: count)
    for (label, firm) in firms.enumerated() { labels[Int(firm)] = Int32(label) }
    (firmOf, labelOf, groupStart) = (firms, labels, starts)
  }

  private static func targets(of network: TradeNetwork, offsets: [Int]) -> [Int] {
    var next = offsets
    var targets = [Int](repeating: 0, count: network.linkCount)
    for link in 0..<network.linkCount {
      let supplier = Int(network.suppliers[link])
      targets[next[supplier]] = Int(network.customers[link])
      next[supplier] += 1
    }
    return targets
  }
}
