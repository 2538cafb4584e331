import ArgumentParser
import Distributions
import Sampling

/// Nanoseconds an element of each block kernel, over sizes from 2¹⁰ to 2²⁰.
struct Kernels: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the block kernels, in nanoseconds an element.")

  @Option(help: "The instruction set: baseline, x86-64-v3 or x86-64-v4.")
  var instructionSet: String?

  @Option(help: "The sizes, as powers of 2.")
  var powers: [Int] = [10, 12, 14, 16, 18, 20]

  func run() throws {
    if let instructionSet {
      guard BlockKernels.useInstructionSet(instructionSet) else {
        throw ValidationError("This processor cannot run \(instructionSet).")
      }
    }
    for power in powers { try KernelTimer(count: 1 << power).run() }
  }
}

/// The kernels on blocks of one size.
struct KernelTimer {
  let count: Int
  private let stream = RandomStream(seed: 1, purpose: "loss", record: "R01")
  private let u: UnsafeMutablePointer<Double>
  private let x: UnsafeMutablePointer<Double>
  private let y: UnsafeMutablePointer<Double>

  init(count: Int) {
    self.count = count
    u = buffer(count)
    x = buffer(count)
    y = buffer(count)
    BlockKernels.uniforms(of: stream, fromTrial: 0, count: count, into: u)
  }

  func run() throws {
    let trials = (0..<UInt32(count)).map { $0 }
    let draws = [UInt32](repeating: 0, count: count)
    check()
    report("uniform pair, each", elements: 2 * count) {
      BlockKernels.uniforms(
        of: stream, trials: trials, draws: draws, count: count, first: x, second: y)
    }
    report("uniform, one a trial") {
      BlockKernels.uniforms(of: stream, fromTrial: 0, count: count, into: x)
    }
    report("normal quantile") { BlockKernels.normalQuantile(u, count: count, into: x) }
    report("lognormal from a uniform") {
      BlockKernels.lognormal(u, mu: 1, sigma: 1, count: count, into: x)
    }
    report("exp") { BlockKernels.exp(u, count: count, into: x) }
    report("log") { BlockKernels.log(u, count: count, into: x) }
    try tableAndCounts()
  }

  private func tableAndCounts() throws {
    let table = QuantileTable(try Gamma(shape: 2.5, scale: 1))
    report("quantile by table, gamma(2.5), and a copy") {
      x.update(from: u, count: count)
      table.transform(x, count: count)
    }
    for i in stride(from: 0, to: count, by: 37) {
      require(abs(x[i] / table.law.value(atUniform: u[i]) - 1) < 1e-12, "quantile by table \(i)")
    }
    let law = try Poisson(mean: 5)
    let thresholds = (0..<30).map { law.distribution(Double($0)) }.filter { $0 < 1 - 0x1p-53 }
    let counts = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    report("count by thresholds, Poisson(5)") {
      _ = BlockKernels.countBelow(
        u, count: count, thresholds: thresholds,
        usual: thresholds.count { $0 < 0.99 }, into: counts)
    }
    for i in stride(from: 0, to: count, by: 37) {
      require(Double(counts[i]) == law.quantile(u[i]), "count \(i)")
    }
  }

  private func report(_ job: String, elements: Int? = nil, _ body: () -> Void) {
    let elements = elements ?? count
    let seconds = Stopwatch.least(body)
    let set = BlockKernels.instructionSet
    Figure(
      job: "\(job) (\(set))", size: count, value: seconds / Double(elements) * 1e9, unit: "ns"
    ).write()
  }

  /// The first thousand elements against the plain references.
  private func check() {
    BlockKernels.normalQuantile(u, count: count, into: x)
    BlockKernels.lognormal(u, mu: 1, sigma: 1, count: count, into: y)
    for i in 0..<min(count, 1_000) {
      let z = KernelReference.normalQuantile(u[i])
      require(u[i] == stream.uniform(trial: UInt32(i)), "uniform \(i)")
      require(x[i] == z, "normal quantile \(i)")
      require(y[i] == KernelReference.exp(1 + z), "lognormal \(i)")
    }
  }
}
