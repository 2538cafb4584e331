import RealModule
import TestStreams
@testable import Distributions

/// What every law must satisfy, whatever it is.
///
/// Each check returns sentences about what it found wrong, so that a planted defect can be shown
/// to be caught as well as a sound law to pass.
struct DistributionContract {
  let law: any Distribution
  /// Relative accuracy asked of probabilities; beyond it come the effects of rounding x.
  var tolerance = 1e-11
  /// Absolute accuracy of probabilities; a law conditioned on a range keeps no more near its ends.
  var floor = 0.0
  /// Relative accuracy of moments found again from the quantiles; less where those have a kink.
  var momentTolerance = 1e-9
  /// Whether the mean and the variance are to be found again from the quantiles.
  var checksMoments = true

  static let probabilities = [
    1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.99, 0.999, 1 - 1e-6,
  ]
  static let tailProbabilities = [1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.05, 0.2, 0.5, 0.7, 0.99]

  func violations() -> [String] {
    complement() + quantiles() + densities() + edges() + limited()
      + (checksMoments ? moments() + conditional() : [])
  }

  // MARK: Probabilities

  func complement() -> [String] {
    Self.probabilities.compactMap { p in
      let x = law.quantile(p)
      let sum = law.distribution(x) + law.survival(x)
      return abs(sum - 1) > 4e-16 * 4 ? "distribution + survival is \(sum) at \(x)" : nil
    }
  }

  func quantiles() -> [String] {
    var found: [String] = []
    for p in Self.probabilities {
      let x = law.quantile(p)
      let reached = law.distribution(x)
      if reached < p * (1 - slack(x, p)) {
        found.append("distribution at quantile(\(p)): \(reached)")
      }
      let below = law.distribution(x - 4 * x.ulp)
      if hasAtom(at: x) ? below >= p : reached > p * (1 + slack(x, p)) {
        found.append("quantile(\(p)) is not the smallest: \(x)")
      }
    }
    for q in Self.tailProbabilities {
      let x = law.upperQuantile(q)
      let reached = law.survival(x)
      if reached > q * (1 + slack(x, q)) {
        found.append("survival at upperQuantile(\(q)): \(reached)")
      }
      let below = law.survival(x - 4 * x.ulp)
      if hasAtom(at: x) ? below <= q : reached < q * (1 - slack(x, q)) {
        found.append("upperQuantile(\(q)) is not the smallest: \(x)")
      }
    }
    return found
  }

  /// The tolerance and what rounding x by four units in the last place does to a probability.
  private func slack(_ x: Double, _ p: Double) -> Double {
    let density = law.isDiscrete ? 0 : law.density(x)
    return tolerance + floor / p + (density.isFinite ? 4 * x.ulp * density / p : 1)
  }

  private func hasAtom(at x: Double) -> Bool {
    law.isDiscrete || law.distribution(x) - law.distribution(x.nextDown) > 1e-9
  }

  // MARK: Densities

  /// The density integrates to the distribution over narrow intervals along the whole support.
  func densities() -> [String] {
    if law.isDiscrete { return masses() }
    var found: [String] = []
    for p in Self.probabilities.dropLast() {
      let (a, b) = (law.quantile(p), law.quantile(p + 0.01 * min(p, 1 - p)))
      guard b > a, !hasAtom(at: a), !hasAtom(at: b) else { continue }
      let expected =
        p < 0.5 ? law.distribution(b) - law.distribution(a) : law.survival(a) - law.survival(b)
      let integral = gaussLegendre(a, b) { law.density($0) }
      // Rounding of the ends and of the two probabilities, against their difference.
      let rounding = 8 * (b.ulp + a.ulp) * law.density(b) + 1e-13 * min(p, 1 - p) + floor
      if !(abs(integral - expected) <= 1e-9 * expected + rounding) {
        found.append("density integrates to \(integral), not \(expected), from \(a) to \(b)")
      }
    }
    return found
  }

  private func masses() -> [String] {
    Set(Self.probabilities.map { law.quantile($0) }).compactMap { x in
      let step = law.distribution(x) - law.distribution(x.nextDown)
      let drop = law.survival(x.nextDown) - law.survival(x)
      let mass = law.density(x)
      let best = abs(step - mass) < abs(drop - mass) ? step : drop
      return abs(best - mass) > 1e-10 * mass + 1e-14 * min(law.distribution(x), law.survival(x))
        ? "mass \(mass) at \(x) is a step of \(best)" : nil
    }
  }

  // MARK: Moments

  func moments() -> [String] {
    var found: [String] = []
    let mean = law.mean
    guard mean.isFinite else { return [] }
    let deviation = law.variance.isFinite ? law.variance.squareRoot() : abs(mean)
    let average = average { $0 }
    if !(abs(average - mean) <= momentTolerance * (abs(mean) + deviation)) {
      found.append("mean is \(mean), by quantiles \(average)")
    }
    guard law.variance.isFinite else { return found }
    let spread = self.average { ($0 - mean) * ($0 - mean) }
    // A value far from 0 has lost its last digits before its distance from the mean is taken.
    let rounding = 4 * mean.ulp * deviation
    if !(abs(spread - law.variance) <= 10 * momentTolerance * law.variance + rounding) {
      found.append("variance is \(law.variance), by quantiles \(spread)")
    }
    return found
  }

  /// The expectation of a function, by panels of a fifth of a decade in either tail.
  private func average(_ function: (Double) -> Double) -> Double {
    if law.isDiscrete { return atomAverage(function) }
    var sum = 0.0
    let decade = 2.302585092994046
    var upper = -0.6931471805599453
    while upper > -690 {
      let lower = upper - 0.2 * decade
      sum += gaussLegendre(lower, upper) { t in
        let p = Double.exp(t)
        return (function(law.quantile(p)) + function(law.upperQuantile(p))) * p
      }
      upper = lower
    }
    return sum
  }

  private func atomAverage(_ function: (Double) -> Double) -> Double {
    var (sum, x, rest) = (0.0, law.quantile(1e-18), 1.0)
    while rest > 1e-18 {
      sum += function(x) * law.density(x)
      rest = law.survival(x)
      let next = law.upperQuantile(max(rest * (1 - 1e-13) - 1e-300, 1e-300))
      if next <= x { break }
      x = next
    }
    return sum
  }

  func conditional() -> [String] {
    let whole = law.conditionalMoments(in: -.infinity ... .infinity)
    var found: [String] = []
    let scale = law.variance.isFinite ? law.variance.squareRoot() : 1
    if !(whole.mean == law.mean || abs(whole.mean - law.mean) <= 1e-10 * (abs(law.mean) + scale)) {
      found.append("mean is \(law.mean), given everything \(whole.mean)")
    }
    if !(whole.variance == law.variance
      || abs(whole.variance - law.variance) <= 1e-8 * law.variance)
    {
      found.append("variance is \(law.variance), given everything \(whole.variance)")
    }
    return found
  }

  /// The limited expected value rises with the slope of the survival, from x to the mean.
  func limited() -> [String] {
    var found: [String] = []
    let mean = law.mean
    if !(law.limitedExpectedValue(.infinity) == mean
      || abs(law.limitedExpectedValue(.infinity) - mean) <= 1e-12 * abs(mean))
    {
      found.append("limited expected value at infinity is \(law.limitedExpectedValue(.infinity))")
    }
    guard law.limitedExpectedValue(law.quantile(0.5)).isFinite else { return found }
    for p in [1e-3, 0.1, 0.3, 0.55, 0.8, 0.97, 0.999] where !law.isDiscrete {
      let (a, b) = (law.quantile(p), law.quantile(p + 0.01 * min(p, 1 - p)))
      let rise = law.limitedExpectedValue(b) - law.limitedExpectedValue(a)
      let middle = law.quantile(p + 0.005 * min(p, 1 - p))
      let expected =
        gaussLegendre(a, middle) { law.survival($0) }
        + gaussLegendre(middle, b) { law.survival($0) }
      if !(abs(rise - expected) <= 1e-7 * expected + 1e-13 * abs(b)) {
        found.append("limited expected value rises by \(rise), not \(expected), to \(b)")
      }
    }
    return found
  }

  // MARK: Edges

  func edges() -> [String] {
    var found: [String] = []
    func expect(_ holds: Bool, _ sentence: String) { if !holds { found.append(sentence) } }
    let support = law.support
    expect(law.distribution(.nan).isNaN && law.survival(.nan).isNaN, "probability of NaN")
    expect(law.density(.nan).isNaN && law.limitedExpectedValue(.nan).isNaN, "density of NaN")
    for p in [Double.nan, -0.1, 1.1, .infinity, -.infinity] {
      expect(law.quantile(p).isNaN && law.upperQuantile(p).isNaN, "quantile at \(p)")
    }
    expect(law.quantile(0) == support.lowerBound, "quantile at 0")
    expect(law.quantile(1) == support.upperBound, "quantile at 1")
    expect(law.upperQuantile(0) == support.upperBound, "upper quantile at 0")
    expect(law.upperQuantile(1) == support.lowerBound, "upper quantile at 1")
    expect(law.distribution(-.infinity) == 0 && law.survival(-.infinity) == 1, "probability at −∞")
    expect(law.distribution(.infinity) == 1 && law.survival(.infinity) == 0, "probability at ∞")
    expect(law.density(.infinity) == 0 && law.density(-.infinity) == 0, "density at infinity")
    expect(law.distribution(support.upperBound) == 1, "distribution at the upper end")
    let extremes: [Double] = [
      -.greatestFiniteMagnitude, -1e300, -1, -1e-300, -.leastNonzeroMagnitude, 0,
      .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, 1, 1e300, .greatestFiniteMagnitude,
    ]
    var last = 0.0
    for x in extremes {
      let (below, above) = (law.distribution(x), law.survival(x))
      expect(below >= last && below <= 1 && above >= 0 && above <= 1, "probability at \(x)")
      expect(law.density(x) >= 0, "density at \(x)")
      last = below
    }
    for p in [Double.leastNonzeroMagnitude, 0x1p-1040, 1e-300, 1 - 0x1p-53] {
      let (low, high) = (law.quantile(p), law.upperQuantile(p))
      expect(low >= support.lowerBound && low <= support.upperBound, "quantile at \(p): \(low)")
      expect(high >= support.lowerBound && high <= support.upperBound, "upper at \(p): \(high)")
    }
    return found
  }

  // MARK: Sampling

  /// Pearson's test of 20,000 draws against 50 bins, with a false alarm in 10⁷.
  ///
  /// A shift by a tenth of a standard deviation moves the statistic of a normal law by about 200,
  /// far beyond the critical value of 119: the test misses it less than once in 10⁶.
  func sampling(seed: UInt64 = 20_261_124) -> [String] {
    let draws = 20_000
    var generator = SplitMix64(state: seed)
    let edges = Array(Set((1..<50).map { law.quantile(Double($0) / 50) })).sorted()
    var counts = [Double](repeating: 0, count: edges.count + 1)
    for _ in 0..<draws {
      let x = law.sample(using: &generator)
      counts[edges.firstIndex { x <= $0 } ?? edges.count] += 1
    }
    var (statistic, bins, below) = (0.0, 0, 0.0)
    for (index, count) in counts.enumerated() {
      let reached = index < edges.count ? law.distribution(edges[index]) : 1
      let expected = (reached - below) * Double(draws)
      below = reached
      if expected < 1e-9 {
        if count > 0 { return ["a draw where none can be"] }
        continue
      }
      statistic += (count - expected) * (count - expected) / expected
      bins += 1
    }
    guard bins > 1, let reference = try? ChiSquared(degreesOfFreedom: Double(bins - 1)) else {
      return []
    }
    let critical = reference.upperQuantile(1e-7)
    return statistic > critical ? ["chi-squared is \(statistic), beyond \(critical)"] : []
  }
}

/// The ten-point Gauss–Legendre rule (A&S table 25.4).
func gaussLegendre(_ a: Double, _ b: Double, _ function: (Double) -> Double) -> Double {
  let nodes = [
    (0.1488743389816312, 0.2955242247147529), (0.4333953941292472, 0.2692667193099963),
    (0.6794095682990244, 0.2190863625159820), (0.8650633666889845, 0.1494513491505806),
    (0.9739065285171717, 0.0666713443086881),
  ]
  let (centre, half) = (0.5 * a + 0.5 * b, 0.5 * (b - a))
  return half
    * nodes.reduce(0) { sum, node in
      sum + node.1 * (function(centre - half * node.0) + function(centre + half * node.0))
    }
}
