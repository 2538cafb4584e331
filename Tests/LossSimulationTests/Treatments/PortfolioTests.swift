import Distributions
import Foundation
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Treatments on simulated years: closed forms by hand, and properties of common random numbers.
@Suite struct PortfolioTests {
  private func expectNear(_ estimate: Estimate, _ value: Double, _ comment: String = "") {
    #expect(
      abs(estimate.value - value) <= 5 * estimate.standardError + 1e-12, "\(comment) \(estimate)")
  }

  private func events(_ level: LevelResult) throws -> Estimate {
    try #require(level.risks.first).eventsPerYear
  }

  private func single(_ rate: Double = 2, count: CountLaw = .poisson) throws -> Study {
    study([risk("R", rate: try constant(rate), count: count, loss: try constant(10))])
  }

  // MARK: Common random numbers

  /// A portfolio without treatments is the current level, bit for bit.
  @Test func nothingAdoptedIsTheCurrentLevel() async throws {
    let study = try mixedStudy()
    let current = try await current(study)
    let residual = try await residual(study, [])
    #expect(residual.years.aggregate.map(\.bitPattern) == current.years.aggregate.map(\.bitPattern))
    #expect(
      residual.years.largestEvent.map(\.bitPattern) == current.years.largestEvent.map(\.bitPattern))
    #expect(residual.strategy == "plan")
  }

  /// Effects of factor 1 change nothing either, though every event passes through them.
  @Test func factorsOfOneChangeNothing() async throws {
    let study = try mixedStudy()
    let one = try constant(1)
    let idle = treatment(
      "T",
      [
        multiply(.risks(["R1", "R2", "R3"]), .frequency, one),
        multiply(.risks(["R1"]), .loss, one), multiply(.risks(["R2"]), .downtime, one),
        multiply(.suppliers(["S1"]), .outageRate, one), multiply(.hazards(["H"]), .hits, one),
        multiply(.dependencies([0]), .bufferDays, one),
      ])
    let residual = try await residual(study, [idle])
    let current = try await current(study)
    #expect(residual.years.aggregate == current.years.aggregate)
  }

  static let harmless: [(String, @Sendable () throws -> [Effect])] = [
    (
      "frequency",
      { [multiply(.risks(["R1"]), .frequency, quantity(try Uniform(min: 0.2, max: 0.9)))] }
    ),
    ("loss", { [multiply(.risks(["R3"]), .loss, try constant(0.5))] }),
    ("downtime", { [multiply(.risks(["R2"]), .downtime, try constant(0.3))] }),
    ("outage rate", { [multiply(.suppliers(["S1", "S3"]), .outageRate, try constant(0.6))] }),
    ("outage days", { [multiply(.suppliers(["S2"]), .outageDays, try constant(0.4))] }),
    ("hazard", { [multiply(.hazards(["H"]), .outageRate, try constant(0.5))] }),
    ("hits", { [multiply(.hazards(["H"]), .hits, try constant(0.5))] }),
    (
      "buffer",
      {
        [
          Effect(
            target: .dependencies([0]), quantity: .bufferDays, operation: .add(try constant(5)))
        ]
      }
    ),
    ("criticality", { [multiply(.dependencies([2]), .criticality, try constant(0.2))] }),
  ]

  /// A treatment that helps raises the loss of no year (networks without switches).
  @Test(arguments: harmless) func noYearGetsWorse(
    _ name: String, _ effects: @Sendable () throws -> [Effect]
  ) async throws {
    let study = try mixedStudy()
    let before = try await current(study).years.aggregate
    let after = try await residual(study, [treatment("T", try effects())]).years.aggregate
    let worse = before.indices.filter { after[$0] > before[$0] * (1 + 1e-12) + 1e-9 }
    #expect(worse.isEmpty, "\(name): \(worse.count) years")
    #expect(after.reduce(0, +) < before.reduce(0, +), "\(name) does something")
  }

  @Test(arguments: [1, 7]) func threadsDoNotMatter(_ threads: Int) async throws {
    let study = try mixedStudy()
    let all = try Self.harmless.enumerated().map { treatment("T\($0)", try $1.1()) }
    let one = try await residual(study, all, threads: threads)
    let two = try await residual(study, all, threads: 2)
    #expect(one.years.aggregate.map(\.bitPattern) == two.years.aggregate.map(\.bitPattern))
    #expect(one.aggregate.expectedAnnualLoss == two.aggregate.expectedAnnualLoss)
  }

  // MARK: Frequency

  /// A thinned Poisson count is Poisson: mean and variance 0.3 · 2, loss 10 an event.
  @Test func thinningLeavesAPoissonCount() async throws {
    let study = try single()
    let level = try await residual(
      study, [treatment("T", [multiply(.risks(["R"]), .frequency, try constant(0.3))])])
    expectNear(try events(level), 0.6)
    let counts = Moments(level.years.aggregate.lazy.map { $0 / 10 })
    // Var of the sample variance of a Poisson law: (μ + 2μ²)/n.
    #expect(abs(counts.variance - 0.6) < 5 * ((0.6 + 2 * 0.36) / 100_000).squareRoot())
    // Expected shortfall at 0.95 of 10 × Poisson(0.6), summed from its probabilities.
    let exact = Self.shortfall(mean: 0.6, level: 0.95) * 10
    expectNear(try level.aggregate.shortfall(0.95), exact)
    // Twin with a defect: yearly losses are scaled instead, which has the same mean.
    let scaled = try await current(study).years.aggregate.map { 0.3 * $0 }
    let wrong = SortedSample(scaled).expectedShortfall(level: 0.95)
    #expect(abs(wrong.value - exact) > 20 * wrong.standardError)
  }

  private static func shortfall(mean: Double, level: Double) -> Double {
    var (probability, below, sum, rest) = (exp(-mean), 0.0, 0.0, 1 - level)
    var tail: [(Double, Double)] = []
    for n in 0..<60 {
      tail.append((Double(n), probability))
      below += probability
      probability *= mean / Double(n + 1)
    }
    for (n, p) in tail.reversed() where rest > 0 {
      let part = min(rest, p)
      sum += part * n
      rest -= part
    }
    return sum / (1 - level)
  }

  /// Above 1 the count is of the higher rate, and the events of the current level stay.
  @Test(arguments: [CountLaw.poisson, .negativeBinomial(dispersion: 2)])
  func raisingKeepsCurrentEvents(_ count: CountLaw) async throws {
    let study = try single(count: count)
    let worse = treatment(
      "T", [multiply(.risks(["R"]), .frequency, try constant(1.5), mayWorsen: true)])
    let level = try await residual(study, [worse])
    expectNear(try events(level), 3)
    let variance = count == .poisson ? 3.0 : 3 + 9.0 / 2
    let counts = Moments(level.years.aggregate.lazy.map { $0 / 10 })
    #expect(abs(counts.variance / variance - 1) < 0.05)
    let before = try await current(study).years.aggregate
    #expect(zip(before, level.years.aggregate).allSatisfy { $0 <= $1 })
    // Twin with a defect: all events scaled by 1.5 would have a variance of 1.5² · 2.
    if count == .poisson { #expect(abs(counts.variance / 4.5 - 1) > 0.2) }
  }

  /// A factor above 1 and one below it, both adopted, make one rate.
  @Test func combinedFactorsMakeOneRate() async throws {
    let study = try single()
    let up = treatment(
      "U", [multiply(.risks(["R"]), .frequency, try constant(2), mayWorsen: true)])
    let down = treatment("D", [multiply(.risks(["R"]), .frequency, try constant(0.25))])
    expectNear(try events(try await residual(study, [up, down])), 1)
  }

  /// N given F is Poisson(λF): the mean is λ E[F], the variance λ E[F] + λ² Var F.
  @Test func uncertainFactorsAreDrawnOnceATrial() async throws {
    let study = try single()
    let factor = quantity(try Uniform(min: 0.2, max: 0.8))
    let level = try await residual(
      study, [treatment("T", [multiply(.risks(["R"]), .frequency, factor)])])
    expectNear(try events(level), 1)
    let variance = 1 + 4 * 0.03
    let counts = Moments(level.years.aggregate.lazy.map { $0 / 10 })
    // Five standard errors of the variance are 0.03; a factor an event would give 1.
    #expect(abs(counts.variance - variance) < 0.03)
    #expect(abs(counts.variance - 1) > 0.08)
  }

  /// Attempts 4 × success 0.6: halved attempts and success raised beyond 1 make 2.
  @Test func successEndsAtOne() async throws {
    let attempts = Risk(
      id: "R", name: "R", category: "criminal",
      frequency: Frequency(
        rate: .attempts(try constant(4), success: try constant(0.6))), loss: try constant(1))
    let level = try await residual(
      study([attempts]),
      [
        treatment(
          "T",
          [
            multiply(.risks(["R"]), .attempts, try constant(0.5)),
            multiply(.risks(["R"]), .success, try constant(3), mayWorsen: true),
          ])
      ])
    expectNear(try events(level), 2)
  }

  @Test func whatCannotBeRaisedIsRefused() throws {
    let fixed = try single(1, count: .fixed)
    let worse = treatment(
      "T", [multiply(.risks(["R"]), .frequency, try constant(1.5), mayWorsen: true)])
    #expect(throws: SimulationError.self) {
      try Simulator(fixed, under: Portfolio(id: "P", treatments: [worse]))
    }
    let likely = try single(0.8, count: .bernoulli)
    #expect(throws: SimulationError.self) {
      try Simulator(likely, under: Portfolio(id: "P", treatments: [worse]))
    }
  }

  // MARK: Severity, order, layers

  /// `set` overrides, then `multiply`, then `add`: 50 · 0.5 + 7, whatever the order in the file.
  @Test func setsComeBeforeFactorsAndSums() async throws {
    let study = study(
      [risk("R", rate: try constant(1), count: .fixed, loss: try constant(100))], trials: 100)
    let target = Effect.Target.risks(["R"])
    let effects = [
      Effect(target: target, quantity: .loss, operation: .add(try constant(7))),
      multiply(target, .loss, try constant(0.5)),
      Effect(target: target, quantity: .loss, operation: .set(try constant(50))),
    ]
    let level = try await residual(study, [treatment("T", effects)])
    #expect(level.years.aggregate.allSatisfy { $0 == 32 })
  }

  /// An event of 10: per event 0.5 · min(10 − 4, 3) is paid, and of a year 0.8 of what exceeds 15.
  @Test func boughtLayersPay() async throws {
    let study = try single()
    let perEvent = Share(
      scope: .risks(["R"]), attachment: 4, limit: 3, proportion: 0.5, basis: .event)
    let one = try await residual(study, [treatment("E", share: perEvent)])
    expectNear(one.aggregate.expectedAnnualLoss, 2 * (10 - 1.5))
    let perYear = Share(scope: .all, attachment: 15, proportion: 0.8)
    let other = try await residual(study, [treatment("Y", share: perYear)])
    let before = try await current(study).years.aggregate
    for (loss, net) in zip(before, other.years.aggregate) {
      #expect(abs(net - (loss - 0.8 * max(loss - 15, 0))) < 1e-9)
    }
  }

  // MARK: Network

  private func plant() throws -> Study {
    study(
      [], trials: 20_000, processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 100)],
      network: Network(
        suppliers: [
          Supplier(
            id: "A", name: "A", outageRate: try constant(0.5), outageDays: try constant(10)),
          Supplier(id: "B", name: "B"),
        ],
        dependencies: [Dependency(source: "A", target: "P", input: "x", bufferDays: 2)]))
  }

  /// An outage of 10 days costs 100 · (10 − 2) with 2 days of stock.
  ///
  /// A second source of the same share halves the shortage and with it the draw on the stock.
  @Test func secondSourcesAndStocks() async throws {
    let plant = try plant()
    let current = try await current(plant)
    #expect(current.years.largestEvent.contains { abs($0 - 800) < 1e-9 })
    // The stock of the input is the share-weighted mean of 2 and 2 days, drawn down at half a day
    // a day: 4 days; then half of the function is lost for 6 days.
    let second = Effect(
      target: .network, quantity: nil,
      operation: .addDependency(
        Dependency(source: "B", target: "P", input: "x", share: 1, bufferDays: 2)))
    let shared = try await residual(plant, [treatment("T", [second])])
    let largest = shared.years.largestEvent.max() ?? 0
    #expect(abs(largest - 100 * 0.5 * 6) < 1e-9)
    let stock = Effect(
      target: .dependencies([0]), quantity: .bufferDays, operation: .add(try constant(4)))
    let both = try await residual(plant, [treatment("T", [second]), treatment("U", [stock])])
    // Mean of 6 and 2 days is 4, at half a day a day 8 days; 2 days at a half are lost.
    #expect(abs((both.years.largestEvent.max() ?? 0) - 100) < 1e-9)
  }

  // MARK: Controls and hazards

  /// P(out) = 1 − exp(−r·E[D]/365) (M/G/∞, Takács 1962), with D four times shorter.
  @Test func shorterOutagesOfControls() async throws {
    let control = Control(
      id: "C", name: "C", effects: [multiply(.risks(["R"]), .frequency, try constant(0.25))],
      outages: ControlOutages(rate: try constant(4), days: try lognormal(mu: 3, sigma: 0.6)))
    let mean = exp(3 + 0.18)
    let study = study(
      [risk("R", rate: try constant(2), loss: try constant(1))], trials: 200_000,
      controls: [control])
    func expected(rate: Double, days: Double) -> Double {
      let out = 1 - exp(-rate * days / 365)
      return 8 * (0.25 * (1 - out) + out)
    }
    let target = Effect.Target.controls(["C"])
    let shorter = treatment("T", [multiply(target, .outageDays, try constant(0.25))])
    let level = try await residual(study, [shorter])
    expectNear(try events(level), expected(rate: 4, days: mean / 4), "shorter")
    #expect(abs(try events(level).value - expected(rate: 4, days: mean)) > 0.1)
    let rarer = treatment("T", [multiply(target, .outageRate, try constant(0.5))])
    expectNear(try events(try await residual(study, [rarer])), expected(rate: 2, days: mean))
  }

  /// Outages a year of a supplier by hazards: rate · hits, each factor halving it.
  @Test func hazardsAreThinned() async throws {
    let supplier = Supplier(id: "S", name: "S", hazards: ["H"])
    let study = study(
      [], trials: 50_000, processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 1)],
      network: Network(
        suppliers: [supplier], dependencies: [Dependency(source: "S", target: "P", input: "x")],
        hazards: [
          SharedHazard(id: "H", perYear: try constant(2), days: try constant(3), hits: 0.8)
        ]))
    let target = Effect.Target.hazards(["H"])
    let level = try await residual(
      study,
      [
        treatment("A", [multiply(target, .outageRate, try constant(0.5))]),
        treatment("B", [multiply(target, .hits, try constant(0.5))]),
        treatment("C", [multiply(target, .outageDays, try constant(0.5))]),
      ])
    expectNear(try #require(level.suppliers.first).outagesPerYear, 2 * 0.5 * 0.8 * 0.5)
    expectNear(level.aggregate.expectedAnnualLoss, 0.4 * 1.5)
  }

  /// Interactions act once all of their treatments are adopted.
  @Test func interactionsNeedAllTreatments() async throws {
    let study = study(
      [risk("R", rate: try constant(1), count: .fixed, loss: try constant(100))], trials: 10)
    let together = TreatmentInteraction(
      treatments: ["A", "B"],
      effect: multiply(.risks(["R"]), .loss, try constant(0.5)), path: "optimisation/x")
    func loss(_ ids: [String]) async throws -> Double? {
      let portfolio = Portfolio(
        id: "P", treatments: ids.map { treatment($0) }, interactions: [together])
      return await (try Simulator(study, under: portfolio)).run(RunOptions())
        .levels[0].years.aggregate.first
    }
    #expect(try await loss(["A"]) == 100)
    #expect(try await loss(["A", "B"]) == 50)
  }
}
