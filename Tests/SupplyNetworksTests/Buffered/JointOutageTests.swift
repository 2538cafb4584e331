import SupplyNetworks
import Testing
import TestStreams

/// How the cost of a joint event is split.
@Suite struct JointOutageTests {
  @Test func splitsInProportionToTheCostsAlone() throws {
    // Alone for 10 days A costs 8 (stock 2), B costs 0.25 · 8 = 2, C nothing.
    let rows = [row("A", "P", "a", stock: 2), row("B", "P", "b", c: 0.25, stock: 2)]
    let network = try Register("A B C", "P", rows).compiled()
    let parts = JointOutage.split(
      8, amongAlone: network.tabulateSuppliers(), duration: 10)
    #expect(zip(parts, [6.4, 1.6, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func splitsEquallyWhereNoneWouldCostAnythingAlone() {
    #expect(JointOutage.split(6, inProportionTo: [0, 0, 0]) == [2, 2, 2])
    #expect(JointOutage.split(6, inProportionTo: []) == [])
  }

  @Test func partsSumToTheWhole() {
    var random = SplitMix64(state: 51)
    for _ in 0..<500 {
      let weights = (0..<(1 + random.below(6))).map { _ in random.uniform(0, 1e9) }
      let parts = JointOutage.split(1e6, inProportionTo: weights)
      #expect(abs(parts.reduce(0, +) - 1e6) <= 1e-8)
    }
  }
}
