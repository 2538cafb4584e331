import ArgumentParser
import Distributions
import Sampling

/// Nanoseconds a draw of a law, its addressed uniform included.
struct Draws: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time addressed draws by law, uniform included, in nanoseconds a draw.")

  @Option(help: "Draws a block.")
  var size = 4_096

  func run() throws {
    let timer = DrawTimer(count: size)
    timer.uniform()
    for (name, law) in try Self.laws() { timer.table(name, law) }
    for (name, law) in try Self.laws() { timer.own(name, law) }
    try timer.poisson(mean: 5)
  }

  private static func laws() throws -> [(String, any Distribution)] {
    [
      ("normal", try Normal(mean: 0, standardDeviation: 1)),
      ("lognormal", try LogNormal(mu: 1, sigma: 1)),
      ("gamma(2.5)", try Gamma(shape: 2.5, scale: 1)),
      ("PERT(1, 2, 6)", try PERT(min: 1, mode: 2, max: 6)),
      ("beta(2, 5)", try Beta(alpha: 2, beta: 5)),
      ("Weibull(1.7)", try Weibull(shape: 1.7, scale: 9)),
      ("triangular", try Triangular(min: 0, mode: 3, max: 10)),
      (
        "mixture of two lognormals",
        try Mixture([
          (0.7, LogNormal(mu: 0, sigma: 1)), (0.3, LogNormal(mu: 2, sigma: 0.5)),
        ])
      ),
    ]
  }
}

/// Draws in blocks, each block from other trials so that nothing is learnt from the one before.
struct DrawTimer {
  let count: Int
  private let stream = RandomStream(seed: 1, purpose: "loss", record: "R01")
  private let x: UnsafeMutablePointer<Double>

  init(count: Int) {
    self.count = count
    x = buffer(count)
  }

  private func report(_ job: String, rounds: Int = 60, _ body: (UInt32) -> Void) {
    var block: UInt32 = 0
    let seconds = Stopwatch.least(rounds: rounds) {
      block &+= 1
      body(block & 0xFFFF)
    }
    Figure(job: job, size: count, value: seconds / Double(count) * 1e9, unit: "ns").write()
  }

  private func uniforms(_ block: UInt32) {
    BlockKernels.uniforms(of: stream, fromTrial: block &* UInt32(count), count: count, into: x)
  }

  func uniform() { report("draw: uniform") { uniforms($0) } }

  /// The law by its table, as studies draw it.
  func table(_ name: String, _ law: any Distribution) {
    let table = QuantileTable(law)
    checkMoments(name, law) {
      uniforms($0)
      table.transform(x, count: count)
    }
    report("draw: \(name)") {
      uniforms($0)
      table.transform(x, count: count)
    }
  }

  /// The law by its own quantile, one uniform at a time.
  func own(_ name: String, _ law: some Distribution) {
    report("draw by its own quantile: \(name)", rounds: 10) {
      uniforms($0)
      for i in 0..<count { x[i] = law.value(atUniform: x[i]) }
    }
  }

  func poisson(mean: Double) throws {
    let law = try Poisson(mean: mean)
    let thresholds = (0..<40).map { law.distribution(Double($0)) }.filter { $0 < 1 - 0x1p-53 }
    let counts = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    let draw: (UInt32) -> Void = {
      uniforms($0)
      _ = BlockKernels.countBelow(
        x, count: count, thresholds: thresholds,
        usual: thresholds.count { $0 < 0.99 }, into: counts)
    }
    checkMoments("Poisson", law) {
      draw($0)
      for i in 0..<count { x[i] = Double(counts[i]) }
    }
    report("draw: Poisson(5)", draw)
  }

  /// Mean and variance of 256 blocks within five standard errors; the variance's from the fourth
  /// moment of the sample.
  private func checkMoments(_ name: String, _ law: any Distribution, _ draw: (UInt32) -> Void) {
    var sums = (0.0, 0.0, 0.0)
    let mean = law.mean
    for block in 0..<UInt32(256) {
      draw(block)
      for i in 0..<count {
        let d = x[i] - mean
        sums.0 += d
        sums.1 += d * d
        sums.2 += d * d * d * d
      }
    }
    let n = Double(256 * count)
    let second = sums.1 / n
    let fourth = sums.2 / n
    require(abs(sums.0 / n) < 5 * (second / n).squareRoot(), "mean of \(name)")
    require(
      abs(second - law.variance) < 5 * ((fourth - second * second) / n).squareRoot(),
      "variance of \(name)")
  }
}
