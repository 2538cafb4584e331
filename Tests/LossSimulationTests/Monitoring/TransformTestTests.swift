import Distributions
import LossSimulation
import Testing

@Suite struct TransformTestTests {
  /// scipy.stats.ks_1samp(…, method="exact"), SciPy 1.17.
  @Test func exponentialLosses() throws {
    let test = try TransformTest(
      losses: [120, 340, 90, 800, 210, 45], law: Exponential(mean: 200))
    #expect(abs(test.statistic - 0.201483781240623) < 1e-14)
    #expect(abs(test.pValue - 0.9288156869444516) < 1e-12)
    #expect(test.probabilities.count == 6)
    #expect(abs(test.probabilities[0] - 0.4511883639059736) < 1e-14)
  }

  @Test func probabilitiesThemselves() throws {
    let test = try TransformTest(probabilities: [0.35, 0.12, 0.36, 0.4, 0.83, 0.55, 0.61, 0.7])
    #expect(abs(test.statistic - 0.225) < 1e-14)
    #expect(abs(test.pValue - 0.735247080419922) < 1e-12)
  }

  /// Losses twice as large as the law says are found out; those of the law are not.
  @Test func aWrongScaleIsFound() throws {
    let law = try Exponential(mean: 100)
    let grid = (0..<60).map { law.quantile((Double($0) + 0.5) / 60) }
    #expect(try TransformTest(losses: grid, law: law).pValue > 0.999)
    #expect(try TransformTest(losses: grid.map { 2 * $0 }, law: law).pValue < 0.01)
  }

  @Test func nothingToTestIsRefused() throws {
    #expect(throws: ParameterError.self) { try TransformTest(probabilities: []) }
    #expect(throws: ParameterError.self) { try TransformTest(probabilities: [0.5, 1.5]) }
    #expect(throws: ParameterError.self) { try TransformTest(probabilities: [.nan]) }
  }
}
