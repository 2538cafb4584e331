/// Works on numbered blocks on several threads and hands the results over in their order.
///
/// What is handed over, and in which order, does not depend on the number of threads. At most
/// twice as many results as threads wait for one that is late, so memory stays bounded.
///
/// - Parameters:
///   - count: the number of blocks.
///   - threads: how many blocks are worked on at once, at least 1.
///   - work: computes a block; called from any thread.
///   - deliver: takes the results in the order of the blocks, on the caller's task.
/// - Throws: the first error of `work` or `deliver`; blocks not yet started are then left out.
public func forEachBlock<Output: Sendable>(
  _ count: Int, threads: Int, work: @Sendable @escaping (Int) throws -> Output,
  deliver: (Output) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Output).self) { group in
    var (started, due) = (0, 0)
    var waiting: [Int: Output] = [:]
    while due < count {
      while started < min(count, due + 2 * max(threads, 1)),
        started - due - waiting.count < max(threads, 1)
      {
        let block = started
        group.addTask { (block, try work(block)) }
        started += 1
      }
      guard let (block, output) = try await group.next() else { return }
      waiting[block] = output
      while let next = waiting.removeValue(forKey: due) {
        try deliver(next)
        due += 1
      }
    }
  }
}
