import RealModule
import Testing

@testable import Distributions

private struct SpecialRecord: Decodable {
  let gamma: [[Double]]
  let beta: [[Double]]
  let normal: [[Double]]
}

/// Reference values by mpmath at 350 digits: `Reference/generate.py`.
@Suite struct SpecialFunctionsTests {
  private let reference: SpecialRecord

  init() throws { reference = try Reference.load("special", as: SpecialRecord.self) }

  /// The tolerance grows with the logarithm of the result, as the exponential's error does.
  private func tolerance(_ probability: Double) -> Double {
    2e-14 * (1 + 0.1 * abs(Double.log(probability)))
  }

  @Test func incompleteGamma() {
    for row in reference.gamma {
      let (shape, x, lower, upper) = (row[0], row[1], row[2], row[3])
      // Rounding x by half a unit is not an error of ours: it is allowed for.
      let tails = IncompleteGamma(shape: shape).tails(x)
      let rounding = 2 * Double.ulpOfOne * tails.slope
      let label: Comment = "shape \(shape), x \(x)"
      let p = regularisedGammaP(shape: shape, x)
      let q = regularisedGammaQ(shape: shape, x)
      #expect(agree(p, lower, within: tolerance(lower) + rounding / lower), label)
      #expect(agree(q, upper, within: tolerance(upper) + rounding / upper), label)
    }
  }

  @Test func incompleteBeta() {
    for row in reference.beta {
      let (alpha, beta, x, lower, upper) = (row[0], row[1], row[2], row[3], row[4])
      let tails = IncompleteBeta(alpha: alpha, beta: beta).tails(x, 1 - x)
      let rounding = 2 * Double.ulpOfOne * tails.slope / min(x, 1 - x)
      let label: Comment = "alpha \(alpha), beta \(beta), x \(x)"
      let p = regularisedBeta(alpha: alpha, beta: beta, x)
      let q = regularisedBetaComplement(alpha: alpha, beta: beta, x)
      #expect(agree(p, lower, within: tolerance(lower) + rounding / lower), label)
      #expect(agree(q, upper, within: tolerance(upper) + rounding / upper), label)
    }
  }

  @Test func normal() {
    for row in reference.normal {
      #expect(agree(standardNormalDistribution(row[0]), row[1], within: tolerance(row[1]) * 2))
      #expect(agree(standardNormalSurvival(row[0]), row[2], within: tolerance(row[2]) * 2))
      if row[1] < 0.9 { #expect(abs(standardNormalQuantile(row[1]) - row[0]) <= 4e-16 * 37) }
    }
    #expect(standardNormalQuantile(0) == -.infinity && standardNormalQuantile(1) == .infinity)
    #expect(standardNormalQuantile(.nan).isNaN && standardNormalQuantile(-1).isNaN)
  }

  /// Wichura (1988) prints these three quantiles to 16 figures.
  @Test(arguments: [
    (0.25, -0.6744897501960817), (0.001, -3.090232306167814), (1e-20, -9.262340089798408),
  ])
  func normalQuantileAsPublished(_ row: (p: Double, z: Double)) {
    #expect(agree(standardNormalQuantile(row.p), row.z, within: 4e-16))
  }

  /// Both inverses give back the probability in its own tail, from 1e-300 to one half.
  @Test(arguments: [1e-300, 1e-200, 1e-50, 1e-12, 1e-5, 0.01, 0.2, 0.5])
  func inverses(_ probability: Double) {
    for shape in [1e-3, 0.1, 0.5, 1, 2.5, 19.9, 20, 300, 1e5, 1e9] {
      let law = IncompleteGamma(shape: shape)
      let upper = law.tails(law.inverseUpper(probability)).upper
      #expect(agree(upper, probability, within: 1e-11 + 1e-15 * shape.squareRoot() * 40))
      let x = law.inverseLower(probability)
      guard x > 1e-300 else { continue }
      let lower = law.tails(x).lower
      #expect(agree(lower, probability, within: 1e-11 + 1e-15 * shape.squareRoot() * 40))
    }
    for (alpha, beta) in [(0.1, 0.1), (0.5, 3), (1, 1), (1.4, 4.6), (30, 2), (1e4, 5e5)] {
      let law = IncompleteBeta(alpha: alpha, beta: beta)
      let low = law.inverseLower(probability)
      if low.x > 1e-300 {
        #expect(agree(law.tails(low.x, low.y).lower, probability, within: 1e-11))
      }
      let high = law.inverseUpper(probability)
      if high.y > 1e-300 {
        #expect(agree(law.tails(high.x, high.y).upper, probability, within: 1e-11))
      }
    }
  }

  @Test func argumentsOutsideTheDomain() {
    #expect(regularisedGammaP(shape: 0, 1).isNaN && regularisedGammaQ(shape: 1, -1).isNaN)
    #expect(regularisedGammaP(shape: 1, .nan).isNaN && regularisedGammaP(shape: 2, .infinity) == 1)
    #expect(inverseRegularisedGammaP(shape: 2, 1) == .infinity)
    #expect(inverseRegularisedGammaQ(shape: 2, 1) == 0)
    #expect(inverseRegularisedGammaQ(shape: 2, 1.5).isNaN)
    #expect(regularisedBeta(alpha: 1, beta: -1, 0.5).isNaN)
    #expect(regularisedBetaComplement(alpha: 1, beta: 1, 1.5).isNaN)
    #expect(inverseRegularisedBeta(alpha: 2, beta: 2, 1) == 1)
    #expect(inverseRegularisedBetaComplement(alpha: 2, beta: 2, 1) == 0)
  }

  /// Closed forms of integrals with singular ends and with a kink inside.
  @Test func quadrature() {
    #expect(agree(integrate(from: 0, to: 1) { 1 / $0.squareRoot() }, 2, within: 1e-13))
    #expect(agree(integrate(from: 0, to: 1) { -Double.log($0) }, 1, within: 1e-13))
    #expect(agree(integrate(from: 0, to: 1) { abs($0 - 0.3) }, 0.29, within: 1e-11))
    #expect(agree(integrateLine { Double.exp(-$0 * $0) }, 1.7724538509055159, within: 1e-13))
  }
}
