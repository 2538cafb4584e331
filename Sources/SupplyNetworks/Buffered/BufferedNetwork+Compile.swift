public import RiskModel

extension BufferedNetwork {
  /// Compiles a study's network and its processes.
  ///
  /// Without a network the processes stand alone, so that downtime of a process costs just that.
  /// Shares of one input must sum to 1 within 1e-6 and are scaled to do so exactly. A negative
  /// switch time, or a share, criticality or buffer outside its range, is refused, and so are
  /// unknown and repeated ids: a validated study never is.
  ///
  /// - Complexity: O(r log r + n log n) for r dependencies and n nodes.
  public init(network: Network?, processes: [BusinessProcess]) throws(NetworkError) {
    let supplierIDs = (network?.suppliers ?? []).map(\.id).sorted()
    let sorted = processes.sorted { $0.id < $1.id }
    let ids = supplierIDs + sorted.map(\.id)
    let index = try Self.index(of: ids)
    let dependencies = network?.dependencies ?? []
    let rows = try Self.sortedRows(of: dependencies, index: index)
    var builder = NetworkBuilder(nodeCount: ids.count)
    for group in Self.groups(of: rows) { try builder.append(group) }
    self.init(
      ids: ids, index: index, supplierCount: supplierIDs.count,
      dailyCosts: try Self.dailyCosts(of: sorted), dependencies: dependencies, builder: builder)
  }

  private init(
    ids: [String], index: [String: Int], supplierCount: Int, dailyCosts: [Double],
    dependencies: [Dependency], builder: NetworkBuilder
  ) {
    nodeIDs = ids
    nodeIndex = index
    self.supplierCount = supplierCount
    self.dailyCosts = dailyCosts
    self.dependencies = dependencies
    inputStart = builder.inputStart()
    rowStart = builder.rowStart
    inputNames = builder.inputNames
    inputTarget = builder.inputTarget
    stock = builder.stock
    source = builder.source
    rowInput = builder.rowInput
    share = builder.share
    felt = builder.felt
    switchDays = builder.switchDays
    rowDependency = builder.rowDependency
    (outStart, outRows) = builder.rowsBySource()
    order = builder.order(outStart: outStart, outRows: outRows)
  }

  private static func index(of ids: [String]) throws(NetworkError) -> [String: Int] {
    var index: [String: Int] = [:]
    for (node, id) in ids.enumerated() {
      guard index.updateValue(node, forKey: id) == nil else {
        throw NetworkError(
          record: "node \(id)", field: "id", value: "'\(id)' again",
          requirement: "unique among suppliers and processes")
      }
    }
    return index
  }

  private static func dailyCosts(
    of processes: [BusinessProcess]
  ) throws(NetworkError) -> [Double] {
    var costs: [Double] = []
    for process in processes {
      let cost = process.valuePerDay * process.lostShare
      guard cost >= 0, cost.isFinite else {
        throw NetworkError(
          record: "process \(process.id)", field: "value_per_day × lost_share", value: "\(cost)",
          requirement: "finite and at least 0")
      }
      costs.append(cost)
    }
    return costs
  }

  /// The register by target, input and source, so that sums never depend on the file's order.
  private static func sortedRows(
    of dependencies: [Dependency], index: [String: Int]
  ) throws(NetworkError) -> [RegisterRow] {
    var rows: [RegisterRow] = []
    rows.reserveCapacity(dependencies.count)
    for (place, dependency) in dependencies.enumerated() {
      try dependency.check(place: place)
      guard let source = index[dependency.source] else {
        throw dependency.unknown("source", dependency.source, place: place)
      }
      guard let target = index[dependency.target] else {
        throw dependency.unknown("target", dependency.target, place: place)
      }
      rows.append(
        RegisterRow(place: place, source: source, target: target, dependency: dependency))
    }
    return rows.sorted(by: <)
  }

  /// Cuts sorted rows into the inputs of the targets.
  private static func groups(of rows: [RegisterRow]) -> [ArraySlice<RegisterRow>] {
    var groups: [ArraySlice<RegisterRow>] = []
    var start = 0
    for end in 1..<(rows.count + 1) where !rows.isEmpty {
      if end < rows.count, rows[end].isSameInput(as: rows[start]) { continue }
      groups.append(rows[start..<end])
      start = end
    }
    return groups
  }
}

/// A dependency with its nodes resolved.
struct RegisterRow {
  let place: Int
  let source: Int
  let target: Int
  let dependency: Dependency

  func isSameInput(as other: RegisterRow) -> Bool {
    target == other.target && dependency.input == other.dependency.input
  }

  /// A total order on content, so that repeated rows too are summed in one order.
  static func < (left: RegisterRow, right: RegisterRow) -> Bool {
    if left.target != right.target { return left.target < right.target }
    let (a, b) = (left.dependency, right.dependency)
    if a.input != b.input { return a.input < b.input }
    if left.source != right.source { return left.source < right.source }
    if a.share != b.share { return a.share < b.share }
    if a.criticality != b.criticality { return a.criticality < b.criticality }
    if a.bufferDays != b.bufferDays { return a.bufferDays < b.bufferDays }
    return (a.switchDays ?? .infinity) < (b.switchDays ?? .infinity)
  }
}

extension Dependency {
  /// Throws where a number is outside its range; comparisons are so written that NaN fails.
  fileprivate func check(place: Int) throws(NetworkError) {
    if !(share > 0 && share <= 1) {
      throw refused("share", "\(share)", "in (0, 1]", place: place)
    }
    if !(criticality >= 0 && criticality <= 1) {
      throw refused("criticality", "\(criticality)", "in [0, 1]", place: place)
    }
    if !(bufferDays >= 0) {
      throw refused("buffer_days", "\(bufferDays)", "at least 0", place: place)
    }
    if let switchDays, !(switchDays >= 0) {
      throw refused("switch_days", "\(switchDays)", "at least 0", place: place)
    }
  }

  fileprivate func unknown(_ field: String, _ id: String, place: Int) -> NetworkError {
    refused(field, "'\(id)'", "the id of a supplier or process", place: place)
  }

  func refused(
    _ field: String, _ value: String, _ requirement: String, place: Int
  ) -> NetworkError {
    NetworkError(
      record: "dependency \(place + 1) (\(source) → \(target), \(input))", field: field,
      value: value, requirement: requirement)
  }
}
