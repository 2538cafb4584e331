import Glibc

/// The CPU time of this process.
enum Stopwatch {
  static var seconds: Double {
    var t = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t)
    return Double(t.tv_sec) + Double(t.tv_nsec) * 1e-9
  }

  /// Least CPU seconds of one call of `body`, over at least `rounds` rounds of about 2 ms each: what
  /// the work costs when nothing else disturbs it.
  static func least(rounds: Int = 60, _ body: () -> Void) -> Double {
    body()
    let once = time(1, body)
    let calls = max(1, Int(0.002 / max(once, 1e-9)))
    return (0..<rounds).map { _ in time(calls, body) / Double(calls) }.min() ?? once
  }

  private static func time(_ calls: Int, _ body: () -> Void) -> Double {
    let start = seconds
    for _ in 0..<calls { body() }
    return seconds - start
  }
}

/// One measured figure.
struct Figure {
  let job: String
  let size: Int
  let value: Double
  let unit: String

  func write() {
    print(
      #"{"job": "\#(job)", "size": \#(size), "value": \#(value), "unit": "\#(unit)"}"#)
  }
}

/// Stops the benchmark where an answer is wrong: nothing is timed that is not right.
func require(_ condition: Bool, _ what: String) {
  guard !condition else { return }
  var message = "wrong answer: \(what)\n"
  _ = message.withUTF8 { Glibc.write(2, $0.baseAddress, $0.count) }
  exit(1)
}

/// Memory for the length of a benchmark, aligned to a cache line.
func buffer(_ count: Int) -> UnsafeMutablePointer<Double> {
  let raw = UnsafeMutableRawPointer.allocate(byteCount: count * 8, alignment: 64)
  let typed = raw.bindMemory(to: Double.self, capacity: count)
  typed.initialize(repeating: 0, count: count)
  return typed
}
