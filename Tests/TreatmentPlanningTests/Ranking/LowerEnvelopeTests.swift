import Distributions
import Testing
import TreatmentPlanning

@Suite struct LowerEnvelopeTests {
  /// Two plans whose difference is normal: σφ(m/σ) − mΦ(−m/σ) and Φ(m/σ), by SciPy.
  @Test func workedCase() throws {
    let worked = try WorkedCase("50_evppi_normal")
    let law = try Normal(
      mean: worked.input("inb_mean"), standardDeviation: worked.input("inb_sd"))
    // Plan A costs 0, plan B the negative of its incremental benefit.
    let envelope = LowerEnvelope([.init(value: 0, slope: 0), .init(value: 0, slope: -1)])
    let informed = envelope.expectation(under: law)
    try worked.expect(min(0, -law.mean) - informed, "evpi")
    try worked.expect(envelope.chances(under: law)[1], "p_best")
  }

  /// Lines of chance under a uniform law, against 200,000 midpoints.
  @Test func expectationsAgreeWithMidpoints() throws {
    var random = Sequence(5)
    for round in 0..<20 {
      let lines = (0..<6).map { _ in
        LowerEnvelope.Line(value: random.real(0...10), slope: random.real(-5...5))
      }
      let law = try Uniform(min: -1, max: 2)
      let envelope = LowerEnvelope(lines)
      let most = round % 2 == 0 ? Double.infinity : 0.7
      let n = 200_000
      let sum = (0..<n).reduce(0.0) { sum, step in
        let x = min(most, -1 + 3 * (Double(step) + 0.5) / Double(n))
        return sum + (lines.map { $0.value + $0.slope * x }.min() ?? 0)
      }
      #expect(abs(envelope.expectation(under: law, most: most) - sum / Double(n)) < 1e-8)
      #expect(abs(envelope.chances(under: law).reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test func parallelAndRepeatedLinesAreOneLine() throws {
    let envelope = LowerEnvelope([
      .init(value: 2, slope: 1), .init(value: 1, slope: 1), .init(value: 1, slope: 1),
    ])
    #expect(envelope.pieces == [1])
    #expect(envelope.expectation(under: try Uniform(min: 0, max: 2)) == 2)
    #expect(LowerEnvelope([]).expectation(under: try Uniform(min: 0, max: 2)) == 0)
  }
}
