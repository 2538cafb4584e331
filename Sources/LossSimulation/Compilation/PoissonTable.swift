internal import Distributions

/// Cumulative probabilities of a Poisson law with a fixed mean, for drawing counts by search.
///
/// A count for a uniform u is the number of entries below u (`BlockKernels.countBelow`). For a coupled source the entries are
/// taken to the scale of the latent normal once, so that no Φ is needed a draw.
struct PoissonTable: Sendable {
  /// P(N ≤ k), k = 0, 1, …, until it rounds to 1.
  let cumulative: [Double]
  /// Φ⁻¹(P(N ≤ k)), from the nearer tail, as far as it is finite.
  let latent: [Double]
  /// How many entries are compared with every draw at once: one draw in a hundred exceeds them all.
  let usual: Int

  /// Largest mean that is tabulated; above it a table would be long and inversion is used.
  static let largestMean = 200.0

  /// Nil where the mean is not in [0, `largestMean`].
  init?(mean: Double) {
    guard mean >= 0, mean <= Self.largestMean, let law = try? Poisson(mean: mean) else {
      return nil
    }
    var cumulative: [Double] = []
    var latent: [Double] = []
    var k = 0.0
    repeat {
      let below = law.distribution(k)
      let above = law.survival(k)
      cumulative.append(below)
      latent.append(
        below <= above ? standardNormalQuantile(below) : -standardNormalQuantile(above))
      k += 1
    } while law.survival(k - 1) > 0x1p-54
    self.cumulative = cumulative
    usual = cumulative.count { $0 < 0.99 }
    self.latent = latent.filter { $0 < .infinity }
  }
}
