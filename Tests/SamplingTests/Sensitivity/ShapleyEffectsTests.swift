import LinearAlgebra
import Testing

@testable import Sampling

@Suite struct ShapleyEffectsTests {
  private func expect(
    _ effects: ShapleyEffects, _ values: [Double], within errors: Double = 5,
    _ comment: String = ""
  ) {
    for (estimate, value) in zip(effects.effects, values) {
      #expect(
        abs(estimate.value - value) <= errors * estimate.standardError,
        "\(comment) \(estimate) \(value)")
      #expect(estimate.standardError < 0.01)
    }
    #expect(abs(effects.effects.reduce(0) { $0 + $1.value } - 1) < 1e-12)
  }

  /// Risk oracle, case `sobol_ishigami`: output `shapley`.
  @Test func ishigami() throws {
    let effects = try ShapleyEffects(of: SensitivityFunctions.ishigami, samples: 32_768, seed: 1)
    expect(effects, [0.4357470231788853, 0.4424111447900409, 0.12184183203107386])
    #expect(
      abs(effects.variance.value - 13.844587940719254) <= 5 * effects.variance.standardError)
    #expect(effects.evaluations == 7 * 3 * 32_768)
  }

  /// Two normals, Y = X₁ + 2X₂, correlation 0.6 (Owen and Prieur 2017, section 4.1):
  /// Sh₁ = (β₁²(1 − ρ²/2) + ρβ₁β₂ + β₂²ρ²/2)/Var = (0.82 + 1.2 + 0.72)/7.4.
  @Test func twoNormals() throws {
    let matrix = DenseMatrix(rows: [[1, 0.6], [0.6, 1]])
    let effects = try ShapleyEffects(
      of: SensitivityFunctions.linear([1, 2]), correlation: matrix, samples: 16_384, seed: 2)
    expect(effects, [2.74 / 7.4, 4.66 / 7.4])
    #expect(abs(effects.variance.value - 7.4) <= 5 * effects.variance.standardError)
  }

  /// Three normals: v(S) = Σ_S-projection of the variance, by NumPy over all sets.
  @Test func threeNormals() throws {
    let rows = [[1, 0.5, 0], [0.5, 1, -0.3], [0, -0.3, 1]]
    let values = [0.20659340659340658, 0.22573555476781285, 0.5676710386387805]
    let function = SensitivityFunctions.linear([1, 2, 3])
    let effects = try ShapleyEffects(
      of: function, correlation: DenseMatrix(rows: rows), samples: 16_384, seed: 3)
    expect(effects, values)
    // The twin with a defect: the dependence is forgotten, 1/14, 4/14, 9/14.
    let forgotten = try ShapleyEffects(of: function, samples: 16_384, seed: 3)
    let miss = abs(forgotten.effects[0].value - values[0]) / forgotten.effects[0].standardError
    #expect(miss > 20)
    expect(forgotten, [1.0 / 14, 4.0 / 14, 9.0 / 14])
  }

  /// An input that does nothing but goes with one that does takes a part of its effect: half of it
  /// in the limit of equal inputs.
  @Test func dependenceSharesTheEffect() throws {
    let matrix = DenseMatrix(rows: [[1, 0.999], [0.999, 1]])
    let effects = try ShapleyEffects(
      of: SensitivityFunctions.linear([1, 0]), correlation: matrix, samples: 16_384, seed: 4)
    // v({2}) = ρ², so that Sh₂ = ρ²/2.
    expect(effects, [1 - 0.999 * 0.999 / 2, 0.999 * 0.999 / 2])
  }

  /// Ten equally correlated normals by random permutations: values by NumPy over all 1,024 sets.
  @Test func randomPermutations() throws {
    let matrix = DenseMatrix(
      rows: (0..<10).map { i in (0..<10).map { i == $0 ? 1 : 0.4 } })
    let effects = try ShapleyEffects(
      of: SensitivityFunctions.linear((1...10).map(Double.init)), correlation: matrix,
      samples: 65_536, seed: 5)
    expect(
      effects,
      [
        0.06007495649621536, 0.06685099199009607, 0.0744131011324202, 0.0827612839231875,
        0.09189554036239873, 0.10181587045005354, 0.11252227418615132, 0.1240147515706927,
        0.13629330260367786, 0.14935792728510636,
      ])
    #expect(abs(effects.variance.value - 1_441) <= 5 * effects.variance.standardError)
  }

  @Test func refusesWhatIsNoCorrelation() {
    let matrix = DenseMatrix(rows: [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    #expect(throws: MatrixError.self) {
      try ShapleyEffects(
        of: SensitivityFunctions.linear([1, 1, 1]), correlation: matrix, samples: 64, seed: 1)
    }
  }
}
