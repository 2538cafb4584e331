/// The links by customer, then by supplier, both as labels; repeated links added.
struct SortedTrade {
  /// Row of customer j: its suppliers ascending, and the sales.
  let purchases: EntryRows
  let entryCount: Int
  /// What each entry delivers, where links say so.
  let inputs: [TradeNetwork.LinkInput]?
  /// Σ of the sales of each firm inside the network.
  let salesOfFirm: FixedBuffer<Double>
  /// Σ of the purchases of each firm inside the network.
  let purchasesOfFirm: FixedBuffer<Double>

  init(_ network: TradeNetwork, labels: LabelOrder) {
    let count = network.firmCount
    let bySupplier = EntryRows(rows: count, entries: network.linkCount)
    Self.sort(
      network.linkCount, into: bySupplier, row: { labels.labelOf[Int(network.suppliers[$0])] },
      other: { labels.labelOf[Int(network.customers[$0])] }, share: { network.sales[$0] })
    let byCustomer = EntryRows(rows: count, entries: network.linkCount)
    var supplierOf = [Int32](repeating: 0, count: network.linkCount)
    for label in 0..<count {
      for entry in bySupplier.row(label) { supplierOf[entry] = Int32(label) }
    }
    Self.sort(
      network.linkCount, into: byCustomer, row: { bySupplier.other[$0] },
      other: { supplierOf[$0] }, share: { bySupplier.share[$0] })
    purchases = byCustomer
    inputs = Self.inputs(of: network, labels: labels)
    entryCount = Self.merge(byCustomer, rows: count, inputs: inputs)
    (salesOfFirm, purchasesOfFirm) = Self.sums(of: byCustomer, rows: count)
  }

  /// What each entry delivers, entries by customer, then by supplier, then as given.
  private static func inputs(
    of network: TradeNetwork, labels: LabelOrder
  ) -> [TradeNetwork.LinkInput]? {
    guard let inputs = network.inputs else { return nil }
    let keys = inputs.indices.map { link in
      (
        labels.labelOf[Int(network.customers[link])], labels.labelOf[Int(network.suppliers[link])],
        link
      )
    }
    return keys.sorted(by: <).map { inputs[$0.2] }
  }

  /// A stable counting sort of entries into rows.
  private static func sort(
    _ count: Int, into rows: EntryRows, row: (Int) -> Int32, other: (Int) -> Int32,
    share: (Int) -> Double
  ) {
    for entry in 0..<count { rows.start[Int(row(entry)) + 1] += 1 }
    for place in 1..<rows.start.count { rows.start[place] += rows.start[place - 1] }
    var next = (0..<rows.start.count).map { rows.start[$0] }
    for entry in 0..<count {
      let home = Int(row(entry))
      let place = Int(next[home])
      next[home] += 1
      rows.other[place] = other(entry)
      rows.share[place] = share(entry)
    }
  }

  /// Adds neighbouring entries of the same supplier; returns how many are left.
  ///
  /// Where links say what they deliver, each is an entry of its own.
  private static func merge(
    _ rows: EntryRows, rows count: Int, inputs: [TradeNetwork.LinkInput]?
  ) -> Int {
    if let inputs { return inputs.count }
    var kept = 0
    var first = 0
    for row in 0..<count {
      let end = Int(rows.start[row + 1])
      let rowStart = kept
      for entry in first..<end {
        if kept > rowStart, rows.other[kept - 1] == rows.other[entry] {
          rows.share[kept - 1] += rows.share[entry]
        } else {
          rows.other[kept] = rows.other[entry]
          rows.share[kept] = rows.share[entry]
          kept += 1
        }
      }
      first = end
      rows.start[row + 1] = Int32(kept)
    }
    return kept
  }

  private static func sums(
    of rows: EntryRows, rows count: Int
  ) -> (sales: FixedBuffer<Double>, purchases: FixedBuffer<Double>) {
    let sales = FixedBuffer(count, filledWith: 0.0)
    let purchases = FixedBuffer(count, filledWith: 0.0)
    for customer in 0..<count {
      for entry in rows.row(customer) {
        sales[Int(rows.other[entry])] += rows.share[entry]
        purchases[customer] += rows.share[entry]
      }
    }
    return (sales, purchases)
  }

  /// Λu_ij = W_ij / revenue_i, by supplier and by customer.
  func demandShares(revenues: [Double?], labels: LabelOrder) -> DemandShares {
    let count = salesOfFirm.count
    let orders = EntryRows(rows: count, entries: entryCount)
    let demand = EntryRows(rows: count, entries: entryCount)
    let leaks = FixedBuffer(count, filledWith: false)
    var isSubstochastic = true
    for label in 0..<count {
      let revenue = revenues[Int(labels.firmOf[label])] ?? salesOfFirm[label]
      let sales = salesOfFirm[label]
      leaks[label] = abs(revenue - sales) > 1e-13 * sales || sales == 0
      if revenue < sales * (1 - 1e-13) { isSubstochastic = false }
    }
    var supplierOf = [Int32](repeating: 0, count: entryCount)
    var customerOf = supplierOf
    for customer in 0..<count {
      orders.start[customer + 1] = purchases.start[customer + 1]
      for entry in purchases.row(customer) {
        let supplier = Int(purchases.other[entry])
        let revenue = revenues[Int(labels.firmOf[supplier])] ?? salesOfFirm[supplier]
        orders.other[entry] = Int32(supplier)
        orders.share[entry] = purchases.share[entry] / revenue
        supplierOf[entry] = Int32(supplier)
        customerOf[entry] = Int32(customer)
      }
    }
    Self.sort(
      entryCount, into: demand, row: { supplierOf[$0] }, other: { customerOf[$0] },
      share: { orders.share[$0] })
    return DemandShares(
      demand: demand, orders: orders, leaks: leaks, isSubstochastic: isSubstochastic)
  }
}

/// The upstream weights, and which firms' weights do not sum to 1.
struct DemandShares {
  let demand: EntryRows
  let orders: EntryRows
  let leaks: FixedBuffer<Bool>
  let isSubstochastic: Bool
}
