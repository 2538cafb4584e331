import Testing

@testable import SupplyNetworks

@Suite struct FadingLossTests {
  /// P(N = m) and P(N > m) of Poisson laws, from scipy.stats.poisson.pmf and .sf (SciPy 1.14).
  @Test(arguments: [
    (0.5, 0, 0.6065306597126334, 0.3934693402873665),
    (0.5, 3, 0.012636055410679865, 0.001751622556290824),
    (7.0, 7, 0.14900277967433773, 0.4012861644769632),
    (7.0, 20, 2.9907134928976026e-05, 1.4495341610661558e-05),
    (900.0, 900, 0.013296844767097754, 0.4911358745317818),
  ])
  func poissonWeights(mean: Double, number: Int, weight: Double, tail: Double) {
    let weights = PoissonWeights(mean: mean)
    #expect(abs(weights.weight(number) - weight) < 1e-13)
    #expect(abs(weights.tail(number) - tail) < 1e-13)
  }

  @Test func nothingIsCertainAtMeanZero() {
    let weights = PoissonWeights(mean: 0)
    #expect(weights.weight(0) == 1 && weights.weight(1) == 0 && weights.tail(0) == 0)
  }

  /// q(v) = s e^−v for a node alone: no excess, and the value is the exponential.
  @Test func aNodeAloneFadesExponentially() {
    let loss = FadingLoss(terms: [0.8])
    #expect(abs(loss.value(1.5) - 0.8 * 0.22313016014842982) < 1e-15)
    #expect(loss.excess == 0)
  }

  /// q(v) = b v e^−v, above 1 between the two roots of b v = e^v.
  ///
  /// With b = 4 by scipy.optimize.brentq and scipy.integrate.quad: 0.3574029561813889, 2.1532923641103494, excess
  /// 0.5376677790335048.
  @Test func theExcessOverOneIsExact() {
    #expect(abs(FadingLoss(terms: [0, 4]).excess - Self.excessOfFour) < 1e-12)
  }

  static let excessOfFour = 0.5376677790335048

  /// A bump that only touches 1: b = e has its maximum 1 at v = 1.
  @Test func touchingOneIsNoExcess() {
    #expect(FadingLoss(terms: [0, 2.718281828459045]).excess < 1e-9)
    #expect(FadingLoss(terms: [0, 2.72]).excess > 0)
  }
}
