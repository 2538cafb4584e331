import Testing
import TestStreams

@testable import SupplyNetworks

@Suite struct LaneCounterTests {
  @Test func countsEachBitPosition() {
    var random = SplitMix64(state: 3)
    var counter = LaneCounter()
    var counts = [Int](repeating: 0, count: 64)
    for step in 0..<1_000 {
      let word = step == 0 ? 0 : random.next() & (step % 3 == 0 ? random.next() : .max)
      counter.add(word)
      for bit in 0..<64 { counts[bit] += Int(word >> UInt64(bit) & 1) }
    }
    #expect((0..<64).map { counter[$0] } == counts)
  }
}
