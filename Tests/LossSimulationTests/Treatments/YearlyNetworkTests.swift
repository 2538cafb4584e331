import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Dependencies that a treatment changes by a law: a network for every year.
@Suite struct YearlyNetworkTests {
  private static let trials = 40_000

  /// A supplier that fails twice a year for ten days, and a process worth 1 a day behind its stock.
  private func plant(_ uncertainty: ParameterUncertainty = .pooled) throws -> Study {
    let supplier = Supplier(
      id: "S", name: "S", outageRate: try constant(2), outageDays: try constant(10))
    let network = Network(
      suppliers: [supplier],
      dependencies: [Dependency(source: "S", target: "P", input: "a", bufferDays: 1)])
    return study(
      [], trials: Self.trials, processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 1)],
      network: network, uncertainty: uncertainty)
  }

  private func stock(_ law: any Distribution) -> Treatment {
    treatment(
      "T",
      [
        Effect(target: .dependencies([0]), quantity: .bufferDays, operation: .set(quantity(law)))
      ])
  }

  /// Mean of the square of a year's loss.
  private func square(_ level: LevelResult) -> (value: Double, standardError: Double) {
    let squares = level.years.aggregate.map { $0 * $0 }
    let mean = squares.reduce(0, +) / Double(squares.count)
    let variance = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(squares.count)
    return (mean, (variance / Double(squares.count)).squareRoot())
  }

  /// A stock that is drawn once a year, by hand.
  ///
  /// A stock B uniform on [0, 20] and N outages of ten days, Poisson with mean 2:
  /// E max(0, 10 − B) = 2.5 and E max(0, 10 − B)² = 1000/60, so E L = 5, and since all outages of a
  /// year meet the same stock E L² = E N² · 1000/60 = 100. With a draw for each outage E L² would be
  /// 58.3, and with the mean stock no year would cost anything.
  @Test func oneStockAYear() async throws {
    let level = try await residual(try plant(), [stock(try Uniform(min: 0, max: 20))])
    let mean = level.aggregate.expectedAnnualLoss
    #expect(abs(mean.value - 5) <= 5 * mean.standardError, "\(mean)")
    let second = square(level)
    #expect(abs(second.value - 100) <= 5 * second.standardError, "\(second)")
    // What the two planted mistakes would give lies outside.
    #expect(abs(second.value - 58.3) > 5 * second.standardError)
    #expect(mean.value > 5 * mean.standardError)
  }

  /// Without parameter uncertainty the law has its mean: ten days of stock for outages of ten days.
  @Test func heldAtItsMean() async throws {
    let level = try await residual(try plant(.off), [stock(try Uniform(min: 0, max: 20))])
    #expect(level.aggregate.expectedAnnualLoss.value == 0)
  }

  /// One outer draw rules all years inside it.
  @Test func nestedYearsShareADraw() async throws {
    var study = try plant(.nested)
    study.simulation.trials = 4_000
    study.simulation.outerDraws = 40
    let level = try await residual(study, [stock(try Uniform(min: 0, max: 20))])
    for draw in 0..<40 {
      let years = level.years.aggregate[draw * 100..<(draw + 1) * 100].filter { $0 > 0 }
      let single = years.min() ?? 0
      // Every year's loss is a whole number of times that of one outage.
      for loss in years {
        let times = loss / single
        #expect(abs(times - times.rounded()) < 1e-9, "draw \(draw)")
      }
    }
  }

  // MARK: Everything at once

  private static let changes: [(String, Effect.Quantity, Int, Double, Double)] = [
    ("buffer", .bufferDays, 0, 0, 9), ("criticality", .criticality, 2, 0.1, 1),
    ("share", .share, 1, 0.2, 3), ("switch", .switchDays, 2, 0.5, 6),
  ]

  /// A change that is one of two numbers gives each year the bits that one of them would give it, in
  /// a study with suppliers, a hazard, a control that fails, layers and dependence.
  @Test(arguments: changes) func everyYearIsOfOneOfBoth(
    _ name: String, _ quantity: Effect.Quantity, _ row: Int, _ low: Double, _ high: Double
  ) async throws {
    let study = try mixedStudy(trials: 3_000, switchDays: 2)
    func level(_ value: any Distribution, threads: Int = 2) async throws -> LevelResult {
      let change = Quantity(value, written: "law")
      return try await residual(
        study,
        [
          treatment(
            "T",
            [
              Effect(target: .dependencies([row]), quantity: quantity, operation: .set(change))
            ])
        ], threads: threads)
    }
    let first = try await level(try Constant(low))
    let second = try await level(try Constant(high))
    let law = try Discrete([(low, 0.5), (high, 0.5)])
    let drawn = try await level(law)
    var counts = (first: 0, second: 0)
    for (year, loss) in drawn.years.aggregate.enumerated() {
      let (a, b) = (first.years.aggregate[year], second.years.aggregate[year])
      #expect(loss == a || loss == b, "year \(year)")
      guard a != b else { continue }
      if loss == a { counts.first += 1 } else { counts.second += 1 }
    }
    let all = Double(counts.first + counts.second)
    #expect(all > 100)
    #expect(abs(Double(counts.first) - all / 2) < 5 * (all / 4).squareRoot())
    // Any number of threads gives the same bits.
    let alone = try await level(law, threads: 1)
    #expect(alone.years.aggregate.map(\.bitPattern) == drawn.years.aggregate.map(\.bitPattern))
  }

  /// Plans of an optimisation have the years of their runs.
  @Test func replayedLikeRuns() async throws {
    var study = try mixedStudy(trials: 2_000)
    study.treatments = [
      treatment(
        "A",
        [
          multiply(.dependencies([2]), .criticality, quantity(try Uniform(min: 0.2, max: 1.2)))
        ]), treatment("B", [multiply(.risks(["R3"]), .loss, try constant(0.5))]),
    ]
    let years = try ReplayedYears(study, interactions: [])
    _ = await years.simulate(threads: 2, isPossible: { _, _ in true })
    for mask in 0..<4 {
      let isChosen = [mask & 1 == 1, mask & 2 == 2]
      let chosen = study.treatments.indices.filter { isChosen[$0] }.map { study.treatments[$0] }
      let whole = try await residual(study, chosen)
      for (a, b) in zip(years.netYears(of: isChosen), whole.years.aggregate) {
        #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "plan \(mask)")
      }
    }
  }

  // MARK: What cannot be drawn

  private func problem(_ study: Study, _ effect: Effect) throws -> String {
    let portfolio = Portfolio(id: "plan", treatments: [treatment("T", [effect])])
    do {
      _ = try Simulator(study, under: portfolio)
      return ""
    } catch {
      return error.problems.map(\.requirement).joined()
    }
  }

  @Test func refusals() throws {
    let law = quantity(try Uniform(min: 0, max: 1))
    var study = try plant()
    let criticality = multiply(.dependencies([0]), .criticality, law)
    #expect(try problem(study, criticality) == "")
    study.network?.model = .static
    study.network?.dependencies[0].criticality = 0.5
    #expect(try problem(study, criticality).contains("the static model"))
    study.network?.model = .buffered
    // The only source of an input, with a share of 0 in half of the years.
    let share = multiply(
      .dependencies([0]), .share, quantity(try Discrete([(0, 0.5), (1, 0.5)])))
    #expect(try problem(study, share).contains("every share of `a`"))
    let endless = multiply(
      .dependencies([0]), .bufferDays, quantity(try Pareto(shape: 0.9, scale: 1)))
    #expect(try problem(study, endless).contains("without a mean"))
  }
}
