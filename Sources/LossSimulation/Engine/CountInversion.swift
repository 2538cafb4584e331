internal import Distributions
internal import RiskModel
internal import Sampling

/// Counts by inversion of one uniform, for rates that change from trial to trial.
enum PoissonCount {
  /// Largest mean for which the sum from 0 on is faster than the law's own quantile, and exact:
  /// exp(−mean) is far from underflow.
  static let largestSummedMean = 40.0

  /// The smallest k with P(N ≤ k) ≥ u; `probabilityOfNone` is exp(−mean) where it is known.
  @inline(__always)
  static func invert(mean: Double, uniform u: Double, probabilityOfNone: Double? = nil) -> Int {
    if mean > largestSummedMean { return invertLarge(mean: mean, uniform: u) }
    var p = probabilityOfNone ?? KernelReference.exp(-mean)
    var sum = p
    var k = 0
    // Past the uniform's resolution the sum stands still; 400 is far beyond any quantile here.
    while u > sum && k < 400 {
      k += 1
      p *= mean / Double(k)
      sum += p
    }
    return k
  }

  private static func invertLarge(mean: Double, uniform u: Double) -> Int {
    guard let law = try? Poisson(mean: mean) else { return 0 }
    return Int(law.value(atUniform: u))
  }
}

extension CountLaw {
  /// The count for a rate and a uniform; `fixed` needs no uniform.
  @inline(__always)
  func count(rate: Double, uniform u: Double, probabilityOfNone: Double? = nil) -> Int {
    switch self {
    case .poisson:
      return PoissonCount.invert(mean: rate, uniform: u, probabilityOfNone: probabilityOfNone)
    case .bernoulli:
      // N = 1 where u > 1 − p, that is 1 − u < p.
      return 1 - u < rate ? 1 : 0
    case .fixed:
      return Int(rate.rounded())
    case .negativeBinomial(let dispersion):
      guard rate > 0, let law = try? NegativeBinomial(mean: rate, dispersion: dispersion) else {
        return 0
      }
      return Int(law.value(atUniform: u))
    }
  }
}
