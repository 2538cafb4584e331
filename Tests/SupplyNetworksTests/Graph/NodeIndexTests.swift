import SupplyNetworks
import Testing

@Suite struct NodeIndexTests {
  /// Against a dictionary, with ids of every length around the eight bytes of a key.
  @Test func agreesWithADictionary() {
    var random = SplitMix64(state: 3)
    var index = NodeIndex()
    var known: [String: Int32] = [:]
    var order: [String] = []
    for _ in 0..<20_000 {
      let length = random.below(20)
      let id = String((0..<length).map { _ in "ab0é".randomElement(using: &random) ?? "a" })
      let expected = known[id] ?? Int32(known.count)
      if known[id] == nil {
        known[id] = expected
        order.append(id)
      }
      #expect(index.insert(id) == expected)
    }
    #expect(index.ids == order && index.count == known.count)
    for (id, node) in known { #expect(index.node(of: id) == node) }
    #expect(index.node(of: "nowhere") == nil && index.node(of: "") == known[""])
  }

  @Test func shortIdsThatPadToTheSameBytesDiffer() {
    let index = NodeIndex(["a", "a\0", "a\0\0", "", "\0"])
    #expect(index.count == 5)
    #expect(index == NodeIndex(["a", "a\0", "a\0\0", "", "\0"]))
    #expect(index != NodeIndex(["a"]))
  }
}
