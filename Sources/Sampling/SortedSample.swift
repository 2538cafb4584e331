/// A sample of equally likely losses in ascending order: value at risk, shortfall, exceedance.
public struct SortedSample: Sendable {
  /// Ascending.
  public let values: [Double]
  /// Whether the law behind the sample has a finite variance, as far as the caller knows.
  public let hasFiniteVariance: Bool
  private let total: Double

  /// Fewest trials beyond a level for which coverage is promised (`MODELS.md` section 4).
  public static let leastTrialsBeyond = 500

  /// Sorts the values.
  public init(_ values: [Double], hasFiniteVariance: Bool = true) {
    var sorted = values
    RadixSort.sort(&sorted)
    self.values = sorted
    self.hasFiniteVariance = hasFiniteVariance
    self.total = sorted.reduce(0, +)
  }

  /// The number of values.
  public var count: Int { values.count }

  /// The rank, from 1, of the quantile of `level` among n equal trials: ⌈level·n − 1e-9⌉.
  public func rank(level: Double) -> Int {
    let rank = (level * Double(count) - 1e-9).rounded(.up)
    return Swift.min(Swift.max(Int(rank), 1), count)
  }

  /// inf{x : F(x) ≥ level}, with an interval from order statistics and exact binomial ranks.
  public func valueAtRisk(level: Double) -> Estimate {
    guard count > 0 else { return .exact(0, sampleSize: 0) }
    let value = values[rank(level: level) - 1]
    let ranks = BinomialIntervals.quantileRanks(level: level, trials: count)
    let low = values[(ranks.low ?? 1) - 1]
    let high = values[(ranks.high ?? count) - 1]
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
    let v = values[r - 1]
    var excess = 0.0
    var square = 0.0
    for x in values[r...] {
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
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] > loss { high = middle } else { low = middle + 1 }
    }
    return count - low
  }

  /// The mean with the central limit theorem's interval.
  public var mean: Estimate {
    guard count > 0 else { return .exact(0, sampleSize: 0) }
    let m = total / Double(count)
    let squares = values.reduce(0) { $0 + ($1 - m) * ($1 - m) }
    let variance = count > 1 ? squares / Double(count - 1) : 0
    return .normal(
      m, standardError: (variance / Double(count)).squareRoot(), method: .mean,
      sampleSize: count, caveat: hasFiniteVariance ? nil : "the variance of losses is infinite")
  }

  private func caveat(level: Double, value: Double) -> String? {
    if Double(count) * (1 - level) < Double(Self.leastTrialsBeyond) - 1e-6 {
      return "fewer than \(Self.leastTrialsBeyond) trials beyond the level"
    }
    let r = rank(level: level)
    let tied = (r >= 2 && values[r - 2] == value) || (r < count && values[r] == value)
    return tied ? "an atom lies at the quantile" : nil
  }
}
