internal import Glibc
internal import LinearAlgebra

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

/// CPU seconds of a computation and the speed of plain products beside it.
struct ComputationTiming {
  /// Checking and factoring.
  let prepare: Double
  /// Solving or stepping, with residuals.
  let solve: Double
  /// Floating-point operations a second, in 10⁹, of a dense product of the order on one thread.
  let productRate: Double?

  init(prepare: Double, solve: Double, order: Int, isDense: Bool) {
    self.prepare = prepare
    self.solve = solve
    productRate = isDense ? Self.rate(min(order, 4_096)) : nil
  }

  private static func rate(_ order: Int) -> Double {
    let width = 256
    let matrix = DenseMatrix(rows: order, columns: order, repeating: 0.5)
    let block = [Double](repeating: 0.25, count: order * width)
    var result = block
    matrix.multiply(block: block, width: width, into: &result)
    let time = ProcessorTime()
    var products = 0.0
    repeat {
      matrix.multiply(block: block, width: width, into: &result)
      products += 1
    } while time.seconds < 0.5
    return 2e-9 * Double(order) * Double(order) * Double(width) * products / time.seconds
  }
}
