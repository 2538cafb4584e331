internal import Sampling

/// Linear threshold: a node fails when the weights of its failed sources sum to at least its
/// threshold, uniform on (0, 1) and drawn anew in each trial (Kempe, Kleinberg and Tardos 2003).
///
/// Weights are whole numbers of 2⁻⁶⁰, so that a sum does not depend on the order in which sources
/// fail.
struct ThresholdModel: Sendable {
  let nodeCount: Int
  let links: LinkTable
  /// The links' weights in units of 2⁻⁶⁰.
  let weights: [Int64]
  /// The upper half of Philox' counter for each node.
  let hashes: [UInt64]

  /// The purpose of the randomness of thresholds.
  static let purpose = "contagion_threshold"
  /// How far above 1 the sum of a node's weights may lie: what rounding in a file explains.
  static let tolerance = 1e-9

  /// - Throws: `ContagionError.heavyTargets` where the weights into a node sum to more than 1.
  init(ids: [String], links given: [WeightedLink]) throws(ContagionError) {
    nodeCount = ids.count
    let table = LinkTable(nodeCount: ids.count, links: given) { $0.reduce(0, +) }
    try Self.checkSums(ids: ids, table)
    links = table
    // A link alone never needs more than the whole threshold.
    weights = table.weights.map { Int64(Swift.min($0, 1) * 0x1p60) }
    hashes = ids.map { RandomStream(seed: 0, purpose: Self.purpose, record: $0).hash }
  }

  private static func checkSums(ids: [String], _ table: LinkTable) throws(ContagionError) {
    var sums = [Double](repeating: 0, count: ids.count)
    for (target, weight) in zip(table.targets, table.weights) { sums[Int(target)] += weight }
    let heavy = sums.indices.filter { sums[$0] > 1 + tolerance }
    guard heavy.isEmpty else {
      throw .heavyTargets(heavy.map { HeavyTarget(node: ids[$0], sum: sums[$0]) })
    }
  }

  /// A node's threshold in a trial, in units of 2⁻⁶⁰.
  func threshold(of node: Int, seed: UInt64, trial: Int) -> Int64 {
    let hash = hashes[node]
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32),
      UInt32(truncatingIfNeeded: trial), 0)
    let c = Philox4x32.block(key: seed, counter: counter)
    // 1…2⁶⁰, so that weights that sum to 1 are always enough and no weight at all never is.
    return Int64((UInt64(c.x) | UInt64(c.y) << 32) >> 4) + 1
  }
}
