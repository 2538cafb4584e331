/// How many links have another the other way round.
public enum Reciprocity {
  /// The number of links whose reverse is a link too, self links not counted.
  ///
  /// - Parameters:
  ///   - customers: the links by supplier.
  ///   - suppliers: the same links by customer.
  public static func count(customers: LinkRows, suppliers: LinkRows) -> Int {
    var mark = [Int32](repeating: -1, count: customers.count)
    var count = 0
    for node in 0..<customers.count {
      for place in suppliers.row(node) { mark[Int(suppliers.neighbours[place])] = Int32(node) }
      for place in customers.row(node) {
        let other = Int(customers.neighbours[place])
        if other != node, mark[other] == Int32(node) { count += 1 }
      }
    }
    return count
  }
}
