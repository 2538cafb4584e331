internal import Sampling

/// Which trials lie in the tail of one level of probability, and with what weight.
///
/// Weight 1 above value at risk and one common fraction at it, so that the weights sum to
/// (1 − level)·n and the contributions to the shortfall exactly (`MODELS.md` section 4).
struct TailWeights: Sendable {
  let level: Double
  let valueAtRisk: Double
  /// Weight of a trial whose loss is exactly the value at risk.
  let fraction: Double
  /// Upper end of the losses next above the value at risk, whose mean stands for E[X | L = v].
  let neighbourhood: Double
  /// (1 − level)·n.
  let mass: Double

  /// Trials just beyond the quantile that stand for the quantile itself: enough for a mean, few
  /// enough to be near.
  static func neighbours(in tail: Int) -> Int { Swift.max(20, Swift.min(1_000, tail / 10)) }

  init(level: Double, sample: SortedSample) {
    let n = sample.count
    let v = sample.valueAtRisk(level: level).value
    let above = sample.countAbove(v)
    let equal = sample.countAtLeast(v) - above
    self.level = level
    valueAtRisk = v
    mass = (1 - level) * Double(n)
    fraction = equal > 0 ? Swift.max(0, (mass - Double(above)) / Double(equal)) : 0
    let k = Swift.min(above, Self.neighbours(in: above))
    neighbourhood = k > 0 ? sample.value(rank: n - above + k) : v
  }

  /// The weight of a year with a loss.
  @inline(__always)
  func weight(_ loss: Double) -> Double {
    loss > valueAtRisk ? 1 : (loss == valueAtRisk ? fraction : 0)
  }
}

/// Sums over the tail for every component at one probability level.
struct TailSums: Sendable {
  var weighted: [Double]
  var weightedSquares: [Double]
  var near: [Double]
  var nearCount = 0

  init(components: Int) {
    weighted = Array(repeating: 0, count: components)
    weightedSquares = weighted
    near = weighted
  }

  /// Adds the trials of a block, at the level of controls whose matrices are given.
  init(_ level: LevelMatrices, count: Int, tail: TailWeights) {
    self.init(components: level.losses.rows)
    var weights = [Double](repeating: 0, count: count)
    var isNear = [Double](repeating: 0, count: count)
    for t in 0..<count {
      let loss = level.aggregate.base[t]
      weights[t] = tail.weight(loss)
      isNear[t] = loss >= tail.valueAtRisk && loss <= tail.neighbourhood ? 1 : 0
      nearCount += isNear[t] > 0 ? 1 : 0
    }
    for component in 0..<level.losses.rows {
      let x = level.losses[component]
      var sums = (0.0, 0.0, 0.0)
      for t in 0..<count {
        sums.0 += weights[t] * x[t]
        sums.1 += weights[t] * x[t] * x[t]
        sums.2 += isNear[t] * x[t]
      }
      weighted[component] = sums.0
      weightedSquares[component] = sums.1
      near[component] = sums.2
    }
  }

  mutating func merge(_ other: TailSums) {
    for i in weighted.indices {
      weighted[i] += other.weighted[i]
      weightedSquares[i] += other.weightedSquares[i]
      near[i] += other.near[i]
    }
    nearCount += other.nearCount
  }

  /// The Euler contribution of a component: E[X | tail].
  ///
  /// Variance from the influence function (X − E[X | L = v])·1{tail}/(1 − level), with E[X | L = v]
  /// taken from the trials next above the quantile (Hong and Liu 2009).
  func contribution(of component: Int, tail: TailWeights, trials: Int) -> Estimate {
    guard tail.mass > 0 else { return .exact(0, sampleSize: trials) }
    let mean = weighted[component] / tail.mass
    let square = weightedSquares[component] / tail.mass
    let atQuantile = nearCount > 0 ? near[component] / Double(nearCount) : mean
    let share = 1 - tail.level
    let spread = square - 2 * atQuantile * mean + atQuantile * atQuantile
    let variance = Swift.max(
      0, share * spread - share * share * (mean - atQuantile) * (mean - atQuantile))
    let error = (variance / Double(trials)).squareRoot() / share
    return .normal(
      mean, standardError: error, method: .influenceFunction, sampleSize: trials,
      caveat: tail.mass < Double(SortedSample.leastTrialsBeyond) - 1e-6
        ? "fewer than \(SortedSample.leastTrialsBeyond) trials beyond the level" : nil)
  }
}
