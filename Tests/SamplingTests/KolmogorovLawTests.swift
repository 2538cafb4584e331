import Sampling
import Testing

@Suite struct KolmogorovLawTests {
  /// scipy.stats.kstwo.sf(d, n), SciPy 1.17.
  @Test(arguments: [
    (1, 0.6, 0.8), (5, 0.3, 0.664), (10, 0.25, 0.4841115325000003),
    (20, 0.35, 0.01075496344438931), (50, 0.31, 9.136517477323259e-05),
    (100, 0.08, 0.5182193645480672), (400, 0.045, 0.3814606959863157),
    (20, 0.9, 2.0006866455078037e-20),
  ])
  func survival(n: Int, d: Double, p: Double) {
    #expect(abs(KolmogorovLaw(sampleSize: n).survival(d) - p) < 1e-9 * p)
  }

  /// Above 2,000 draws the limit law, within 0.001.
  @Test func largeSamples() {
    #expect(abs(KolmogorovLaw(sampleSize: 5_000).survival(0.015) - 0.20846142096186204) < 1e-3)
  }

  @Test func ends() {
    let law = KolmogorovLaw(sampleSize: 8)
    #expect(law.survival(0) == 1)
    #expect(law.survival(1.0 / 16) == 1)
    #expect(law.survival(1) == 0)
    #expect(KolmogorovLaw(sampleSize: 3_000).survival(1e-6) == 1)
  }

  /// It falls as the distance grows, across the change of method too.
  @Test(arguments: [3, 17, 40, 400]) func fallsWithDistance(n: Int) {
    let law = KolmogorovLaw(sampleSize: n)
    let values = (1..<100).map { law.survival(Double($0) / 100) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
  }
}
