internal import Glibc

/// CPU seconds of the process, less what the calling thread spends on writing.
struct ProcessorTime {
  private let start = Self.now(CLOCK_PROCESS_CPUTIME_ID)
  private var apart = 0.0

  /// Seconds since the start that were spent on computing.
  var seconds: Double { Self.now(CLOCK_PROCESS_CPUTIME_ID) - start - apart }

  /// Runs something that does not count.
  mutating func leavingOut(_ body: () throws -> Void) rethrows {
    let begin = Self.now(CLOCK_THREAD_CPUTIME_ID)
    defer { apart += Self.now(CLOCK_THREAD_CPUTIME_ID) - begin }
    try body()
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
