import Testing

@testable import LinearAlgebra

@Suite struct OrderedBlocksTests {
  private struct Refused: Error, Equatable {}

  @Test(arguments: [1, 2, 7])
  func deliversInOrder(threads: Int) async throws {
    var seen: [Int] = []
    try await forEachBlock(40, threads: threads) { block in
      // Early blocks are slow, so that later ones overtake them.
      (0..<(40 - block) * 500).reduce(block) { $0 &+ $1 &* 0 }
    } deliver: {
      seen.append($0)
    }
    #expect(seen == Array(0..<40))
  }

  @Test func passesErrorsOn() async {
    await #expect(throws: Refused()) {
      try await forEachBlock(5, threads: 2) { block in
        if block == 3 { throw Refused() }
      } deliver: {
      }
    }
    await #expect(throws: Refused()) {
      try await forEachBlock(5, threads: 2) {
        $0
      } deliver: { _ in
        throw Refused()
      }
    }
  }

  @Test func noBlocksAreNoWork() async throws {
    try await forEachBlock(0, threads: 2) {
      $0
    } deliver: { _ in
      Issue.record("no block")
    }
  }
}
