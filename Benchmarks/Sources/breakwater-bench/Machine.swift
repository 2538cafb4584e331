import ArgumentParser
import LinearAlgebra

/// What the machine can do: products of matrices and memory.
struct Machine: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the rate of dgemm and the bandwidth of memory, on one thread.")

  @Option(help: "Rows and columns of the matrices.")
  var order = 1_000

  @Option(help: "Numbers in each array that is read or written.")
  var numbers = 1 << 24

  func run() {
    useOneBLASThread()
    products()
    bandwidth()
  }

  private func products() {
    let n = order
    let a = DenseMatrix(rows: n, columns: n, storage: (0..<n * n).map { Double($0 % 7) - 3 })
    let b = DenseMatrix(rows: n, columns: n, storage: (0..<n * n).map { Double($0 % 5) - 2 })
    let c = a.multiplied(by: b)
    let cell = (0..<n).reduce(0.0) { $0 + a[3, $1] * b[$1, 4] }
    require(c[3, 4] == cell, "a cell of the product")
    let seconds = Stopwatch.least(rounds: 5) { _ = a.multiplied(by: b) }
    let rate = 2 * Double(n) * Double(n) * Double(n) / seconds * 1e-9
    Figure(job: "dgemm", size: n, value: rate, unit: "GFLOPS").write()
  }

  private func bandwidth() {
    let (a, b, c) = (buffer(numbers), buffer(numbers), buffer(numbers))
    for i in 0..<numbers { b[i] = Double(i & 7) }
    var total = 0.0
    report("memory: copy", bytes: 16) { a.update(from: b, count: numbers) }
    require(a[numbers - 1] == b[numbers - 1], "copy")
    report("memory: triad", bytes: 24) { for i in 0..<numbers { a[i] = b[i] + 3 * c[i] } }
    report("memory: read", bytes: 8) { total += Self.sum(b, numbers) }
    require(total > 0, "sum")
  }

  /// Sixteen sums side by side, so that additions do not wait for one another.
  private static func sum(_ x: UnsafeMutablePointer<Double>, _ count: Int) -> Double {
    var sums = SIMD16<Double>()
    for i in stride(from: 0, to: count - 15, by: 16) {
      sums += UnsafeRawPointer(x + i).loadUnaligned(as: SIMD16<Double>.self)
    }
    return sums.sum()
  }

  private func report(_ job: String, bytes: Int, _ body: () -> Void) {
    let seconds = Stopwatch.least(rounds: 5, body)
    Figure(
      job: job, size: numbers, value: Double(bytes * numbers) / seconds * 1e-9, unit: "GB/s"
    ).write()
  }
}
