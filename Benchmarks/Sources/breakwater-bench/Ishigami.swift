import ArgumentParser
import Glibc
import Sampling

/// Sobol' indices of Ishigami's function from scrambled Sobol' points: design, evaluations and
/// estimates first, then the bootstrap of all intervals, each by itself.
struct Ishigami: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time first-order and total Sobol' indices of Ishigami's function.")

  @Option(help: "The power of two of the number of points A; five evaluations each.")
  var power = 16

  @Option(help: "Resamples of the bootstrap.")
  var resamples = 1_000

  /// S and T for a = 7 and b = 0.1 (Ishigami and Homma 1990).
  private static let exact = [
    0.31390519114781146, 0.4424111447900409, 0, 0.5575888552099592, 0.4424111447900409,
    0.24368366406214773,
  ]

  func run() throws {
    let points = 1 << power
    let design = try SobolDesign(seed: 42, layout: DesignLayout(trials: points, replicates: 1))
    let pass = PickFreeze(Self.function, design: design)
    let bootstrap = BatchBootstrap(seed: 42, record: "ishigami", resamples: resamples)
    let sums = pass.sums()
    let indices = SobolIndices(sums, bootstrap: bootstrap)
    let error = zip(indices.first + indices.total, Self.exact).map { abs($0.value - $1) }.max()
    require((error ?? .infinity) < (power < 16 ? 0.05 : 2e-3), "Ishigami's indices")
    let evaluated = Stopwatch.least(rounds: 20) { _ = pass.sums() }
    let resampled = Stopwatch.least(rounds: 20) { _ = SobolIndices(sums, bootstrap: bootstrap) }
    Figure(job: "Ishigami: indices", size: points, value: evaluated, unit: "s").write()
    Figure(job: "Ishigami: intervals", size: points, value: resampled, unit: "s").write()
    Figure(job: "Ishigami: largest error", size: points, value: error ?? 0, unit: "1").write()
  }

  private static var function: BlockFunction {
    BlockFunction(
      inputs: 3,
      transform: { _, x in for i in 0..<x.count { x[i] = (2 * x[i] - 1) * .pi } },
      evaluate: { x, y in
        let (a, b, c) = (x[0], x[1], x[2])
        for i in 0..<y.count {
          let s = sin(a[i])
          let t = sin(b[i])
          let square = c[i] * c[i]
          y[i] = s + 7 * t * t + 0.1 * square * square * s
        }
      })
  }
}
