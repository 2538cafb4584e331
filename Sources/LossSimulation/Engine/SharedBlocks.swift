internal import Synchronization

/// Blocks of work shared between the thread that asks and others that join where they are free.
///
/// For callers that cannot wait for tasks: the caller works on until no block is left, and then waits
/// only for blocks that others have begun. So it ends even where nobody joins. Which thread takes a
/// block decides nothing, since blocks write to places of their own.
enum SharedBlocks {
  /// Runs `work` on every block.
  ///
  /// - Parameter makeWorker: Makes what one thread reuses for all its blocks.
  static func run<Worker>(
    threads: Int, blocks: Int, makeWorker: @escaping @Sendable () -> Worker,
    work: @escaping @Sendable (Worker, Int) -> Void
  ) {
    let queue = BlockQueue(blocks)
    let joining = (1..<Swift.max(1, Swift.min(threads, blocks))).map { _ in Attendance() }
    for attendance in joining {
      Task.detached(priority: .userInitiated) {
        attendance.attend { queue.exhaust(makeWorker, work) }
      }
    }
    queue.exhaust(makeWorker, work)
    for attendance in joining { attendance.close() }
  }
}

/// Which block is next.
private final class BlockQueue: Sendable {
  private let next = Atomic(0)
  private let count: Int

  init(_ count: Int) { self.count = count }

  private func take() -> Int? {
    let block = next.add(1, ordering: .relaxed).oldValue
    return block < count ? block : nil
  }

  func exhaust<Worker>(_ makeWorker: () -> Worker, _ work: (Worker, Int) -> Void) {
    guard var block = take() else { return }
    let worker = makeWorker()
    while true {
      work(worker, block)
      guard let following = take() else { return }
      block = following
    }
  }
}

/// A thread that may join: it works under a lock, so that the caller can wait for its end, or close
/// the door before it has come.
private final class Attendance: Sendable {
  private let isClosed = Mutex(false)

  func attend(_ work: () -> Void) {
    isClosed.withLock { isClosed in
      if !isClosed { work() }
    }
  }

  func close() { isClosed.withLock { $0 = true } }
}
