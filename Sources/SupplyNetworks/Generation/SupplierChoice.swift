internal import Sampling

/// How a customer chooses a supplier: first a group, then a firm of the group.
struct SupplierChoice {
  /// The group class of each customer.
  private let customerClass: [Int32]
  /// Running sums of the groups' weights, a row for each class.
  private let groupSums: [[Double]]
  /// Firms by group; the last group is all firms.
  private let members: [Int32]
  private let starts: [Int]
  /// Running sums of the members' weights over all groups; empty where members are alike.
  private let memberSums: [Double]

  /// Choice in a network of a kind.
  ///
  /// - Parameters:
  ///   - classes: of the customers.
  ///   - groups: of the suppliers.
  ///   - weights: for each class the weight of each group and, last, of all firms together.
  ///   - scores: logarithms of the firms' weights; empty where all are alike.
  init(classes: [Int32], groups: [Int32], weights: [[Double]], scores: [Double]) {
    customerClass = classes
    let groupCount = (weights.first?.count ?? 1) - 1
    let rows = LinkRows(
      nodeCount: groupCount, from: groups, to: (0..<Int32(groups.count)).map { $0 })
    members = rows.neighbours + (0..<Int32(groups.count))
    starts = rows.offsets + [members.count]
    let starts = starts
    groupSums = weights.map { row in
      var sum = 0.0
      return row.indices.map { group in
        // A group without members is never chosen.
        if starts[group] < starts[group + 1] { sum += row[group] }
        return sum
      }
    }
    memberSums = scores.isEmpty ? [] : Self.sums(members, starts, scores)
  }

  private static func sums(_ members: [Int32], _ starts: [Int], _ scores: [Double]) -> [Double] {
    var weights = FirmTraits.exponentials(members.map { scores[Int($0)] })
    for group in 0..<(starts.count - 1) {
      for place in starts[group]..<starts[group + 1] where place > starts[group] {
        weights[place] += weights[place - 1]
      }
    }
    return weights
  }

  /// Whether a customer has anyone to choose from.
  func hasSuppliers(_ customer: Int) -> Bool {
    (groupSums[Int(customerClass[customer])].last ?? 0) > 0
  }

  /// The number of firms that a customer may choose from.
  func reach(_ customer: Int) -> Int {
    let sums = groupSums[Int(customerClass[customer])]
    var reach = 0
    var before = 0.0
    for group in sums.indices {
      // The last group is everybody.
      if sums[group] > before {
        if group == sums.count - 1 { return members.count / 2 }
        reach += starts[group + 1] - starts[group]
      }
      before = sums[group]
    }
    return reach
  }

  /// The firm that two uniforms choose.
  func firm(for customer: Int, _ u: (Double, Double)) -> Int32 {
    let sums = groupSums[Int(customerClass[customer])]
    let group = CumulativeChoice.place(
      of: u.0 * (sums.last ?? 0), in: sums, 0..<sums.count)
    let range = starts[group]..<starts[group + 1]
    if memberSums.isEmpty {
      return members[range.lowerBound + min(range.count - 1, Int(u.1 * Double(range.count)))]
    }
    let target = u.1 * memberSums[range.upperBound - 1]
    return members[CumulativeChoice.place(of: target, in: memberSums, range)]
  }

  /// All firms that a customer may choose from, in order of their groups.
  func candidates(_ customer: Int) -> [Int32] {
    let sums = groupSums[Int(customerClass[customer])]
    var before = 0.0
    var found: [Int32] = []
    for group in sums.indices {
      if sums[group] > before {
        if group == sums.count - 1 { return Array(members[starts[group]...]) }
        found += members[starts[group]..<starts[group + 1]]
      }
      before = sums[group]
    }
    return found
  }
}
