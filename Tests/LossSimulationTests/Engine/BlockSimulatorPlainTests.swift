import Distributions
import RiskModel
import Testing

@testable import LossSimulation

/// The short way of plain risks gives the bits of the general way.
@Suite struct BlockSimulatorPlainTests {
  /// Coupled and uncoupled counts, busy and rare risks, every form of loss, a control on one risk, so
  /// that both levels exist and plain risks stand beside others.
  private func mixedStudy() throws -> Study {
    let risks = [
      risk("A", rate: try constant(1.1), loss: try lognormal(mu: 9, sigma: 1.4)),
      risk("B", rate: try constant(0.02), loss: quantity(try Exponential(mean: 5_000))),
      risk("C", rate: try constant(40), loss: quantity(try Gamma(shape: 2.5, scale: 100))),
      risk(
        "D", rate: quantity(try LogNormal(p05: 0.5, p95: 4)),
        count: .negativeBinomial(dispersion: 2), loss: quantity(try Uniform(min: 1, max: 9))),
      risk("E", rate: try constant(2), loss: try constant(77)),
      risk("F", rate: try constant(3), loss: try lognormal(mu: 5, sigma: 1)),
    ]
    let control = Control(
      id: "K", name: "Control",
      effects: [
        Effect(
          target: .risks(["F"]), quantity: .frequency, operation: .multiply(try constant(0.4)))
      ])
    return study(
      risks, trials: 4_000, controls: [control],
      dependence: Dependence(pairs: [.init(first: "A", second: "C", correlation: 0.5)]))
  }

  private func compile(_ study: Study) throws -> CompiledStudy {
    var compiler = try StudyCompiler(study)
    return try compiler.compile()
  }

  private func matrices(
    _ compiled: CompiledStudy, trials: some Collection<Int>, short: Bool
  ) -> [[UInt64]] {
    let block = BlockSimulator(compiled, hazardTables: HazardTables())
    block.takesShortWay = short
    block.simulate(trials)
    return block.levels.flatMap { level -> [[UInt64]] in
      let rows = (0..<level.losses.rows).map { level.losses[$0] }
      let counts = (0..<level.counts.rows).map { level.counts[$0] }
      return (rows + counts + [level.aggregate.base, level.largest.base]).map { row in
        (0..<block.count).map { row[$0].bitPattern }
      }
    }
  }

  @Test func shortWayEqualsGeneralWay() throws {
    let compiled = try compile(mixedStudy())
    #expect(compiled.sources.filter(\.isPlain).map(\.id) == ["A", "B", "C", "D", "E"])
    let lists: [[Int]] = [
      Array(0..<1_024), Array(1_024..<1_500), [3], [1, 5, 8, 700, 3_999], Array(2_000..<2_007),
    ]
    for trials in lists {
      let short = matrices(compiled, trials: trials, short: true)
      let general = matrices(compiled, trials: trials, short: false)
      #expect(short == general, "trials \(trials.first ?? 0)…")
      #expect(short.contains { $0.contains { $0 != 0 } })
    }
  }

  /// A year layer needs ground-up losses, a layer per event a price for each event.
  @Test func coveredRisksTakeTheGeneralWay() throws {
    for basis in [Share.Basis.event, .year] {
      let share = Share(
        scope: .risks(["A"]), attachment: 1_000, limit: 5_000, proportion: 1, basis: basis)
      let control = Control(id: "K", name: "Cover", effects: [], share: share)
      let risks = [risk("A", rate: try constant(2), loss: try lognormal(mu: 8, sigma: 1))]
      let compiled = try compile(study(risks, trials: 100, controls: [control]))
      let block = BlockSimulator(compiled, hazardTables: HazardTables())
      let source = try #require(compiled.sources.first)
      #expect(!block.isPlain(source))
    }
  }
}
