internal import Sampling

/// Joins the customers' lists of suppliers and turns some links round as well.
struct ReverseLinks {
  private(set) var links: (suppliers: [Int32], customers: [Int32]) = ([], [])

  init(_ recipe: NetworkRecipe, lists: [[[Int32]]]) {
    var offsets = [0]
    var suppliers: [Int32] = []
    offsets.reserveCapacity(recipe.firms + 1)
    suppliers.reserveCapacity(recipe.links)
    for part in lists {
      for list in part {
        suppliers += list
        offsets.append(suppliers.count)
      }
    }
    let added = Self.reverse(recipe, suppliers, offsets)
    join(suppliers, offsets, added, recipe)
  }

  /// Links that are added, by customer and supplier: drawn links turned round, none that is there.
  private static func reverse(
    _ recipe: NetworkRecipe, _ suppliers: [Int32], _ offsets: [Int]
  ) -> [(customer: Int32, supplier: Int32)] {
    let wanted = recipe.reverseLinks
    guard wanted > 0 else { return [] }
    let stream = recipe.stream("reverse")
    // The links with the smallest uniforms, until enough can be turned round.
    let share = min(1, 2 * Double(wanted) / Double(suppliers.count) + 0.001)
    var drawn: [(u: Double, supplier: Int32, customer: Int32)] = []
    for customer in 0..<(offsets.count - 1) {
      for link in offsets[customer]..<offsets[customer + 1] {
        let u = stream.uniform(trial: UInt32(link))
        if u < share { drawn.append((u, suppliers[link], Int32(customer))) }
      }
    }
    drawn.sort { ($0.u, $0.customer, $0.supplier) < ($1.u, $1.customer, $1.supplier) }
    var added: [(customer: Int32, supplier: Int32)] = []
    for link in drawn where added.count < wanted {
      let row = offsets[Int(link.supplier)]..<offsets[Int(link.supplier) + 1]
      if !contains(suppliers, row, link.customer) { added.append((link.supplier, link.customer)) }
    }
    return added.sorted { ($0.customer, $0.supplier) < ($1.customer, $1.supplier) }
  }

  private static func contains(_ sorted: [Int32], _ range: Range<Int>, _ wanted: Int32) -> Bool {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && sorted[low] == wanted
  }

  private mutating func join(
    _ suppliers: [Int32], _ offsets: [Int], _ added: [(customer: Int32, supplier: Int32)],
    _ recipe: NetworkRecipe
  ) {
    let total = suppliers.count + added.count
    links.customers.reserveCapacity(total)
    guard !added.isEmpty else {
      for customer in 0..<(offsets.count - 1) {
        links.customers += repeatElement(
          Int32(customer), count: offsets[customer + 1] - offsets[customer])
      }
      links.suppliers = suppliers
      return
    }
    links.suppliers.reserveCapacity(total)
    var next = 0
    for customer in 0..<(offsets.count - 1) {
      let first = links.suppliers.count
      links.suppliers += suppliers[offsets[customer]..<offsets[customer + 1]]
      let before = next
      while next < added.count, added[next].customer == Int32(customer) {
        links.suppliers.append(added[next].supplier)
        next += 1
      }
      if next > before { links.suppliers[first...].sort() }
      links.customers += repeatElement(Int32(customer), count: links.suppliers.count - first)
    }
  }
}
