internal import Sampling

/// What is drawn for each firm before any link.
struct FirmTraits {
  /// The sector, block or, in tiers and trees, a sector that means nothing to the links.
  let sector: [Int32]
  /// The layer, 0 for final customers; empty where the shape has none.
  let tier: [Int32]
  /// Logarithm of how likely a firm is chosen as supplier; empty where all are alike.
  let supplierScore: [Double]
  /// Logarithm of how many suppliers a firm has in proportion; empty where all are alike.
  let customerScore: [Double]

  /// Sectors of the kinds that have them: the divisions of NACE.
  static let sectorCount = 88
  /// Blocks of `block`.
  static let blockCount = 10
  /// Layers of `tiers` and their shares of the firms.
  static let tierShares = [0.02, 0.08, 0.2, 0.3, 0.4]
  /// Exponents of the cumulative degree distributions: Fujiwara and Aoyama (2010), European Physical
  /// Journal B 77, a million firms.
  static let supplierExponent = 1.26
  static let customerExponent = 1.35
  /// Ranks before the first: bounds the largest firms.
  static let rankShift = 12.0
  /// Correlation of the two sizes of a firm, on the normal scale.
  ///
  /// *Ours.*
  static let sizeCorrelation = 0.7

  init(_ recipe: NetworkRecipe) {
    let count = recipe.firms
    switch recipe.kind {
    case .block:
      sector = (0..<count).map { Int32($0 % Self.blockCount) }
    case .scaleFree, .sectors, .tiers, .tree:
      sector = Self.sectors(recipe)
    }
    tier =
      switch recipe.kind {
      case .tiers: Self.tiers(count)
      case .tree: Self.depths(count)
      default: []
      }
    guard recipe.kind == .scaleFree else {
      supplierScore = []
      customerScore = []
      return
    }
    let first = Self.normals(count, recipe.stream("size"))
    let other = Self.normals(count, recipe.stream("second size"))
    let rest = (1 - Self.sizeCorrelation * Self.sizeCorrelation).squareRoot()
    let second = (0..<count).map { Self.sizeCorrelation * first[$0] + rest * other[$0] }
    supplierScore = Self.scores(first, exponent: Self.supplierExponent)
    customerScore = Self.scores(second, exponent: Self.customerExponent)
  }

  /// Sectors of unequal size: the k-th has a share in proportion to k^−0.7.
  private static func sectors(_ recipe: NetworkRecipe) -> [Int32] {
    var cumulative = exponentials((1...sectorCount).map { -0.7 * logarithm(Double($0)) })
    for k in 1..<sectorCount { cumulative[k] += cumulative[k - 1] }
    let stream = recipe.stream("sector")
    return (0..<recipe.firms).map {
      let u = stream.uniform(trial: UInt32($0)) * cumulative[sectorCount - 1]
      return Int32(CumulativeChoice.place(of: u, in: cumulative, 0..<sectorCount))
    }
  }

  /// Firms in order of their tiers, at least one in each.
  private static func tiers(_ count: Int) -> [Int32] {
    let layers = min(tierShares.count, count)
    var tiers: [Int32] = []
    var share = 0.0
    for layer in 0..<layers {
      share += tierShares[layer]
      let rest = layers - 1 - layer
      let end =
        rest == 0
        ? count : min(count - rest, max(tiers.count + 1, Int((Double(count) * share).rounded())))
      while tiers.count < end { tiers.append(Int32(layer)) }
    }
    return tiers
  }

  /// Depths of a tree whose node j > 0 hangs on (j − 1) / 3.
  private static func depths(_ count: Int) -> [Int32] {
    var depths = [Int32](repeating: 0, count: count)
    for node in 1..<count { depths[node] = depths[(node - 1) / 3] + 1 }
    return depths
  }

  static func normals(_ count: Int, _ stream: RandomStream) -> [Double] {
    var z = [Double](repeating: 0, count: count)
    BlockKernels.uniforms(of: stream, fromTrial: 0, count: count, into: &z)
    z.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      BlockKernels.normalQuantile(base, count: count, into: base)
    }
    return z
  }

  /// −log(rank + shift) / exponent, the largest value ranking first: a power law in the rank.
  private static func scores(_ values: [Double], exponent: Double) -> [Double] {
    let order = values.indices.sorted { (values[$0], $1) > (values[$1], $0) }
    let logs = (0..<values.count).map { logarithm(Double($0) + rankShift) }
    var scores = [Double](repeating: 0, count: values.count)
    for (rank, firm) in order.enumerated() { scores[firm] = -logs[rank] / exponent }
    return scores
  }

  static func exponentials(_ logarithms: [Double]) -> [Double] {
    var x = logarithms
    let count = x.count
    x.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      BlockKernels.exp(base, count: count, into: base)
    }
    return x
  }

  static func logarithm(_ x: Double) -> Double {
    var y = 0.0
    withUnsafePointer(to: x) { BlockKernels.log($0, count: 1, into: &y) }
    return y
  }
}

/// A choice in proportion to weights, by their running sums.
enum CumulativeChoice {
  /// The first place of a range whose running sum is above u; the last where none is.
  @inline(__always)
  static func place(of u: Double, in sums: [Double], _ range: Range<Int>) -> Int {
    var low = range.lowerBound
    var high = range.upperBound - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > u { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
