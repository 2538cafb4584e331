import Distributions
import Testing

@testable import Sampling

@Suite struct RandomStreamTests {
  let stream = RandomStream(seed: 7, purpose: "loss", record: "R01")

  /// The hash is part of the contract.
  ///
  /// another value would move every simulated number. FNV-1a and SplitMix64's finaliser, recomputed
  /// in Python with integers of 64 bits.
  @Test func hashIsStable() {
    #expect(stream.hash == 0xAA6A_8949_90C8_37ED)
    #expect(RandomStream(seed: 7, purpose: "", record: "").hash == 0x6168_C18C_5583_C71B)
  }

  @Test func purposeAndRecordDoNotRunTogether() {
    let a = RandomStream(seed: 1, purpose: "ab", record: "c")
    let b = RandomStream(seed: 1, purpose: "a", record: "bc")
    #expect(a.hash != b.hash)
  }

  @Test func blockEqualsScalarAtEveryLength() {
    for count in [1, 7, 8, 9, 64, 100] {
      let trials = (0..<count).map { UInt32($0 * 3 + 5) }
      let draws = (0..<count).map { UInt32($0 % 4) }
      var first = [Double](repeating: 0, count: count)
      var second = first
      BlockKernels.uniforms(
        of: stream, trials: trials, draws: draws, count: count, first: &first, second: &second)
      for i in 0..<count {
        let (a, b) = stream.uniforms(trial: trials[i], draw: draws[i])
        #expect(first[i] == a)
        #expect(second[i] == b)
      }
    }
  }

  @Test func uniformsAreOpenAndHaveExactComplements() {
    for t in 0..<10_000 {
      let (u, v) = stream.uniforms(trial: UInt32(t), draw: 0)
      for x in [u, v] {
        #expect(x > 0 && x < 1)
        #expect(1 - (1 - x) == x)
      }
    }
    #expect(openUniform(bits: 0) == 0x1p-53)
    #expect(openUniform(bits: .max) == 1 - 0x1p-53)
  }

  /// A generator that starts at one address never meets the next address' words.
  @Test func generatorsAtNeighbouringAddressesDiffer() {
    var seen = Set<UInt64>()
    for draw in 0..<50 {
      var generator = stream.generator(trial: 3, draw: UInt32(draw))
      for _ in 0..<20 { #expect(seen.insert(generator.next()).inserted) }
    }
  }
}
