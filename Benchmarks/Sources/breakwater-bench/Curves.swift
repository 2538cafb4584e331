import ArgumentParser
import LossSimulation
import Sampling

/// Yearly totals, largest events and shortfall at every return period from a table of events.
struct Curves: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time AEP and OEP curves with shortfall from an event table.")

  @Option(help: "Events in the table.")
  var events = 5_500_000

  @Option(help: "Years of the table.")
  var years = 100_000

  @Option(help: "Write the table for a peer: int32 year from 1, float64 loss, little-endian.")
  var write: String?

  func run() throws {
    let (year, loss) = table()
    if let write { try EventFile.write(year, loss, to: write) }
    try check(year, loss)
    let seconds = Stopwatch.least(rounds: 5) {
      _ = try? EventCurves(years: year, losses: loss, count: years)
    }
    Figure(job: "AEP and OEP with shortfall", size: events, value: seconds, unit: "s").write()
    let curves = try EventCurves(years: year, losses: loss, count: years)
    for (name, curve) in [("AEP", curves.aggregate), ("OEP", curves.occurrence)] {
      report("\(name) loss, 1 year in 250", curve.loss(returnPeriod: 250))
      report("\(name) shortfall, 1 year in 250", curve.shortfall(returnPeriod: 250))
    }
  }

  /// A figure for comparison with a peer's.
  private func report(_ job: String, _ value: Double) {
    Figure(job: job, size: events, value: value, unit: "EUR").write()
  }

  /// Lognormal losses in the order of years, as an event table is sorted.
  private func table() -> (years: [Int], losses: [Double]) {
    let stream = RandomStream(seed: 1, purpose: "loss", record: "events")
    let x = buffer(events)
    BlockKernels.uniforms(of: stream, fromTrial: 0, count: events, into: x)
    let order = (0..<events).map { Int(Double($0) / Double(events) * Double(years)) }
    BlockKernels.lognormal(x, mu: 10, sigma: 1.5, count: events, into: x)
    return (order, (0..<events).map { x[$0] })
  }

  /// The mean is the sum of all losses over the years, and the worst year that of a plain search.
  private func check(_ year: [Int], _ loss: [Double]) throws {
    let curves = try EventCurves(years: year, losses: loss, count: years)
    let mean = loss.reduce(0, +) / Double(years)
    require(abs(curves.aggregate.shortfall(returnPeriod: 1) / mean - 1) < 1e-9, "mean of the years")
    require(curves.occurrence.losses[0] == loss.max(), "largest event")
  }
}
