import RealModule

/// Both tails of a law on whole numbers and its mass, at one number.
struct CountTails {
  var lower: Double
  var upper: Double
  var mass: Double
}

/// The quantile of a law on whole numbers, by Newton steps on the logarithm of the nearer tail.
///
/// - Parameters:
///   - target: p for the smallest k with P(N ≤ k) ≥ p; q for the smallest with P(N > k) ≤ q.
///   - upper: whether the target is q.
func wholeNumberQuantile(
  _ target: Double, upper: Bool, from start: Double, in bounds: ClosedRange<Double>,
  tails: (Double) -> CountTails
) -> Double {
  // Which tail is small decides where to step, not what is reached.
  let (stepsUpper, wanted) = target <= 0.5 ? (upper, target) : (!upper, 1 - target)
  return firstWholeNumber(from: start, in: bounds) { k in
    let tails = tails(k)
    let tail = stepsUpper ? tails.upper : tails.lower
    let gap = Double.log(tail / wanted) * tail / tails.mass
    return (upper ? tails.upper <= target : tails.lower >= target, stepsUpper ? gap : -gap)
  }
}

/// Adds masses from 0 upwards until they reach a probability; nil where rounding could decide.
///
/// - Parameters:
///   - first: the mass at 0.
///   - ratio: the mass at k + 1 over that at k.
@inline(__always)
func countFromZero(reaching p: Double, first: Double, ratio: (Double) -> Double) -> Double? {
  // Sums of a few dozen masses are good to this, relative below and absolute near 1.
  let slack = 1e-13 * p
  var mass = first
  var sum = first
  var k = 0.0
  while sum < p - slack {
    mass *= ratio(k)
    sum += mass
    k += 1
    if k > 500 { return nil }
  }
  return sum > p + slack ? k : nil
}

/// A Cornish–Fisher start for a quantile: the normal one bent by the skewness.
func cornishFisher(_ target: Double, upper: Bool, mean: Double, deviation: Double, skewness: Double)
  -> Double
{
  let z = standardNormalQuantile(target) * (upper ? -1 : 1)
  return mean + deviation * (z + skewness * (z * z - 1) / 6)
}

/// The moments of weighted values; NaN where the weights are all 0.
func momentsOfAtoms(
  probability: Double, _ atoms: some Sequence<(value: Double, weight: Double)>
) -> ConditionalMoments {
  var (weight, first) = (0.0, 0.0)
  for atom in atoms where atom.weight > 0 {
    weight += atom.weight
    first += atom.weight * atom.value
  }
  guard weight > 0 else { return .empty }
  let mean = first / weight
  var second = 0.0
  for atom in atoms where atom.weight > 0 {
    second += atom.weight * (atom.value - mean) * (atom.value - mean)
  }
  return ConditionalMoments(probability: probability, mean: mean, variance: second / weight)
}

extension Distribution {
  /// The moments of a law on whole numbers given a range, by summing masses.
  ///
  /// What lies beyond 1e-20 of the range's own probability is left out.
  func summedMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    guard range.overlaps(support) else { return .empty }
    let window = TailWindow(of: self, range)
    guard window.probability > 0 else { return .empty }
    let (first, last) = (window.quantile(1e-20), window.upperQuantile(1e-20))
    if last - first > 1e7 || !(last - first).isFinite {
      // So many steps are smooth enough for quadrature.
      let mean = window.average { $0 }
      let variance = window.average { ($0 - mean) * ($0 - mean) }
      return ConditionalMoments(probability: window.probability, mean: mean, variance: variance)
    }
    let atoms = stride(from: first, through: last, by: 1).lazy.map {
      (value: $0, weight: density($0))
    }
    return momentsOfAtoms(probability: window.probability, atoms)
  }
}
