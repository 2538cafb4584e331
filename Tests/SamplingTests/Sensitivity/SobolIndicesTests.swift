import Testing

@testable import Sampling

/// Expected values: closed forms of Ishigami and Homma (1990) and Sobol' (1993), as in the risk
/// oracle's cases `sobol_ishigami` and `sobol_g`.
@Suite struct SobolIndicesTests {
  private static let first = [0.31390519114781146, 0.4424111447900409, 0]
  private static let total = [0.5575888552099592, 0.4424111447900409, 0.24368366406214773]
  private static let variance = 13.844587940719254

  private func ishigami(_ design: any Design, resamples: Int = 200) -> SobolIndices {
    SobolIndices(
      PickFreeze(SensitivityFunctions.ishigami, design: design).sums(),
      bootstrap: BatchBootstrap(seed: design.seed, record: "ishigami", resamples: resamples))
  }

  private func largestError(_ indices: SobolIndices) -> Double {
    let errors =
      zip(indices.first, Self.first).map { abs($0.value - $1) }
      + zip(indices.total, Self.total).map { abs($0.value - $1) }
    return errors.max() ?? .infinity
  }

  /// Case `sobol_ishigami` accepts 2e-3 for 65,536 scrambled points.
  @Test func ishigamiOnANet() throws {
    let design = try SobolDesign(seed: 5, layout: DesignLayout(trials: 65_536, replicates: 1))
    let indices = ishigami(design)
    #expect(largestError(indices) < 5e-4)
    #expect(abs(indices.variance.value / Self.variance - 1) < 1e-3)
    #expect(abs(indices.mean.value - 3.5) < 1e-3)
  }

  @Test func ishigamiInReplicates() throws {
    let design = try SobolDesign(seed: 6, layout: DesignLayout(trials: 65_536, replicates: 32))
    let indices = ishigami(design)
    for (estimate, value) in zip(indices.first + indices.total, Self.first + Self.total) {
      #expect(abs(estimate.value - value) <= 5 * estimate.standardError, "\(estimate)")
      #expect(estimate.standardError < 3e-3)
    }
  }

  /// Case `sobol_g`, eight inputs.
  @Test func gFunction() throws {
    let first = [
      0.7161921688790338, 0.17904804221975845, 0.0236757741778193, 0.007161921688790339,
      7.161921688790338e-05, 7.161921688790338e-05, 7.161921688790338e-05, 7.161921688790338e-05,
    ]
    let total = [
      0.7871441266592755, 0.24219819281823862, 0.03431691015408285, 0.01046038706523954,
      0.00010494905191950606, 0.00010494905191950606, 0.00010494905191950606,
      0.00010494905191950606,
    ]
    let function = SensitivityFunctions.g([0, 1, 4.5, 9, 99, 99, 99, 99])
    let design = try SobolDesign(seed: 7, layout: DesignLayout(trials: 65_536, replicates: 16))
    let indices = SobolIndices(
      PickFreeze(function, design: design).sums(),
      bootstrap: BatchBootstrap(seed: 7, record: "g"), groups: [[0, 1], [4, 5, 6, 7]])
    for (estimate, value) in zip(indices.first + indices.total, first + total) {
      #expect(abs(estimate.value - value) < 3e-3)
      #expect(abs(estimate.value - value) <= 6 * estimate.standardError, "\(estimate) \(value)")
    }
    #expect(abs(indices.variance.value / 0.4654244319022063 - 1) < 5e-3)
    let sums = [0...1, 4...7].map { $0.reduce(0) { $0 + indices.first[$1].value } }
    for (group, sum) in zip(indices.groups, sums) { #expect(abs(group.value - sum) < 1e-14) }
  }

  /// 95 % intervals of all six indices over 200 repeats of 1,024 points.
  ///
  /// The share of covered ones has a standard deviation of 1.5 %. Its twin: intervals of half the
  /// width.
  @Test(arguments: [false, true]) func intervalsCover(inReplicates: Bool) throws {
    var covered = [Int](repeating: 0, count: 6)
    var coveredByHalf = 0
    for seed in 1...200 {
      let layout = try DesignLayout(trials: 1_024, replicates: inReplicates ? 16 : 1)
      let design: any Design =
        inReplicates
        ? try SobolDesign(seed: UInt64(seed), layout: layout)
        : PlainDesign(seed: UInt64(seed), layout: layout)
      let indices = ishigami(design, resamples: 100)
      let pairs = zip(indices.first + indices.total, Self.first + Self.total)
      for (i, (estimate, value)) in pairs.enumerated() {
        if estimate.low <= value && value <= estimate.high { covered[i] += 1 }
        let half = 0.25 * (estimate.high - estimate.low)
        if abs(estimate.value - value) <= half { coveredByHalf += 1 }
      }
    }
    for count in covered { #expect((177...199).contains(count), "\(covered)") }
    #expect(coveredByHalf < 6 * 160, "half the width would pass as well")
  }

  /// The twin with a defect: values at A and B exchanged.
  @Test func exchangedPointsAreCaught() {
    let values = IshigamiValues(points: 4_096)
    let right = values.indices(isExchanged: false)
    let wrong = values.indices(isExchanged: true)
    for (estimate, value) in zip(right.first + right.total, Self.first + Self.total) {
      #expect(abs(estimate.value - value) <= 5 * estimate.standardError)
    }
    let misses = zip(wrong.first, Self.first).map { abs($0.value - $1) / $0.standardError }
    #expect((misses.max() ?? 0) > 5)
  }
}

/// Ishigami's function at A, B and ABᵢ, made here from the definition.
private struct IshigamiValues {
  private var a: [Double] = []
  private var b: [Double] = []
  private var mixed: [[Double]] = [[], [], []]

  init(points: Int) {
    let stream = RandomStream(seed: 11, purpose: "test", record: "ishigami")
    for point in 0..<UInt32(points) {
      let u = (0..<3).map { stream.uniforms(trial: point, draw: $0) }
      let x = u.map { (2 * $0.0 - 1) * Double.pi }
      let y = u.map { (2 * $0.1 - 1) * Double.pi }
      a.append(Self.value(x))
      b.append(Self.value(y))
      for i in 0..<3 {
        var z = x
        z[i] = y[i]
        mixed[i].append(Self.value(z))
      }
    }
  }

  private static func value(_ x: [Double]) -> Double {
    var y = [0.0]
    y.withUnsafeMutableBufferPointer { y in
      x.withUnsafeBufferPointer { x in
        guard let base = x.baseAddress else { return }
        SensitivityFunctions.ishigami.evaluate([base, base + 1, base + 2], y)
      }
    }
    return y[0]
  }

  func indices(isExchanged: Bool) -> SobolIndices {
    var sums = PickFreezeSums(inputs: 3, origin: 3.5)
    let flat = (isExchanged ? b + a : a + b) + mixed.joined()
    flat.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let n = a.count
      for start in stride(from: 0, to: n, by: 64) {
        sums.add(
          a: base + start, b: base + n + start,
          mixed: (2..<5).map { base + $0 * n + start }, count: 64)
      }
    }
    return SobolIndices(sums, bootstrap: BatchBootstrap(seed: 1, record: "values"))
  }
}
