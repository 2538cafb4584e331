internal import RealModule

/// Ranks of a sample, ties at their mean rank, as distances from the middle rank.
public struct Ranks: Sendable {
  /// In the order of the sample; sum 0.
  public let centred: [Double]
  /// Σ centred²: (n³ − n)/12 less what ties take off; 0 where all values are equal.
  public let squares: Double

  /// Ranks the values; NaN is not allowed.
  public init(_ values: [Double]) {
    let order = RankOrder.ascending(values)
    var ranks = [Double](repeating: 0, count: values.count)
    let middle = 0.5 * Double(values.count - 1)
    var start = 0
    while start < order.count {
      let value = values[Int(order[start])]
      var end = start + 1
      while end < order.count, values[Int(order[end])] == value { end += 1 }
      let rank = 0.5 * Double(start + end - 1) - middle
      for position in start..<end { ranks[Int(order[position])] = rank }
      start = end
    }
    centred = ranks
    squares = ranks.reduce(0) { $0 + $1 * $1 }
  }
}

/// Spearman's rank correlation of two samples with its interval.
public enum RankCorrelation {
  /// The correlation of the ranks, ties at their mean rank; NaN where one side never varies.
  ///
  /// The interval is Fisher's: z = artanh ρ ± 1.96 √((1 + ρ²/2)/(n − 3)), the variance by Bonett
  /// and Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman
  /// correlations", Psychometrika 65 (2000) 23–28. It holds for pairs that are independent of one
  /// another; many ties make it approximate.
  ///
  /// - Precondition: both have the same number of values.
  public static func spearman(_ x: Ranks, _ y: Ranks) -> Estimate {
    let n = x.centred.count
    let rho = coefficient(x, y)
    guard n > 3, rho.isFinite else {
      return Estimate(
        value: rho, standardError: .nan, low: .nan, high: .nan, method: .fisherZ, sampleSize: n)
    }
    let error = ((1 + 0.5 * rho * rho) / Double(n - 3)).squareRoot()
    // ±1 would have no finite z; the interval then ends there.
    let z = Double.atanh(Swift.max(-0x1.fffffffffffffp-1, Swift.min(0x1.fffffffffffffp-1, rho)))
    return Estimate(
      value: rho, standardError: (1 - rho * rho) * error,
      low: .tanh(z - Estimate.normal975 * error), high: .tanh(z + Estimate.normal975 * error),
      method: .fisherZ, sampleSize: n)
  }

  /// The same for samples that fall into groups of `groupSize` consecutive pairs, alike and
  /// independent of one another though pairs within a group are not.
  ///
  /// The error comes from the spread of the correlations within the groups (`ReplicateErrors`).
  /// With fewer than four whole groups the interval is that of independent pairs, with a caveat.
  public static func spearman(_ x: [Double], _ y: [Double], groupSize: Int) -> Estimate {
    let whole = spearman(Ranks(x), Ranks(y))
    let groups = groupSize > 0 ? x.count / groupSize : 0
    let figures = (0..<groups).map { group -> Double in
      let range = group * groupSize..<(group + 1) * groupSize
      return coefficient(Ranks(Array(x[range])), Ranks(Array(y[range])))
    }.filter(\.isFinite)
    guard figures.count >= 4 else {
      var rough = whole
      rough.caveat = "fewer than four independent groups of trials"
      return rough
    }
    return ReplicateErrors.pooled(
      whole.value, figures: figures, sampleSize: x.count, method: .mean)
  }

  private static func coefficient(_ x: Ranks, _ y: Ranks) -> Double {
    precondition(x.centred.count == y.centred.count, "pairs have two sides")
    var product = 0.0
    for i in x.centred.indices { product += x.centred[i] * y.centred[i] }
    let scale = (x.squares * y.squares).squareRoot()
    return scale > 0 ? Swift.max(-1, Swift.min(1, product / scale)) : .nan
  }
}

/// The order of a sample: where its smallest value stands, and so on.
///
/// Radix sort of the bits with their positions, as in `RadixSort`; short samples by comparing.
private enum RankOrder {
  private static let digitBits = 11
  private static let buckets = 1 << digitBits
  private static let leastCount = 2_048

  private struct Entry {
    let key: UInt64
    let position: UInt32
  }

  static func ascending(_ values: [Double]) -> [UInt32] {
    var entries = values.enumerated().map { position, value in
      // Adding 0 makes −0 equal 0.
      Entry(key: key(value + 0), position: UInt32(truncatingIfNeeded: position))
    }
    if entries.count < leastCount {
      entries.sort { ($0.key, $0.position) < ($1.key, $1.position) }
    } else {
      sort(&entries)
    }
    return entries.map(\.position)
  }

  private static func key(_ x: Double) -> UInt64 {
    let bits = x.bitPattern
    return bits ^ (bits >> 63 == 1 ? UInt64.max : 1 << 63)
  }

  private static func sort(_ entries: inout [Entry]) {
    var spare = entries
    for shift in stride(from: 0, to: 64, by: digitBits) {
      var next = [Int](repeating: 0, count: buckets)
      for entry in entries { next[digit(entry, shift)] += 1 }
      if next.contains(entries.count) { continue }
      var start = 0
      for bucket in 0..<buckets {
        let size = next[bucket]
        next[bucket] = start
        start += size
      }
      scatter(entries, into: &spare, &next, shift)
      swap(&entries, &spare)
    }
  }

  private static func scatter(
    _ entries: [Entry], into target: inout [Entry], _ next: inout [Int], _ shift: Int
  ) {
    next.withUnsafeMutableBufferPointer { next in
      target.withUnsafeMutableBufferPointer { target in
        for entry in entries {
          let bucket = digit(entry, shift)
          target[next[bucket]] = entry
          next[bucket] += 1
        }
      }
    }
  }

  @inline(__always)
  private static func digit(_ entry: Entry, _ shift: Int) -> Int {
    Int(truncatingIfNeeded: entry.key >> UInt64(shift)) & (buckets - 1)
  }
}
