import Testing

@testable import Sampling

@Suite struct NoisyPickFreezeSumsTests {
  /// Values of x₁ + 2x₂ + x₁x₂ of centred uniforms on (−½, ½), with noise of standard deviation 2
  /// that is the same for all evaluations of a set but for its sign where x₁ comes from B.
  private struct Points {
    let count = 65_536
    /// Of each set: f(A), f(B), f(AB₁), f(AB₂), f(BA₁), f(BA₂).
    private var columns = [[Double]](repeating: [], count: 12)

    init() {
      let inputs = RandomStream(seed: 3, purpose: "test", record: "inputs")
      let noise = RandomStream(seed: 3, purpose: "test", record: "noise")
      for point in 0..<UInt32(count) {
        let (a1, b1) = inputs.uniforms(trial: point, draw: 0)
        let (a2, b2) = inputs.uniforms(trial: point, draw: 1)
        let (u, v) = noise.uniforms(trial: point, draw: 0)
        let (x, y) = ((a1 - 0.5, b1 - 0.5), (a2 - 0.5, b2 - 0.5))
        for (set, w) in [u, v].enumerated() {
          let e = (w - 0.5) * 2 * 12.0.squareRoot()
          let places = [
            (x.0, y.0), (x.1, y.1), (x.1, y.0), (x.0, y.1), (x.0, y.1), (x.1, y.0),
          ]
          for (column, (one, two)) in places.enumerated() {
            let sign = one == x.1 ? -1.0 : 1
            columns[6 * set + column].append(one + 2 * two + one * two + sign * e)
          }
        }
      }
    }

    /// - Parameter isCorrected: whether the second set is another one and not the first again.
    func indices(isCorrected: Bool) -> SobolIndices {
      var sums = NoisyPickFreezeSums(inputs: 2)
      Array(columns.joined()).withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        for start in stride(from: 0, to: count, by: 64) {
          let at = (0..<12).map { base + $0 * count + start }
          let sets = [0, 6].map { s in
            NoisyPickFreezeSums.Values(
              a: at[s], b: at[s + 1], mixed: [at[s + 2], at[s + 3]],
              opposite: [at[s + 4], at[s + 5]])
          }
          sums.add(first: sets[0], second: sets[isCorrected ? 1 : 0], count: 64)
        }
      }
      return SobolIndices(
        sums, bootstrap: BatchBootstrap(seed: 1, record: "noise"), groups: [[0, 1]],
        sampleSize: count)
    }
  }

  /// Variances 1/12, 4/12 and 1/144 of x₁, 2x₂ and x₁x₂: 12, 48 and 1 of 61 parts.
  private static let expected = [61.0 / 144, 12.0 / 61, 48.0 / 61, 13.0 / 61, 49.0 / 61, 60.0 / 61]

  private func figures(_ indices: SobolIndices) -> [Estimate] {
    [indices.variance] + indices.first + indices.total + indices.groups
  }

  @Test func productsAcrossSetsAreUnbiased() {
    let indices = Points().indices(isCorrected: true)
    for (estimate, value) in zip(figures(indices), Self.expected) {
      #expect(abs(estimate.value - value) <= 5 * estimate.standardError, "\(estimate) \(value)")
      #expect(estimate.standardError < 0.25 * value + 0.05, "\(estimate)")
    }
    #expect(abs(indices.mean.value) <= 5 * indices.mean.standardError)
  }

  /// The twin with a defect: products within one set take the noise for an effect of the inputs.
  @Test func productsWithinASetAreCaught() {
    let indices = Points().indices(isCorrected: false)
    #expect(indices.variance.value > 4)
    #expect(abs(indices.total[1].value - Self.expected[4]) > 5 * indices.total[1].standardError)
  }
}
