import Testing

@testable import Sampling

@Suite struct PickFreezeSumsTests {
  /// f = x₁ + 2x₂ of uniforms: variance 5/12, indices 0.2 and 0.8. Noise of standard deviation 2 is
  /// added, the same for A, B and ABᵢ within a set and independent between the two sets.
  private func sums(isCorrected: Bool) -> PickFreezeSums {
    let points = 16_384
    let inputs = RandomStream(seed: 3, purpose: "test", record: "inputs")
    let noise = RandomStream(seed: 3, purpose: "test", record: "noise")
    var columns = [[Double]](repeating: [], count: 8)
    for point in 0..<UInt32(points) {
      let (a1, b1) = inputs.uniforms(trial: point, draw: 0)
      let (a2, b2) = inputs.uniforms(trial: point, draw: 1)
      let (u, v) = noise.uniforms(trial: point, draw: 0)
      for (set, w) in [u, v].enumerated() {
        let e = (w - 0.5) * 2 * 12.0.squareRoot()
        columns[4 * set].append(a1 + 2 * a2 + e)
        columns[4 * set + 1].append(b1 + 2 * b2 + e)
        // Noise moves what the first input does: the exchange of input 1 alone changes it.
        columns[4 * set + 2].append(b1 + 2 * a2 - e)
        columns[4 * set + 3].append(a1 + 2 * b2 + e)
      }
    }
    var sums = PickFreezeSums(inputs: 2, origin: 1.5)
    Array(columns.joined()).withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for start in stride(from: 0, to: points, by: 64) {
        let at = (0..<8).map { base + $0 * points + start }
        let first = (a: at[0], b: at[1], mixed: [at[2], at[3]])
        let second = (a: at[4], b: at[5], mixed: [at[6], at[7]])
        sums.addNoisy(first: first, second: isCorrected ? second : first, count: 64)
      }
    }
    return sums
  }

  @Test func productsOfTwoNoisesAreUnbiased() {
    let indices = SobolIndices(
      sums(isCorrected: true), bootstrap: BatchBootstrap(seed: 1, record: "noise"))
    let pairs = zip(
      [indices.variance] + indices.first + indices.total, [5.0 / 12, 0.2, 0.8, 0.2, 0.8])
    for (estimate, value) in pairs {
      #expect(abs(estimate.value - value) <= 5 * estimate.standardError, "\(estimate) \(value)")
    }
  }

  /// The twin with a defect: squares of one noisy value take the noise for an effect of the inputs.
  @Test func squaresOfNoiseAreCaught() {
    let indices = SobolIndices(
      sums(isCorrected: false), bootstrap: BatchBootstrap(seed: 1, record: "noise"))
    #expect(indices.variance.value > 4)
    #expect(indices.total[0].value > 1)
  }
}
