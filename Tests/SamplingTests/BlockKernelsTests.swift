import CKernels
import Testing

@testable import Sampling

/// Every instruction set that this processor has must give the bits of the plain reference.
@Suite(.serialized) struct BlockKernelsTests {
  static let levels: [Int32] = [0, 3, 4]

  /// Uniforms from the whole open interval, tails down to 2⁻⁵³ included.
  private var uniforms: [Double] {
    let stream = RandomStream(seed: 11, purpose: "test", record: "kernels")
    var u = (0..<4_001).map { stream.uniforms(trial: UInt32($0), draw: 0).0 }
    u += [0x1p-53, 1 - 0x1p-53, 0.5, 0.075, 0.925, 1e-12, 1 - 0x1p-40, 0.074999, 0.925001]
    return u
  }

  private func forEachInstructionSet(_ body: () -> Void) {
    for level in Self.levels where bw_force_instruction_set(level) == 1 { body() }
    for level in Self.levels { _ = bw_force_instruction_set(level) }
  }

  @Test func exponentialEqualsReference() {
    let x =
      uniforms.map { ($0 - 0.5) * 1_500 }
      + [0, -0.0, 709.78, 709.79, 710, 1e308, -745.1, -745.2, -800, .infinity, -.infinity]
    forEachInstructionSet {
      var y = x
      BlockKernels.exp(x, count: x.count, into: &y)
      for i in x.indices { #expect(y[i].bitPattern == KernelReference.exp(x[i]).bitPattern) }
      var nan = [Double.nan]
      BlockKernels.exp(nan, count: 1, into: &nan)
      #expect(nan[0].isNaN)
    }
  }

  @Test func logarithmEqualsReference() {
    let x = uniforms + uniforms.map { $0 * 1e300 } + [1, 2, 0x1p-1022, 1.7976931348623157e308]
    forEachInstructionSet {
      var y = x
      BlockKernels.log(x, count: x.count, into: &y)
      for i in x.indices { #expect(y[i].bitPattern == KernelReference.log(x[i]).bitPattern) }
    }
  }

  @Test func normalQuantileEqualsReference() {
    let u = uniforms
    forEachInstructionSet {
      var z = u
      BlockKernels.normalQuantile(u, count: u.count, into: &z)
      for i in u.indices {
        #expect(z[i].bitPattern == KernelReference.normalQuantile(u[i]).bitPattern)
      }
    }
  }

  @Test func lognormalIsExponentialOfScaledQuantile() {
    let u = uniforms
    forEachInstructionSet {
      var x = u
      BlockKernels.lognormal(u, mu: 10, sigma: 1.5, count: u.count, into: &x)
      for i in u.indices {
        let expected = KernelReference.exp(10 + 1.5 * KernelReference.normalQuantile(u[i]))
        #expect(x[i].bitPattern == expected.bitPattern)
      }
    }
  }

  @Test func rangeEqualsScalarAtEveryLength() {
    let stream = RandomStream(seed: 3, purpose: "test", record: "range")
    forEachInstructionSet {
      for count in [1, 2, 7, 8, 9, 15, 16, 17, 33, 100] {
        var u = [Double](repeating: 0, count: count)
        BlockKernels.uniforms(of: stream, fromTrial: 6, count: count, into: &u)
        for i in 0..<count { #expect(u[i] == stream.uniform(trial: UInt32(6 + i))) }
      }
    }
  }

  @Test func pairsEqualScalarAtEveryLength() {
    let stream = RandomStream(seed: 3, purpose: "test", record: "pairs")
    forEachInstructionSet {
      for count in [1, 7, 8, 9, 15, 16, 17, 31, 33, 100] {
        let trials = (0..<count).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
        let draws = (0..<count).map { UInt32($0 % 5) &+ 0xFFFF_FFFE }
        var first = [Double](repeating: 0, count: count)
        var second = first
        BlockKernels.uniforms(
          of: stream, trials: trials, draws: draws, count: count, first: &first, second: &second)
        for i in 0..<count {
          #expect((first[i], second[i]) == stream.uniforms(trial: trials[i], draw: draws[i]))
        }
      }
    }
  }

  /// Rows of any numbers: a fitted table is not needed to compare bits.
  @Test func tableEqualsReference() {
    let height = QuantileRows.octaves * 4
    let words = RandomStream(seed: 4, purpose: "test", record: "rows")
    var rows = (0..<(height + 1) * 24).map { words.uniform(trial: UInt32($0)) - 0.5 }
    for k in 0..<12 {
      rows[height * 12 + k] = .nan
      rows[(2 * height + 1) * 12 + k] = .nan
    }
    let u = uniforms
    let expected = u.map { tableValue($0, rows) ?? $0 }
    let missing = u.indices.filter { tableValue(u[$0], rows) == nil }.map { UInt32($0) }
    forEachInstructionSet {
      for count in [u.count, 1, 7, 8, 9, 100] {
        var x = u
        var missed = [UInt32](repeating: 0, count: count)
        let misses = BlockKernels.tableQuantile(
          u, rows: rows, octaves: QuantileRows.octaves, count: count, into: &x, missed: &missed)
        for i in 0..<count { #expect(x[i].bitPattern == expected[i].bitPattern) }
        for i in count..<u.count { #expect(x[i] == u[i]) }
        #expect(Array(missed[..<misses]) == missing.filter { $0 < count })
      }
    }
  }

  /// The layout written out again: a quarter of an octave a row, by comparisons instead of bits.
  private func tableValue(_ u: Double, _ rows: [Double]) -> Double? {
    let w = min(u, 1 - u)
    var low = 0x1p-11
    guard w >= low, w < 0.5 else { return nil }
    var octave = 0
    while w >= 2 * low {
      low *= 2
      octave += 1
    }
    let quarter = Int((w / low - 1) * 4)
    let row = octave * 4 + quarter + (u > 0.5 ? QuantileRows.octaves * 4 + 1 : 0)
    let t = (w / low - 1 - (Double(quarter) + 0.5) / 4) * 8
    return KernelReference.rowValue(rows, from: row * 12, at: t)
  }

  @Test func countsAreThoseOfASearch() {
    let thresholds = [-1.5, -0.2, 0, 0.7, 0.7, 3]
    let x = uniforms.map { ($0 - 0.5) * 9 } + [0.7, 0, -.infinity, 4]
    for usual in 0...thresholds.count {
      forEachInstructionSet {
        var counts = [Int32](repeating: -1, count: x.count)
        let total = BlockKernels.countBelow(
          x, count: x.count, thresholds: thresholds, usual: usual, into: &counts)
        for i in x.indices { #expect(Int(counts[i]) == thresholds.filter { $0 < x[i] }.count) }
        #expect(total == counts.reduce(0) { $0 + Int($1) })
      }
    }
  }

  /// mpmath 1.3, 40 digits: e^x, ln x and Φ⁻¹(u).
  @Test func referencesAreAccurate() {
    for (x, y) in [
      (1.0, 2.718281828459045), (-1.5, 0.22313016014842982), (300.25, 2.494124861534921e130),
    ] {
      #expect(abs(KernelReference.exp(x) / y - 1) < 3e-16)
    }
    for (x, y) in [
      (2.0, 0.6931471805599453), (1e-10, -23.025850929940457), (3.7e8, 19.729013563602542),
    ] {
      #expect(abs(KernelReference.log(x) / y - 1) < 3e-16)
    }
    for (u, z) in [
      (0.975, 1.959963984540054), (1e-10, -6.361340902404056), (0.3, -0.5244005127080407),
    ] {
      #expect(abs(KernelReference.normalQuantile(u) / z - 1) < 5e-16)
    }
  }
}
