import Testing

@testable import SupplyNetworks

@Suite struct LinkTableTests {
  @Test func holdsOneLinkForEachPairInOrder() {
    let links = [(2, 0, 1.0), (0, 2, 4), (0, 1, 3), (2, 2, 9), (0, 2, 2)].map {
      WeightedLink(source: $0.0, target: $0.1, weight: $0.2)
    }
    let table = LinkTable(nodeCount: 3, links: links) { weights in
      #expect(weights == [2, 4])
      return weights.reduce(0, +)
    }
    #expect(table.start == [0, 2, 2, 3])
    #expect(table.targets == [1, 2, 0])
    #expect(table.weights == [3, 6, 1])
  }

  @Test func maybeEmpty() {
    let table = LinkTable(nodeCount: 0, links: []) { $0[0] }
    #expect(table.start == [0] && table.targets.isEmpty)
  }
}
