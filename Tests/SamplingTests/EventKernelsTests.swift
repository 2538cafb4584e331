import CKernels
import Testing

@testable import Sampling

/// Every instruction set gives the bits of plain loops written here.
@Suite(.serialized) struct EventKernelsTests {
  private let stream = RandomStream(seed: 21, purpose: "test", record: "events")

  private func forEachInstructionSet(_ body: () -> Void) {
    for level in BlockKernelsTests.levels where bw_force_instruction_set(level) == 1 { body() }
    for level in BlockKernelsTests.levels { _ = bw_force_instruction_set(level) }
  }

  private func counts(width: Int) -> [Int32] {
    (0..<width).map { i in
      let u = stream.uniforms(trial: UInt32(i), draw: 7).0
      return u < 0.4 ? 0 : Int32(u * u * 12)
    }
  }

  private func layout(_ counts: [Int32]) -> (slot: [Int32], start: [Int], rounds: Int) {
    let total = counts.reduce(0) { $0 + Int($1) }
    var slot = [Int32](repeating: -1, count: total + counts.count + 8)
    var start = [Int](repeating: -1, count: total + 2)
    var scratch = [Int32](repeating: -1, count: counts.count + 8)
    let rounds = EventKernels.layOut(
      counts: counts, width: counts.count, slot: &slot, start: &start, scratch: &scratch)
    return (Array(slot.prefix(total)), start, rounds)
  }

  @Test(arguments: [1, 7, 8, 64, 1_000])
  func roundsHoldTheTrialsWithMoreEvents(width: Int) {
    let counts = counts(width: width)
    forEachInstructionSet {
      let (slot, start, rounds) = layout(counts)
      #expect(rounds == Int(counts.max() ?? 0))
      for round in 0..<rounds {
        let expected = counts.indices.filter { counts[$0] > round }.map { Int32($0) }
        #expect(Array(slot[start[round]..<start[round + 1]]) == expected)
      }
    }
  }

  @Test func aYearWithoutEventsHasNoRound() {
    #expect(layout([0, 0, 0]).rounds == 0)
  }

  @Test func uniformsAreThoseOfTheirAddresses() {
    let counts = counts(width: 301)
    let trials = (0..<301).map { UInt32(1_000 + 3 * $0) }
    forEachInstructionSet {
      let (slot, start, rounds) = layout(counts)
      var u = [Double](repeating: 0, count: slot.count)
      EventKernels.uniforms(
        of: stream, trials: trials, slot: slot, start: start, rounds: rounds, into: &u)
      for round in 0..<rounds {
        for e in start[round]..<start[round + 1] {
          let address = stream.uniforms(trial: trials[Int(slot[e])], draw: UInt32(round))
          #expect(u[e] == address.0)
        }
      }
    }
  }

  @Test func depositsAddAndKeepTheLargest() {
    let slot: [Int32] = [0, 2, 3, 0, 3, 3]
    let x = [1.5, 2, 4, 10, 0.25, 6]
    forEachInstructionSet {
      var total = [100.0, 0, 0, 0]
      var largest = [3.0, 0, 0, 0]
      EventKernels.deposit(x, slot: slot, count: x.count, total: &total, largest: &largest)
      #expect(total == [111.5, 0, 2, 10.25])
      #expect(largest == [10, 0, 2, 6])
    }
  }

  /// The same lanes and the same order of additions as the kernel, one element at a time.
  private func plainSums(_ x: [Double]) -> (sum: Double, squares: Double) {
    var lanes = [(Double, Double)](repeating: (0, 0), count: 8)
    let whole = x.count / 8 * 8
    for i in 0..<whole {
      let d = x[i] - x[0]
      lanes[i % 8].0 += d
      lanes[i % 8].1 += d * d
    }
    var rest = (0.0, 0.0)
    for i in whole..<x.count {
      let d = x[i] - x[0]
      rest.0 += d
      rest.1 += d * d
    }
    func fold(_ v: [Double]) -> Double {
      ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]))
    }
    return (fold(lanes.map(\.0)) + rest.0, fold(lanes.map(\.1)) + rest.1)
  }

  @Test(arguments: [1, 5, 8, 9, 500])
  func momentsEqualPlainSums(count: Int) {
    let x = (0..<count).map { i -> Double in
      let u = stream.uniforms(trial: UInt32(i), draw: 0).0
      return u < 0.3 ? 0 : u * 1e6
    }
    let sums = plainSums(x)
    let expected = Moments(count: count, origin: x[0], sum: sums.sum, sumOfSquares: sums.squares)
    forEachInstructionSet {
      let (moments, positive) = EventKernels.moments(x, count: count)
      #expect(moments == expected)
      #expect(positive == x.filter { $0 > 0 }.count)
    }
  }

  @Test func whatNeverVariesHasNoSpread() {
    let x = [Double](repeating: 0.1, count: 1_001)
    #expect(EventKernels.moments(x, count: x.count).moments.squaredDeviations == 0)
  }

  @Test func additionAndWideningGoElementByElement() {
    let counts = counts(width: 21)
    forEachInstructionSet {
      var wide = [Double](repeating: -1, count: 21)
      EventKernels.widen(counts, count: 21, into: &wide)
      #expect(wide == counts.map { Double($0) })
      var total = [Double](repeating: 0.5, count: 21)
      EventKernels.add(wide, count: 21, to: &total)
      #expect(total == wide.map { $0 + 0.5 })
    }
  }
}
