/// A sample of equally likely losses, sorted as far down as figures of it are asked for.
///
/// Value at risk, shortfall and exceedance are looked up in the sorted part. A figure below it is
/// right as well, but sorts or walks through the whole sample each time.
public struct SortedSample: Sendable {
  /// The largest values, ascending: all of them unless the sample was made for a tail.
  public let tail: [Double]
  /// The number of values.
  public let count: Int
  /// Whether the law behind the sample has a finite variance, as far as the caller knows.
  public let hasFiniteVariance: Bool
  /// All values in the order given, where `tail` is a part.
  private let unsorted: [Double]
  private let moments: Moments

  /// Fewest trials beyond a level for which coverage is promised (`MODELS.md` section 4).
  public static let leastTrialsBeyond = 500

  /// Sorts the values from a level of probability on, with room for the interval of a quantile there.
  ///
  /// - Parameter level: in [0, 1); 0 sorts everything.
  public init(_ values: [Double], from level: Double = 0, hasFiniteVariance: Bool = true) {
    let margin = 4 * (level * (1 - level) * Double(values.count)).squareRoot() + 2
    let wanted = Int(((1 - level) * Double(values.count) + margin).rounded(.up))
    tail = RadixSort.largest(wanted, of: values)
    count = values.count
    unsorted = tail.count < count ? values : []
    self.hasFiniteVariance = hasFiniteVariance
    moments = Self.moments(of: values)
  }

  /// Of tiles, merged in order, which keeps the rounding of a hundred million additions small.
  private static func moments(of values: [Double]) -> Moments {
    var total = Moments()
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for start in stride(from: 0, to: values.count, by: 4_096) {
        let size = Swift.min(4_096, values.count - start)
        total.merge(EventKernels.moments(base + start, count: size).moments)
      }
    }
    return total
  }

  /// Values below the sorted part.
  private var below: Int { count - tail.count }

  /// The same sample sorted to the bottom.
  private var whole: SortedSample {
    below == 0 ? self : SortedSample(unsorted, hasFiniteVariance: hasFiniteVariance)
  }

  /// The value of a rank, from 1 for the smallest to `count`.
  public func value(rank: Int) -> Double {
    rank > below ? tail[rank - 1 - below] : whole.tail[rank - 1]
  }

  /// The rank, from 1, of the quantile of `level` among n equal trials: ⌈level·n − 1e-9⌉.
  public func rank(level: Double) -> Int {
    let rank = (level * Double(count) - 1e-9).rounded(.up)
    return Swift.min(Swift.max(Int(rank), 1), count)
  }

  /// inf{x : F(x) ≥ level}, with an interval from order statistics and exact binomial ranks.
  public func valueAtRisk(level: Double) -> Estimate {
    guard count > 0 else { return .exact(0, sampleSize: 0) }
    let ranks = BinomialIntervals.quantileRanks(level: level, trials: count)
    guard ranks.low ?? 1 > below else { return whole.valueAtRisk(level: level) }
    let value = value(rank: rank(level: level))
    let low = self.value(rank: ranks.low ?? 1)
    let high = self.value(rank: ranks.high ?? count)
    let outside = ranks.low == nil || ranks.high == nil
    return Estimate(
      value: value, standardError: (high - low) / (2 * Estimate.normal975), low: low, high: high,
      method: .orderStatistic, sampleSize: count,
      caveat: outside
        ? "fewer trials than the interval needs" : caveat(level: level, value: value))
  }

  /// (1/(1−level)) ∫ VaR_u du from `level` to 1, the atom at the quantile split
  /// (Acerbi and Tasche 2002; Rockafellar and Uryasev 2002).
  ///
  /// Its variance is that of the influence function (X − v)⁺/(1 − level) over n (Manistre and
  /// Hancock 2005).
  public func expectedShortfall(level: Double) -> Estimate {
    guard count > 0 else { return .exact(0, sampleSize: 0) }
    let n = Double(count)
    let r = rank(level: level)
    guard r > below + 1 || below == 0 else { return whole.expectedShortfall(level: level) }
    let v = value(rank: r)
    var excess = 0.0
    var square = 0.0
    for x in tail[(r - below)...] {
      let d = x - v
      excess += d
      square += d * d
    }
    let tail = 1 - level
    let moments = Moments(count: count, sum: excess, sumOfSquares: square)
    let infinite = hasFiniteVariance ? nil : "the variance of losses is infinite"
    return .normal(
      v + excess / (n * tail), standardError: moments.standardError / tail,
      method: .influenceFunction, sampleSize: count,
      caveat: infinite ?? caveat(level: level, value: v))
  }

  /// P(X > loss) with its exact binomial interval.
  public func exceedance(of loss: Double) -> Estimate {
    BinomialIntervals.proportion(successes: countAbove(loss), trials: count)
  }

  /// The number of values above a loss.
  public func countAbove(_ loss: Double) -> Int {
    // Equal values may lie below the sorted part as well, but none above them does.
    if below > 0, loss < tail.first ?? .infinity {
      return unsorted.reduce(0) { $0 + ($1 > loss ? 1 : 0) }
    }
    return tail.count - Self.firstIndex(in: tail) { $0 > loss }
  }

  /// The number of values at or above a loss.
  public func countAtLeast(_ loss: Double) -> Int {
    if below > 0, loss <= tail.first ?? .infinity {
      return unsorted.reduce(0) { $0 + ($1 >= loss ? 1 : 0) }
    }
    return tail.count - Self.firstIndex(in: tail) { $0 >= loss }
  }

  /// The first place of an ascending array from which on a condition holds.
  private static func firstIndex(in values: [Double], where holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if holds(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The mean with the central limit theorem's interval.
  public var mean: Estimate {
    guard count > 0 else { return .exact(0, sampleSize: 0) }
    return .normal(
      moments.mean, standardError: moments.standardError, method: .mean, sampleSize: count,
      caveat: hasFiniteVariance ? nil : "the variance of losses is infinite")
  }

  private func caveat(level: Double, value: Double) -> String? {
    if Double(count) * (1 - level) < Double(Self.leastTrialsBeyond) - 1e-6 {
      return "fewer than \(Self.leastTrialsBeyond) trials beyond the level"
    }
    let r = rank(level: level)
    let tied =
      (r >= 2 && self.value(rank: r - 1) == value)
      || (r < count && self.value(rank: r + 1) == value)
    return tied ? "an atom lies at the quantile" : nil
  }
}
