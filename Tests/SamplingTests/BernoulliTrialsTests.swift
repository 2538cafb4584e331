import CKernels
import Testing

@testable import Sampling

/// Words of trials on every instruction set against plain draws.
@Suite(.serialized) struct BernoulliTrialsTests {
  private func forEachInstructionSet(_ body: () -> Void) {
    for level: Int32 in [0, 3, 4] where bw_force_instruction_set(level) == 1 { body() }
    for level: Int32 in [0, 3, 4] { _ = bw_force_instruction_set(level) }
  }

  private var streams: [UInt64] {
    (0..<37).map { RandomStream(seed: 0, purpose: "test", record: "link \($0)").hash }
  }

  @Test func limitsAreProbabilities() {
    #expect(BernoulliTrials.limit(of: 0) == nil)
    #expect(BernoulliTrials.limit(of: 1) == .max)
    #expect(BernoulliTrials.limit(of: 0.5) == .max >> 1)
    #expect(BernoulliTrials.limit(of: 0x1p-64) == 0)
    #expect(BernoulliTrials.limit(of: 0x1p-66) == nil)
    #expect(BernoulliTrials.limit(of: 1 - 0x1p-53) == UInt64.max - 2_048)
  }

  @Test func wordsEqualReference() {
    let streams = streams
    // Early and late decisions: few bits, all ones, a lone low bit, random ones.
    let some: [UInt64] = [0, 1, .max, .max >> 1, 0x3333_3333_3333_3333, 1 << 63, .max - 1]
    let limits = streams.indices.map { $0 < some.count ? some[$0] : streams[$0] &* 0x9E37_79B9 }
    for batch: UInt32 in [0, 1, 77_777] {
      forEachInstructionSet {
        var words = [UInt64](repeating: 0, count: 4 * streams.count)
        BernoulliTrials.fill(
          seed: 9, streams: streams, limits: limits, count: streams.count, batch: batch,
          into: &words)
        for i in words.indices {
          let word = KernelReference.bernoulliWord(
            key: 9, stream: streams[i / 4], limit: limits[i / 4], number: 4 * batch + UInt32(i % 4))
          #expect(words[i] == word)
        }
      }
    }
  }

  /// A trial succeeds just where its uniform, bit by bit from Philox, is at most the limit.
  @Test func referenceComparesUniforms() {
    let stream = streams[3]
    let limit: UInt64 = 0x3333_3333_3333_3333
    var bits = [UInt64](repeating: 0, count: 64)
    for bit in 0..<64 {
      let counter = SIMD4(
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32), 5,
        UInt32(bit / 2))
      let c = Philox4x32.block(key: 2, counter: counter)
      bits[bit] = bit % 2 == 0 ? UInt64(c.x) | UInt64(c.y) << 32 : UInt64(c.z) | UInt64(c.w) << 32
    }
    let word = KernelReference.bernoulliWord(key: 2, stream: stream, limit: limit, number: 5)
    for trial in 0..<64 {
      let uniform = bits.reduce(UInt64(0)) { $0 << 1 | ($1 >> UInt64(trial) & 1) }
      #expect((word >> UInt64(trial) & 1 == 1) == (uniform <= limit))
    }
  }

  @Test func sharesAreProbabilities() throws {
    for p in [0.2, 0.5, 0.001, 0.75, 0.999] {
      let limit = try #require(BernoulliTrials.limit(of: p))
      let streams = [streams[0]]
      var words = [UInt64](repeating: 0, count: 4)
      var successes = 0
      let batches = 4_000
      for batch in 0..<batches {
        BernoulliTrials.fill(
          seed: 1, streams: streams, limits: [limit], count: 1, batch: UInt32(batch), into: &words)
        successes += words.reduce(0) { $0 + $1.nonzeroBitCount }
      }
      let n = Double(256 * batches)
      let error = 5 * (p * (1 - p) / n).squareRoot()
      #expect(abs(Double(successes) / n - p) < error)
      // A probability wrong by twice that would be seen.
      #expect(abs(Double(successes) / n - (p + 2 * error)) > error)
    }
  }

  @Test func spreadEqualsPlainLogic() {
    let targets: [Int32] = [0, 5, 70, 5, 2]
    let given = streams
    let words = (0..<20).map { given[$0 % 37] & given[($0 + 1) % 37] }
    let fresh = Array(given[30..<34])
    var expected = (0..<(8 * 71)).map { given[$0 % 37] & given[($0 + 5) % 37] }
    let start = expected
    var active: Set<Int> = []
    for (link, target) in targets.enumerated() {
      for word in 0..<4 {
        let gained = fresh[word] & words[4 * link + word] & ~expected[8 * Int(target) + word]
        if gained != 0 { active.insert(Int(target)) }
        expected[8 * Int(target) + word] |= gained
        expected[8 * Int(target) + 4 + word] |= gained
      }
    }
    forEachInstructionSet {
      var states = start
      var marks: [UInt64] = [0, 0]
      BernoulliTrials.spread(
        fresh: fresh, words: words, targets: targets, count: 5, states: &states, active: &marks)
      #expect(states == expected)
      #expect((0..<128).filter { marks[$0 / 64] >> UInt64($0 % 64) & 1 == 1 } == active.sorted())
    }
  }

  @Test func pairsAreDirected() {
    let (a, b) = (streams[0], streams[1])
    #expect(RandomStream.pairHash(a, b) != RandomStream.pairHash(b, a))
    let hashes = streams.flatMap { x in streams.map { RandomStream.pairHash(x, $0) } }
    #expect(Set(hashes).count == hashes.count)
  }
}
