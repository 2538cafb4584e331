/// How unequally supply is spread.
public enum Concentration {
  /// The Herfindahl–Hirschman index of each node's suppliers: Σ share²; 1 for a sole supplier,
  /// not-a-number where there is none.
  ///
  /// - Parameters:
  ///   - suppliers: the links by customer.
  ///   - weights: of the links, in their own order.
  public static func supplierIndex(_ suppliers: LinkRows, weights: [Double]) -> [Double] {
    (0..<suppliers.count).map { node in
      var (sum, squares) = (0.0, 0.0)
      for place in suppliers.row(node) {
        let weight = weights[Int(suppliers.links[place])]
        sum += weight
        squares += weight * weight
      }
      // Scaled before it is squared where the square would leave the range of a double.
      guard squares.isNormal || sum == 0 else { return scaledIndex(suppliers, weights, node, sum) }
      return sum > 0 ? squares / sum / sum : .nan
    }
  }

  private static func scaledIndex(
    _ suppliers: LinkRows, _ weights: [Double], _ node: Int, _ sum: Double
  ) -> Double {
    suppliers.row(node).reduce(0.0) { total, place in
      let share = weights[Int(suppliers.links[place])] / sum
      return total + share * share
    }
  }

  /// The Gini coefficient of values that are not negative: 0 equal, towards 1 concentrated on one.
  ///
  /// Nil where there is no value or all are 0.
  public static func gini(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    let count = Double(values.count)
    var (sum, ranked) = (0.0, 0.0)
    for (rank, value) in sorted.enumerated() {
      sum += value
      ranked += Double(rank + 1) * value
    }
    return sum > 0 ? (2 * ranked / sum - count - 1) / count : nil
  }

  /// For each node the customers that would lose the only supplier of an input with it.
  ///
  /// An input is a group of suppliers, such as a sector; without groups every supplier gives the
  /// same input, and only customers with a single supplier count.
  public static func soleSupplies(_ suppliers: LinkRows, groups: [Int32]) -> [Int] {
    var sole = [Int](repeating: 0, count: suppliers.count)
    let groupCount = Int(groups.max() ?? 0) + 1
    var only = [Int32](repeating: -1, count: groupCount)
    for node in 0..<suppliers.count {
      for place in suppliers.row(node) {
        let supplier = suppliers.neighbours[place]
        let group = groups.isEmpty ? 0 : Int(groups[Int(supplier)])
        // −1 none yet, −2 more than one.
        only[group] = only[group] == -1 ? supplier : -2
      }
      for place in suppliers.row(node) {
        let group = groups.isEmpty ? 0 : Int(groups[Int(suppliers.neighbours[place])])
        if only[group] >= 0 { sole[Int(only[group])] += 1 }
        only[group] = -1
      }
    }
    return sole
  }
}
