import CKernels
import Distributions
import Testing

@testable import Sampling

/// The table must give what the law's own quantile gives, which `DistributionsTests` hold against
/// SciPy and mpmath.
@Suite struct QuantileTableTests {
  /// A law with what the table must reach on it.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let law: any Distribution
    /// The largest probability that may be left to the law's own quantile, beyond the far tails.
    var refused = 0.0
    var testDescription: String { name }
  }

  private static func laws() throws -> [Case] {
    let near = try LogNormal(mu: 0, sigma: 0.5)
    let far = try LogNormal(mu: 2, sigma: 0.4)
    return [
      Case(name: "normal", law: try Normal(mean: 3, standardDeviation: 2)),
      Case(name: "lognormal", law: try LogNormal(mu: 10, sigma: 1.5)),
      Case(name: "wide lognormal", law: try LogNormal(mu: 0, sigma: 4)),
      Case(name: "gamma 2.5", law: try Gamma(shape: 2.5, scale: 1)),
      Case(name: "gamma 0.3", law: try Gamma(shape: 0.3, scale: 2)),
      Case(name: "gamma 80", law: try Gamma(shape: 80, scale: 3)),
      Case(name: "beta", law: try Beta(alpha: 2, beta: 5)),
      Case(name: "beta, arms up", law: try Beta(alpha: 0.5, beta: 0.5)),
      Case(name: "pert", law: try PERT(min: 1, mode: 2, max: 6)),
      Case(name: "weibull", law: try Weibull(shape: 1.7, scale: 9)),
      Case(name: "weibull 0.6", law: try Weibull(shape: 0.6, scale: 9)),
      Case(name: "pareto", law: try Pareto(shape: 1.3, scale: 5)),
      Case(name: "generalised pareto", law: try GeneralisedPareto(shape: 0.3, scale: 2)),
      Case(name: "short tail", law: try GeneralisedPareto(shape: -0.4, scale: 2, threshold: 1)),
      Case(name: "student t 3", law: try StudentT(degreesOfFreedom: 3)),
      Case(name: "exponential", law: try Exponential(mean: 4)),
      Case(
        name: "truncated", law: try Truncated(Normal(mean: 3, standardDeviation: 2), lower: 0)),
      Case(
        name: "triangular", law: try Triangular(min: 0, mode: 3, max: 10), refused: 0.07),
      Case(name: "mixture", law: try Mixture([(0.7, near), (0.3, far)]), refused: 0.25),
    ]
  }

  private static func scan(_ count: Int) -> [Double] {
    (0..<count).map { (Double($0) + 0.5) / Double(count) }.map { ($0 * 0x1p50).rounded() * 0x1p-50 }
  }

  private static func drawn(_ table: QuantileTable, _ u: [Double]) -> [Double] {
    var x = u
    x.withUnsafeMutableBufferPointer { x in
      if let base = x.baseAddress { table.transform(base, count: x.count) }
    }
    return x
  }

  // MARK: Against the law's own quantile

  /// 10⁵ uniforms evenly spread and 2,000 into both tails: within 1e-12 of the value, or of the
  /// range of values over a quarter of an octave where the law passes through 0; never descending.
  @Test func everyLawIsWithinTheBoundAndAscends() throws {
    for law in try Self.laws() {
      let tails = (1...1_000).map { Double($0) * 0x1p-30 }
      let u = (tails + Self.scan(100_000) + tails.reversed().map { 1 - $0 })
      let table = QuantileTable(law.law)
      let x = Self.drawn(table, u)
      var worst = 0.0
      for i in u.indices {
        let truth = law.law.value(atUniform: u[i])
        let w = min(u[i], 1 - u[i])
        let spread = abs(
          law.law.value(atUniform: u[i] + w / 10) - law.law.value(atUniform: u[i] - w / 10))
        worst = max(worst, abs(x[i] - truth) / max(abs(truth), spread))
        if i > 0 && u[i] > u[i - 1] {
          #expect(x[i] >= x[i - 1], "\(law.name) descends at \(u[i])")
        }
      }
      print("\(law.name): worst \(worst), refused \(table.refusedProbability)")
      #expect(worst < QuantileRows.tolerance, "\(law.name)")
      #expect(table.refusedProbability <= law.refused, "\(law.name)")
    }
  }

  /// mpmath 1.3, 40 digits: gamma(2.5), PERT(1, 2, 6) and lognormal(2, 0.75) at dyadic uniforms.
  @Test func valuesAreThoseOfMpmath() throws {
    let rows: [(u: Double, gamma: Double, pert: Double, lognormal: Double)] = [
      (0.001708984375, 0.13120108442238804448, 1.0426258243306268463, 0.82237544164241642408),
      (
        0.12345600128173828, 0.89817760680280048007, 1.513037875141991057, 3.1005767672495279703
      ),
      (
        0.36999988555908203, 1.7281827852371594059, 2.0856903611490469263, 5.7609924651794266746
      ),
      (0.6099996566772461, 2.6083933276095683803, 2.6575408589840925372, 9.1110558505219815477),
      (0.9870004653930664, 7.2241046738950559537, 4.6572933275504981822, 39.238925599700720892),
    ]
    let gamma = QuantileTable(try Gamma(shape: 2.5, scale: 1))
    let pert = QuantileTable(try PERT(min: 1, mode: 2, max: 6))
    let lognormal = QuantileTable(try LogNormal(mu: 2, sigma: 0.75))
    for row in rows {
      #expect(abs(gamma.value(atUniform: row.u) / row.gamma - 1) < 1e-13)
      #expect(abs(pert.value(atUniform: row.u) / row.pert - 1) < 1e-13)
      #expect(abs(lognormal.value(atUniform: row.u) / row.lognormal - 1) < 1e-13)
    }
  }

  // MARK: What a table must not change

  /// A value depends on its uniform alone: not on what was drawn before, nor on the block's length.
  @Test func orderAndLengthDoNotMatter() throws {
    let law = try Gamma(shape: 0.7, scale: 3)
    let stream = RandomStream(seed: 5, purpose: "test", record: "table")
    let u = (0..<3_000).map { stream.uniform(trial: UInt32($0)) }
    let whole = Self.drawn(QuantileTable(law), u)
    let backwards = QuantileTable(law)
    for i in u.indices.reversed() { #expect(backwards.value(atUniform: u[i]) == whole[i]) }
    let parts = QuantileTable(law)
    for start in stride(from: 0, to: u.count, by: 7) {
      let end = min(start + 7, u.count)
      #expect(Self.drawn(parts, Array(u[start..<end])) == Array(whole[start..<end]))
    }
  }

  @Test func tasksThatShareATableAgree() async throws {
    let law = try PERT(min: 0, mode: 1, max: 9)
    let u = Self.scan(20_000)
    let alone = Self.drawn(QuantileTable(law), u)
    let table = QuantileTable(law)
    await withTaskGroup(of: [Double].self) { group in
      for _ in 0..<8 { group.addTask { Self.drawn(table, u) } }
      for await x in group { #expect(x == alone) }
    }
  }

  /// What the table refuses costs time, not truth: the law's own bits.
  @Test func kinksAndAtomsKeepTheLawsOwnQuantile() throws {
    let atoms = try Mixture([(0.4, Constant(0)), (0.6, LogNormal(mu: 1, sigma: 0.5))])
    let table = QuantileTable(atoms)
    let u = Self.scan(4_000)
    let x = Self.drawn(table, u)
    for i in u.indices where u[i] < 0.4 { #expect(x[i] == 0) }
    for i in u.indices where u[i] > 0.4 {
      #expect(abs(x[i] / atoms.value(atUniform: u[i]) - 1) < 1e-12)
    }
    // The row from 3/8 to 7/16 holds the atom's end.
    #expect(table.refusedProbability >= 1.0 / 16)
    let end = 0.4 - 0x1p-20
    #expect(table.value(atUniform: end) == atoms.value(atUniform: end))
  }

  @Test func ends() throws {
    let law = try LogNormal(mu: 0, sigma: 1)
    let table = QuantileTable(law)
    for u in [0x1p-53, 0x1p-12, 0x1p-11, 0.5, 1 - 0x1p-11, 1 - 0x1p-12, 1 - 0x1p-53] {
      #expect(abs(table.value(atUniform: u) / law.value(atUniform: u) - 1) < 1e-12)
    }
    #expect(table.value(atUniform: 0x1p-53) == law.value(atUniform: 0x1p-53))
    #expect(table.value(atUniform: 0.5) == law.value(atUniform: 0.5))
  }

  // MARK: The sample as a whole

  /// Kolmogorov–Smirnov on 200,000 draws: √n D beyond 2.7 has probability 2 exp(−2·2.7²) = 9e-7.
  @Test func drawsHaveTheLawsDistribution() throws {
    let law = try Gamma(shape: 2.5, scale: 4)
    let table = QuantileTable(law)
    let stream = RandomStream(seed: 8, purpose: "test", record: "ks")
    let u = (0..<200_000).map { stream.uniform(trial: UInt32($0)) }
    let x = Self.drawn(table, u).sorted()
    #expect(distance(x, law) < 2.7)
    // The planted defect: a shape one per cent off.
    #expect(distance(x, try Gamma(shape: 2.525, scale: 4)) > 2.7)
  }

  /// √n times the largest distance between the empirical and the law's distribution.
  private func distance(_ sorted: [Double], _ law: some Distribution) -> Double {
    let n = Double(sorted.count)
    let gaps = sorted.indices.map { i in
      let p = law.distribution(sorted[i])
      return max(p - Double(i) / n, Double(i + 1) / n - p)
    }
    return (gaps.max() ?? 0) * n.squareRoot()
  }
}
