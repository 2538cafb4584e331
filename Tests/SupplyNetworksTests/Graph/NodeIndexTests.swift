import SupplyNetworks
import Testing
import TestStreams

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

  /// A batch numbers as one insertion after the other, whatever is known and comes twice.
  @Test(arguments: [1, 7, 512]) func batchesNumberInOrder(size: Int) {
    var random = SplitMix64(state: 8)
    var (one, batched) = (NodeIndex(), NodeIndex())
    let texts = (0..<4_000).map { _ in
      let length = random.below(14)
      let id = String((0..<length).map { _ in "ab0é".randomElement(using: &random) ?? "a" })
      return Array(id.utf8)
    }
    let expected = texts.map { text in text.withUnsafeBufferPointer { one.insert($0) } }
    var numbers = [Int32](repeating: -7, count: texts.count)
    var starts: [Int] = []
    var bytes: [UInt8] = []
    for text in texts {
      starts.append(bytes.count)
      bytes += text
    }
    numbers.withUnsafeMutableBufferPointer { targets in
      bytes.withUnsafeBufferPointer { bytes in
        var waiting: [NodeIndex.Waiting] = []
        for (place, text) in texts.enumerated() {
          let id = UnsafeBufferPointer(rebasing: bytes[starts[place]..<starts[place] + text.count])
          guard let base = targets.baseAddress else { continue }
          waiting.append(NodeIndex.Waiting(id, target: base + place))
          guard waiting.count == size || place == texts.count - 1 else { continue }
          waiting.withUnsafeBufferPointer { batched.insert($0) }
          waiting.removeAll()
        }
      }
    }
    #expect(numbers == expected && batched == one)
  }

  @Test func shortIdsThatPadToTheSameBytesDiffer() {
    let index = NodeIndex(["a", "a\0", "a\0\0", "", "\0"])
    #expect(index.count == 5)
    #expect(index == NodeIndex(["a", "a\0", "a\0\0", "", "\0"]))
    #expect(index != NodeIndex(["a"]))
  }
}
