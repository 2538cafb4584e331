/// Years in clusters of `clusterSize` consecutive ones: outer draws of uncertain inputs, or replicates
/// of a design.
///
/// Values are those of the pooled sample. Errors come from the spread between clusters, since years
/// of one cluster are not independent (Cochran 1977, section 9.3: one-stage cluster sampling), and
/// intervals from Student's t with one degree of freedom fewer than there are clusters.
public struct ClusteredSample: LossSample {
  private let pooled: SortedSample
  private let values: [Double]
  private let clusterSize: Int
  private let clusters: Int
  /// For two-sided 95 % intervals.
  private let quantile: Double

  /// - Precondition: `clusterSize` > 0; a last part cluster counts for values only.
  public init(_ values: [Double], clusterSize: Int, hasFiniteVariance: Bool = true) {
    precondition(clusterSize > 0, "a cluster has at least one year")
    pooled = SortedSample(values, hasFiniteVariance: hasFiniteVariance)
    self.values = values
    self.clusterSize = clusterSize
    clusters = values.count / clusterSize
    quantile = ReplicateErrors.tQuantile(replicates: Swift.max(2, clusters))
  }

  /// Value ± the t quantile times the error.
  private func interval(
    _ value: Double, error: Double, method: Estimate.Method, caveat: String? = nil
  ) -> Estimate {
    Estimate(
      value: value, standardError: error, low: value - quantile * error,
      high: value + quantile * error, method: method, sampleSize: count, caveat: caveat)
  }

  /// A figure of a run that was stopped before two groups were whole: with the error that
  /// independent years would have, and a word that this is not known to hold.
  private func rough(_ estimate: Estimate) -> Estimate {
    var estimate = estimate
    estimate.caveat = "fewer than two independent groups of years: error as of independent years"
    return estimate
  }

  /// The number of values.
  public var count: Int { values.count }

  /// The standard error of the mean of a function of the years.
  private func standardError(_ f: (Double) -> Double) -> Double {
    let means = (0..<clusters).map { c -> Double in
      var sum = 0.0
      for i in c * clusterSize..<(c + 1) * clusterSize { sum += f(values[i]) }
      return sum / Double(clusterSize)
    }
    return Moments(means).standardError
  }

  /// The mean of the values.
  public var mean: Estimate {
    guard clusters >= 2 else { return rough(pooled.mean) }
    return interval(
      pooled.mean.value, error: standardError { $0 }, method: .mean, caveat: pooled.mean.caveat)
  }

  /// The ends are the pooled quantiles at the level ± the t quantile times the error of P(X ≤ value).
  public func valueAtRisk(level: Double) -> Estimate {
    var estimate = pooled.valueAtRisk(level: level)
    guard clusters >= 2 else { return rough(estimate) }
    let v = estimate.value
    let error = quantile * standardError { $0 <= v ? 1 : 0 }
    guard count > 0 else { return estimate }
    estimate.low = pooled.value(rank: pooled.rank(level: Swift.max(0, level - error)))
    estimate.high = pooled.value(rank: pooled.rank(level: Swift.min(1, level + error)))
    estimate.standardError = (estimate.high - estimate.low) / (2 * Estimate.normal975)
    return estimate
  }

  /// The mean beyond value at risk, with an error from the spread between clusters.
  public func expectedShortfall(level: Double) -> Estimate {
    let estimate = pooled.expectedShortfall(level: level)
    guard clusters >= 2 else { return rough(estimate) }
    let v = pooled.valueAtRisk(level: level).value
    let error = standardError { Swift.max($0 - v, 0) } / (1 - level)
    return interval(
      estimate.value, error: error, method: .influenceFunction, caveat: estimate.caveat)
  }

  /// P(X > loss), with an error from the spread between clusters.
  public func exceedance(of loss: Double) -> Estimate {
    guard clusters >= 2 else { return rough(pooled.exceedance(of: loss)) }
    let error = standardError { $0 > loss ? 1 : 0 }
    var estimate = interval(pooled.exceedance(of: loss).value, error: error, method: .mean)
    estimate.low = Swift.max(0, estimate.low)
    estimate.high = Swift.min(1, estimate.high)
    return estimate
  }

  /// The number of years with a loss above.
  public func countAbove(_ loss: Double) -> Int { pooled.countAbove(loss) }

  /// The 5 % and 95 % quantiles of a figure over the clusters: what not knowing the inputs does.
  public func band(of figure: (SortedSample) -> Double) -> (low: Double, high: Double)? {
    guard clusters >= 20 else { return nil }
    let figures = (0..<clusters).map { c in
      figure(SortedSample(Array(values[c * clusterSize..<(c + 1) * clusterSize])))
    }
    let sorted = SortedSample(figures)
    return (sorted.valueAtRisk(level: 0.05).value, sorted.valueAtRisk(level: 0.95).value)
  }
}
