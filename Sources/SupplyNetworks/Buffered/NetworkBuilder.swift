import RiskModel

/// Collects the flat arrays of a `BufferedNetwork`, one input after the other.
struct NetworkBuilder {
  let nodeCount: Int
  private(set) var rowStart: [Int] = [0]
  private(set) var inputNames: [String] = []
  private(set) var inputTarget: [Int] = []
  private(set) var stock: [Double] = []
  private(set) var source: [Int] = []
  private(set) var rowInput: [Int] = []
  private(set) var share: [Double] = []
  private(set) var felt: [Double] = []
  private(set) var switchDays: [Double] = []
  private(set) var rowDependency: [Int] = []

  /// A stock or switch time up to this many days is none: breakpoints that close are one.
  static let instant = 1e-12

  init(nodeCount: Int) { self.nodeCount = nodeCount }

  /// Appends one input of one target: rows that share both.
  mutating func append(_ group: ArraySlice<RegisterRow>) throws(NetworkError) {
    guard let first = group.first else { return }
    let sum = group.reduce(0) { $0 + $1.dependency.share }
    guard abs(sum - 1) <= 1e-6 else {
      throw first.dependency.refused(
        "share", "\(sum) in sum", "in sum 1 over the sources of one input", place: first.place)
    }
    var days = 0.0
    for row in group {
      append(row, share: row.dependency.share / sum)
      days += row.dependency.share / sum * row.dependency.bufferDays
    }
    inputNames.append(first.dependency.input)
    inputTarget.append(first.target)
    stock.append(days <= Self.instant ? 0 : days)
    rowStart.append(source.count)
  }

  private mutating func append(_ row: RegisterRow, share part: Double) {
    let days = row.dependency.switchDays ?? .infinity
    // An instant substitute never lets its row be short, so the row weighs nothing; its buffer
    // still counts in the stock.
    let isNeverShort = days <= Self.instant
    source.append(row.source)
    rowInput.append(stock.count)
    share.append(isNeverShort ? 0 : part)
    felt.append(isNeverShort ? 0 : part * row.dependency.criticality)
    switchDays.append(isNeverShort ? .infinity : days)
    rowDependency.append(row.place)
  }

  /// Offsets of the inputs of each node; inputs arrive by target.
  func inputStart() -> [Int] { Self.offsets(of: inputTarget, count: nodeCount) }

  /// The rows by source, as offsets and row numbers.
  func rowsBySource() -> (starts: [Int], rows: [Int]) {
    let starts = Self.offsets(of: source, count: nodeCount)
    var next = starts
    var rows = [Int](repeating: 0, count: source.count)
    for (row, node) in source.enumerated() {
      rows[next[node]] = row
      next[node] += 1
    }
    return (starts, rows)
  }

  /// The order of propagation over all rows that can be felt.
  func order(outStart: [Int], outRows: [Int]) -> PropagationOrder {
    var offsets = [0]
    var targets: [Int] = []
    for node in 0..<nodeCount {
      for row in outRows[outStart[node]..<outStart[node + 1]] where felt[row] > 0 {
        targets.append(inputTarget[rowInput[row]])
      }
      offsets.append(targets.count)
    }
    return PropagationOrder(offsets: offsets, targets: targets)
  }

  /// The offsets at which the members of each bucket start, when sorted by bucket.
  private static func offsets(of buckets: [Int], count: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: count + 1)
    for bucket in buckets { starts[bucket + 1] += 1 }
    for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
    return starts
  }
}
