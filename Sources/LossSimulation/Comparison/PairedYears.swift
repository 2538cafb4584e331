public import Sampling

/// Losses of two studies on the same trials: differences second − first with paired errors.
///
/// A figure's error is the spread, over trials, of the difference of the two influence functions.
/// What both studies share in a year then cancels, which is what common random numbers are for.
/// With nested uncertainty the trials of one outer draw are one cluster (see `ClusteredSample`).
public struct PairedYears: Sendable {
  private let first: [Double]
  private let second: [Double]
  private let clusterSize: Int
  private let firstSample: any LossSample
  private let secondSample: any LossSample
  /// Whether the two agree bit for bit in every trial.
  public let areIdentical: Bool

  /// - Precondition: as many years on both sides, by trial; `clusterSize` > 0.
  public init(first: [Double], second: [Double], clusterSize: Int = 1) {
    self.init(
      first: first, second: second, clusterSize: clusterSize,
      samples: (Self.sample(first, clusterSize), Self.sample(second, clusterSize)))
  }

  init(
    first: [Double], second: [Double], clusterSize: Int,
    samples: (first: any LossSample, second: any LossSample)
  ) {
    precondition(first.count == second.count, "paired years have the same trials")
    precondition(clusterSize > 0, "a cluster has at least one year")
    self.first = first
    self.second = second
    self.clusterSize = clusterSize
    firstSample = samples.first
    secondSample = samples.second
    areIdentical = zip(first, second).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  private static func sample(_ years: [Double], _ clusterSize: Int) -> any LossSample {
    clusterSize == 1
      ? SortedSample(years) : ClusteredSample(years, clusterSize: clusterSize)
  }

  // MARK: Figures

  /// The difference of the means: the mean of the differences.
  public var mean: Estimate {
    difference(firstSample.mean, secondSample.mean, error: standardError { $1 - $0 })
  }

  /// The difference of VaR.
  ///
  /// The influence function of a quantile v is (level − 1{X ≤ v})/f(v). The density f is taken from
  /// the figure's own standard error, which is that of the indicator over f.
  public func valueAtRisk(level: Double) -> Estimate {
    let a = firstSample.valueAtRisk(level: level)
    let b = secondSample.valueAtRisk(level: level)
    let (v, w) = (a.value, b.value)
    func scale(_ error: Double, _ ofShare: Double) -> Double { ofShare > 0 ? error / ofShare : 0 }
    let s = scale(a.standardError, standardError { x, _ in x <= v ? 1 : 0 })
    let t = scale(b.standardError, standardError { _, y in y <= w ? 1 : 0 })
    return difference(a, b, error: standardError { ($0 <= v ? s : 0) - ($1 <= w ? t : 0) })
  }

  /// The difference of expected shortfall, by the influence function (X − VaR)⁺/(1 − level).
  public func expectedShortfall(level: Double) -> Estimate {
    let v = firstSample.valueAtRisk(level: level).value
    let w = secondSample.valueAtRisk(level: level).value
    let error = standardError { Swift.max($1 - w, 0) - Swift.max($0 - v, 0) }
    return difference(
      firstSample.expectedShortfall(level: level), secondSample.expectedShortfall(level: level),
      error: error / (1 - level))
  }

  /// The difference of P(X > loss), from trials in which only one of the two is above.
  ///
  /// The ends add half a trial to each cell of the table of pairs (Agresti and Min 2005), so that
  /// an interval does not vanish because no trial of this sample tells the two apart.
  public func exceedance(of loss: Double) -> Estimate {
    let a = firstSample.exceedance(of: loss)
    let b = secondSample.exceedance(of: loss)
    var estimate = difference(
      a, b, error: standardError { ($1 > loss ? 1 : 0) - ($0 > loss ? 1 : 0) })
    guard clusterSize == 1, !first.isEmpty else { return estimate }
    let pairs = zip(first, second)
    let gained = Double(pairs.count { $0 <= loss && $1 > loss }) + 0.5
    let lost = Double(pairs.count { $0 > loss && $1 <= loss }) + 0.5
    let n = Double(first.count) + 2
    let centre = (gained - lost) / n
    let error = ((gained + lost - (gained - lost) * centre).squareRoot()) / n
    estimate.low = Swift.max(-1, centre - Estimate.normal975 * error)
    estimate.high = Swift.min(1, centre + Estimate.normal975 * error)
    return estimate
  }

  /// How far the two move together, in [−1, 1]; near 0 the pairing gains nothing.
  public var correlation: Double {
    let a = Moments(count: first.count) { first[$0] }
    let b = Moments(count: second.count) { second[$0] }
    let product = zip(first, second).reduce(0.0) { $0 + ($1.0 - a.mean) * ($1.1 - b.mean) }
    let scale = (a.squaredDeviations * b.squaredDeviations).squareRoot()
    return scale > 0 ? product / scale : 0
  }

  // MARK: Errors

  private func difference(_ a: Estimate, _ b: Estimate, error: Double) -> Estimate {
    .normal(
      b.value - a.value, standardError: error, method: b.method, sampleSize: first.count,
      caveat: a.caveat ?? b.caveat)
  }

  /// The standard error of the mean of a function of a trial's two losses.
  private func standardError(_ f: (Double, Double) -> Double) -> Double {
    guard clusterSize > 1 else {
      return Moments(count: first.count) { f(first[$0], second[$0]) }.standardError
    }
    let means = (0..<first.count / clusterSize).map { cluster -> Double in
      let range = cluster * clusterSize..<(cluster + 1) * clusterSize
      return range.reduce(0) { $0 + f(first[$1], second[$1]) } / Double(clusterSize)
    }
    return Moments(means).standardError
  }
}
