internal import CKernels

/// A trade network compiled to arrays: firms relabelled, links as weights, in both directions.
///
/// Labels put customers before suppliers where the network has no cycle, and firms of many links
/// first inside a cycle: a sweep in the order of labels then carries a loss of demand all the way,
/// one against it a loss of supply, and what is read most often stays in cache.
///
/// Every entry is stored twice. Rows by the firm that *feels* are gathered when most firms are
/// struck; rows by the firm that *causes* are pushed when few are. Both list their entries so that
/// each sum runs over ascending labels: the two ways give the same bits.
final class CascadeStructure: Sendable {
  let firmCount: Int
  /// The firm of each label.
  let firmOf: [Int32]
  /// The label of each firm.
  let labelOf: [Int32]

  // MARK: Firms, by label

  /// Sales inside the network.
  let strength: FixedBuffer<Double>
  /// Weight in the indices; the weights sum to 1.
  let weight: FixedBuffer<Double>
  let markets: MarketPools

  // MARK: Downstream

  /// What customers feel: per customer its non-essential inputs (one sum), each essential input
  /// of several suppliers (a sum each), and its essential inputs of one supplier (the greatest).
  let slots: SlotTable
  /// What suppliers cause.
  let pushed: SlotPushes

  // MARK: Upstream

  /// What suppliers feel: a row of customers each, W_ij / revenue_i.
  let demand: EntryRows
  /// What customers cause: a row of suppliers each, with the same numbers.
  let orders: EntryRows
  /// Parts of the network that sell to themselves alone: a lasting loss of demand fills them.
  let closedGroups: ClosedGroups
  /// Whether no firm's shares of demand sum to more than 1.
  let isSubstochastic: Bool

  init(_ network: TradeNetwork, classes: InputClasses) {
    firmCount = network.firmCount
    let order = LabelOrder(of: network)
    (firmOf, labelOf) = (order.firmOf, order.labelOf)
    let trade = SortedTrade(network, labels: order)
    strength = trade.salesOfFirm
    weight = CascadeStructure.weights(of: network, labels: order, sales: trade.salesOfFirm)
    markets = MarketPools(of: network, labels: order, strength: trade.salesOfFirm)
    slots = SlotTable(of: network, labels: order, trade: trade, classes: classes)
    pushed = SlotPushes(of: slots, firmCount: firmCount)
    let shares = trade.demandShares(revenues: network.revenues, labels: order)
    (demand, orders) = (shares.demand, shares.orders)
    isSubstochastic = shares.isSubstochastic
    closedGroups = ClosedGroups(order: order, demand: demand, leaks: shares.leaks)
  }

  /// The weights in the order of labels, summing to 1 where any is above 0.
  private static func weights(
    of network: TradeNetwork, labels: LabelOrder, sales: FixedBuffer<Double>
  ) -> FixedBuffer<Double> {
    let weights = FixedBuffer(sales.count, filledWith: 0.0)
    var total = 0.0
    for label in 0..<sales.count {
      weights[label] = network.weights?[Int(labels.firmOf[label])] ?? sales[label]
      total += weights[label]
    }
    guard total > 0 else { return weights }
    for label in 0..<sales.count { weights[label] /= total }
    return weights
  }
}

/// Rows of entries: row i is `start[i] ..< start[i + 1]`.
struct EntryRows: Sendable {
  let start: FixedBuffer<Int32>
  /// The firm at the other end; 32 more than there are entries, for the prefetch of a kernel.
  let other: FixedBuffer<Int32>
  let share: FixedBuffer<Double>

  static let padding = 32

  init(rows: Int, entries: Int) {
    start = FixedBuffer(rows + 1, filledWith: 0)
    other = FixedBuffer(entries + Self.padding, filledWith: 0)
    share = FixedBuffer(entries, filledWith: 0)
  }

  @inline(__always) func row(_ row: Int) -> Range<Int> { Int(start[row])..<Int(start[row + 1]) }

  /// The rows as a kernel takes them.
  var kernelRows: bw_rows {
    bw_rows(
      nodes: start.count - 1, start: start.start, source: other.start, share: share.start)
  }
}

/// The markets and what is left of them.
struct MarketPools: Sendable {
  let count: Int
  /// The market of each label.
  let marketOf: FixedBuffer<Int32>
  /// Sales of all firms of each market.
  let total: FixedBuffer<Double>
  private let memberStart: FixedBuffer<Int32>
  private let members: FixedBuffer<Int32>
  private let strength: FixedBuffer<Double>

  init(of network: TradeNetwork, labels: LabelOrder, strength: FixedBuffer<Double>) {
    self.strength = strength
    count = Int(network.markets.max() ?? -1) + 1
    marketOf = FixedBuffer(network.firmCount, filledWith: 0)
    total = FixedBuffer(count, filledWith: 0)
    memberStart = FixedBuffer(count + 1, filledWith: 0)
    members = FixedBuffer(network.firmCount, filledWith: 0)
    for label in 0..<network.firmCount {
      let market = Int(network.markets[Int(labels.firmOf[label])])
      marketOf[label] = Int32(market)
      total[market] += strength[label]
      memberStart[market + 1] += 1
    }
    for market in 0..<count { memberStart[market + 1] += memberStart[market] }
    var next = (0..<count).map { memberStart[$0] }
    for label in 0..<network.firmCount {
      let market = Int(marketOf[label])
      members[Int(next[market])] = Int32(label)
      next[market] += 1
    }
  }

  /// 1 / (sales that a market has left), so that σ_i = min(1, sales_i × this).
  ///
  /// While most of a market is left, what is left is the total less what is lost; after that it is
  /// added up anew, because a difference would be mostly rounding.
  /// - Parameters:
  ///   - drained: Σ sales × loss over the market's firms.
  ///   - losses: loss of label i at `losses[i * stride]`.
  func inverseAvailability(
    of market: Int, drained: Double, losses: UnsafePointer<Double>, stride: Int, isLiteral: Bool
  ) -> Double {
    var left = total[market] - drained
    if drained > 0.5 * total[market] {
      left = 0
      for place in Int(memberStart[market])..<Int(memberStart[market + 1]) {
        let label = Int(members[place])
        left += strength[label] * (1 - losses[label * stride])
      }
    }
    if left == 0, isLiteral { return 1 }
    // A dead market has σ = 1; a finite number keeps firms without sales at 0 × … = 0.
    return left > 1e-300 ? 1 / left : 1e300
  }
}
