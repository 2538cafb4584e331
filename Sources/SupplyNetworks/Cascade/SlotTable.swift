internal import CKernels

/// The inputs of every customer as slots; the greatest slot is the customer's loss.
///
/// All slots of a customer but the last are sums: first its non-essential inputs, then each
/// essential input with several suppliers. The last, which may be empty, holds the essential
/// inputs with one supplier: their greatest counts.
struct SlotTable: Sendable {
  /// Slots of customer j: `slotStart[j] ..< slotStart[j + 1]`.
  let nodeSlot: FixedBuffer<Int32>
  /// Entries of each slot, suppliers ascending.
  let entries: EntryRows
  /// The customer of each slot.
  let nodeOf: FixedBuffer<Int32>

  var slotCount: Int { nodeOf.count }

  @inline(__always) func slots(of node: Int) -> Range<Int> {
    Int(nodeSlot[node])..<Int(nodeSlot[node + 1])
  }

  /// Whether a slot takes the greatest of its entries instead of their sum.
  @inline(__always) func takesGreatest(_ slot: Int) -> Bool {
    slot + 1 == Int(nodeSlot[Int(nodeOf[slot]) + 1])
  }

  init(of network: TradeNetwork, labels: LabelOrder, trade: SortedTrade, classes: InputClasses) {
    var builder = SlotBuilder(
      network: network, labels: labels, trade: trade, classes: classes)
    for customer in 0..<network.firmCount { builder.append(customer: customer) }
    nodeSlot = FixedBuffer(builder.nodeSlot, filledWith: 0)
    nodeOf = FixedBuffer(builder.nodeOf, filledWith: 0)
    entries = EntryRows(rows: builder.nodeOf.count, entries: builder.other.count)
    for (slot, start) in builder.slotStart.enumerated() { entries.start[slot] = start }
    for (entry, other) in builder.other.enumerated() { entries.other[entry] = other }
    for (entry, share) in builder.share.enumerated() { entries.share[entry] = share }
  }

  /// The table as a kernel takes it.
  var kernelSlots: bw_slots {
    bw_slots(
      nodes: nodeSlot.count - 1, node_slot: nodeSlot.start, slot_start: entries.start.start,
      source: entries.other.start, share: entries.share.start)
  }
}

/// Appends customers one after the other.
private struct SlotBuilder {
  let network: TradeNetwork
  let labels: LabelOrder
  let trade: SortedTrade
  let classes: InputClasses
  var nodeSlot: [Int32] = [0]
  var nodeOf: [Int32] = []
  var slotStart: [Int32] = [0]
  var other: [Int32] = []
  var share: [Double] = []
  /// (group of the input) << 32 | entry, sorted: runs of one group, suppliers ascending.
  private var byGroup: [UInt64] = []
  private var singles: [(supplier: Int32, share: Double)] = []

  init(network: TradeNetwork, labels: LabelOrder, trade: SortedTrade, classes: InputClasses) {
    self.network = network
    self.labels = labels
    self.trade = trade
    self.classes = classes
    other.reserveCapacity(trade.entryCount)
    share.reserveCapacity(trade.entryCount)
  }

  mutating func append(customer: Int) {
    let firm = Int(labels.firmOf[customer])
    let bought = trade.purchasesOfFirm[customer]
    // costs, where given, put the inputs of the network in proportion to all inputs.
    let scale = network.costs[firm].map { bought / $0 } ?? 1
    sortByGroup(customer)
    appendNonEssential(customer, bought: bought, scale: scale)
    singles.removeAll(keepingCapacity: true)
    let sector = network.sectors[firm]
    forEachGroup { run, builder in
      builder.appendEssential(run, customer: customer, sector: sector, scale: scale)
    }
    for single in singles.sorted(by: { $0.supplier < $1.supplier }) {
      other.append(single.supplier)
      share.append(single.share)
    }
    closeSlot(customer)
    nodeSlot.append(Int32(nodeOf.count))
  }

  private mutating func closeSlot(_ customer: Int) {
    slotStart.append(Int32(other.count))
    nodeOf.append(Int32(customer))
  }

  /// The group of an input within a customer: what the link says, or the supplier's sector.
  private func group(ofEntry entry: Int) -> Int32 {
    trade.inputs?[entry].input
      ?? network.sectors[Int(labels.firmOf[Int(trade.purchases.other[entry])])]
  }

  private func inputClass(ofEntry entry: Int, customerSector: Int32) -> InputClass {
    trade.inputs?[entry].inputClass ?? classes[group(ofEntry: entry), customerSector]
  }

  private mutating func sortByGroup(_ customer: Int) {
    byGroup.removeAll(keepingCapacity: true)
    for entry in trade.purchases.row(customer) {
      byGroup.append(UInt64(UInt32(bitPattern: group(ofEntry: entry))) << 32 | UInt64(entry))
    }
    byGroup.sort()
  }

  private mutating func forEachGroup(
    _ body: (_ run: Range<Int>, _ builder: inout SlotBuilder) -> Void
  ) {
    var first = 0
    while first < byGroup.count {
      let group = byGroup[first] >> 32
      var end = first + 1
      while end < byGroup.count, byGroup[end] >> 32 == group { end += 1 }
      body(first..<end, &self)
      first = end
    }
  }

  private mutating func appendNonEssential(_ customer: Int, bought: Double, scale: Double) {
    let sector = network.sectors[Int(labels.firmOf[customer])]
    let before = other.count
    for entry in trade.purchases.row(customer)
    where inputClass(ofEntry: entry, customerSector: sector) == .nonEssential {
      other.append(trade.purchases.other[entry])
      share.append(trade.purchases.share[entry] / bought * scale)
    }
    if other.count > before { closeSlot(customer) }
  }

  private mutating func appendEssential(
    _ run: Range<Int>, customer: Int, sector: Int32, scale: Double
  ) {
    let all = run.map { Int(byGroup[$0] & 0xFFFF_FFFF) }
    let total = all.reduce(0.0) { $0 + trade.purchases.share[$1] }
    let entries = all.filter {
      inputClass(ofEntry: $0, customerSector: sector) == .essential
    }
    guard !entries.isEmpty else { return }
    if entries.count == 1 {
      let entry = entries[0]
      let part = all.count == 1 ? 1 : trade.purchases.share[entry] / total
      singles.append((trade.purchases.other[entry], part * scale))
      return
    }
    for entry in entries {
      other.append(trade.purchases.other[entry])
      share.append(trade.purchases.share[entry] / total * scale)
    }
    closeSlot(customer)
  }
}

/// The entries of the slots by the supplier that causes them.
struct SlotPushes: Sendable {
  /// Row of supplier i; the slots that sum come first.
  let rows: EntryRows
  /// Where the slots that take the greatest begin in each row.
  let greatestStart: FixedBuffer<Int32>

  /// Slots in place of firms: `rows.other` is a slot.
  init(of table: SlotTable, firmCount: Int) {
    let entryCount = table.entries.share.count
    rows = EntryRows(rows: firmCount, entries: entryCount)
    greatestStart = FixedBuffer(firmCount, filledWith: 0)
    for entry in 0..<entryCount { rows.start[Int(table.entries.other[entry]) + 1] += 1 }
    for firm in 0..<firmCount { rows.start[firm + 1] += rows.start[firm] }
    let next = FixedBuffer<Int32>(firmCount, filledWith: 0)
    for firm in 0..<firmCount { next[firm] = rows.start[firm] }
    for slot in 0..<table.slotCount where !table.takesGreatest(slot) {
      put(slot, of: table, next)
    }
    for firm in 0..<firmCount { greatestStart[firm] = next[firm] }
    for slot in 0..<table.slotCount where table.takesGreatest(slot) {
      put(slot, of: table, next)
    }
  }

  private func put(_ slot: Int, of table: SlotTable, _ next: FixedBuffer<Int32>) {
    for entry in table.entries.row(slot) {
      let supplier = Int(table.entries.other[entry])
      let place = Int(next[supplier])
      next[supplier] += 1
      rows.other[place] = Int32(slot)
      rows.share[place] = table.entries.share[entry]
    }
  }
}
