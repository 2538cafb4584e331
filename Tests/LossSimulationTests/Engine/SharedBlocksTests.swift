import Synchronization
import Testing

@testable import LossSimulation

/// Blocks are done once each, whoever joins.
@Suite struct SharedBlocksTests {
  /// Counts how often each block was done.
  private final class Counts: Sendable {
    private let counts: Mutex<[Int]>
    init(_ blocks: Int) { counts = Mutex([Int](repeating: 0, count: blocks)) }
    func add(_ block: Int) { counts.withLock { $0[block] += 1 } }
    var all: [Int] { counts.withLock { $0 } }
  }

  @Test(arguments: [0, 1, 2, 64], [1, 2, 9]) func everyBlockOnce(_ blocks: Int, _ threads: Int) {
    let counts = Counts(blocks)
    for _ in 0..<50 {
      SharedBlocks.run(
        threads: threads, blocks: blocks, makeWorker: { counts },
        work: { worker, block in worker.add(block) })
    }
    // All are done when the call returns, and none is done later.
    #expect(counts.all == [Int](repeating: 50, count: blocks))
  }
}
