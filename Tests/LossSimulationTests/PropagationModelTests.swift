import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Studies under the models of propagation other than `buffered`, against hand-worked sums.
@Suite struct PropagationModelTests {
  /// A and B feed P with one half and the whole of two inputs; a storm strikes each with 0.5.
  private func study(
    _ model: PropagationModel, hits: Double = 0.5, buffer: Double = 0, trials: Int = 20_000
  ) throws -> Study {
    let network = Network(
      suppliers: [
        Supplier(
          id: "A", name: "A", outageRate: try constant(0.5), outageDays: try constant(10),
          hazards: ["storm"], annualSpend: 100),
        Supplier(id: "B", name: "B", hazards: ["storm"], annualSpend: 100),
      ],
      dependencies: [
        Dependency(source: "A", target: "P", input: "a", criticality: 0.5, bufferDays: buffer),
        Dependency(source: "B", target: "P", input: "b", criticality: 0.2),
      ],
      hazards: [
        SharedHazard(
          id: "storm", perYear: try constant(0.4), days: try constant(4), hits: hits)
      ], model: model)
    return LossSimulationTests.study(
      [
        risk(
          "R", rate: try constant(0.3),
          downtime: Downtime(processes: ["P"], days: try constant(5), level: 0.4))
      ], trials: trials,
      processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 1_000)], network: network)
  }

  /// Losses of a day, in EUR.
  ///
  /// Static: A 0.5, B 0.2, both 0.7, R 0.4 of a day; dynamic: those over −ln 0.01.
  /// Cascade: A essential, 1; B non-essential, 100 of 200 purchases, 0.5; both 1.
  private static let losses: [PropagationModel: (a: Double, b: Double, both: Double, r: Double)] = [
    .static: (500, 200, 700, 400),
    .dynamic: (
      500 / 4.605170185988091, 200 / 4.605170185988091, 700 / 4.605170185988091,
      400 / 4.605170185988091
    ),
    .cascade: (1_000, 500, 1_000, 400),
  ]

  @Test(arguments: [PropagationModel.static, .dynamic, .cascade])
  func expectedLossIsTheSumOverEvents(model: PropagationModel) async throws {
    let day = try #require(Self.losses[model])
    let result = try await current(try study(model))
    let storm = [0.1 * 4 * day.a, 0.1 * 4 * day.b, 0.1 * 4 * day.both]
    let expected = 0.5 * 10 * day.a + storm.reduce(0, +) + 0.3 * 5 * day.r
    let mean = result.aggregate.expectedAnnualLoss
    #expect(abs(mean.value - expected) < 5 * mean.standardError)
    #expect(mean.standardError < 0.02 * expected)
    // The joint event is split in proportion to what each would cost alone.
    let b = try #require(result.suppliers.first { $0.id == "B" })
    let share = storm[1] + storm[2] * day.b / (day.a + day.b)
    #expect(abs(b.expectedLoss.value - share) < 5 * b.expectedLoss.standardError)
    #expect(b.timeToSurvive == 0 && b.timeToRecover == nil)
    let days = try #require(result.processes.first { $0.id == "P" }?.downtimeDays)
    #expect(abs(days.value * 1_000 - mean.value) < 1e-6 * mean.value)
  }

  /// Criticality of a supplier: closing A costs A and P, which weigh 100 and 365,000 of 365,200.
  @Test func onlyTheCascadeHasAnIndex() async throws {
    let cascade = try await current(try study(.cascade, trials: 1_000))
    #expect(abs((cascade.suppliers[0].systemicRisk ?? 0) - 365_100.0 / 365_200) < 1e-12)
    #expect(abs((cascade.suppliers[1].systemicRisk ?? 0) - (100 + 182_500) / 365_200) < 1e-12)
    let other = try await current(try study(.static, trials: 1_000))
    #expect(other.suppliers.allSatisfy { $0.systemicRisk == nil })
  }

  @Test(arguments: [PropagationModel.static, .dynamic, .cascade])
  func threadsMoveNoBit(model: PropagationModel) async throws {
    let study = try study(model, trials: 5_000)
    let one = try await current(study, threads: 1)
    let three = try await current(study, threads: 3)
    #expect(one.aggregate.expectedAnnualLoss.value == three.aggregate.expectedAnnualLoss.value)
    #expect(one.suppliers[1].expectedLoss.value == three.suppliers[1].expectedLoss.value)
  }

  @Test func unusedStocksAreSaid() async throws {
    let result = try await run(try study(.static, buffer: 3, trials: 100))
    #expect(
      result.diagnostics.notes == [
        "the static model of propagation has no stocks and no substitutes: buffer_days and "
          + "switch_days are not used"
      ])
    let plain = try await run(try study(.static, trials: 100))
    #expect(plain.diagnostics.notes.isEmpty)
    let buffered = try await run(try study(.buffered, buffer: 3, trials: 100))
    #expect(buffered.diagnostics.notes.isEmpty)
  }

  @Test func aRadiusOfOneIsRefused() throws {
    var study = try study(.static)
    study.network?.dependencies += [
      Dependency(source: "P", target: "A", input: "p", criticality: 1),
      Dependency(source: "A", target: "P", input: "c", criticality: 1),
    ]
    let error = try #require(throws: SimulationError.self) { try Simulator(study) }
    #expect(error.problems.map(\.path) == ["network/propagation/model"])
  }

  // MARK: Stated events

  private func report(
    _ model: PropagationModel, _ struck: [String], level: Double = 1
  ) throws -> StatedEventReport {
    try Simulator(try study(model)).price(
      StatedEvent(struck: struck, level: level, duration: 10))
  }

  @Test func aStaticEventHasOneStretch() throws {
    let event = try report(.static, ["A"])
    #expect(event.steps.map(\.to) == [10, 11])
    #expect(event.steps[0].levels.map(\.id) == ["A", "P"])
    #expect(event.steps[0].levels.map(\.level) == [0, 0.5] && event.steps[1].levels.isEmpty)
    #expect(event.steps[0].happenings == ["A goes down", "P falls short"])
    #expect(event.steps[1].happenings == ["everything is restored"])
    #expect(abs(event.groundUpLoss - 5_000) < 1e-9 && event.timeToSurvive == 0)
  }

  /// A alone fades as e^−v, v = 4.605 t / 10: its mean over the first day is (1 − e^−0.4605) / 0.4605.
  @Test func aDynamicEventFades() throws {
    let event = try report(.dynamic, ["A"])
    #expect(event.steps.count == 20 && event.steps.map(\.to).last == 20)
    let lost = 1 - (event.steps[0].levels.first?.level ?? 0)
    #expect(abs(lost - 0.8013659443958736) < 1e-12)
    #expect(event.steps[0].happenings.last?.hasPrefix("recovery begins") == true)
    #expect(abs(event.groundUpLoss - 5_000 / 4.605170185988091) < 1e-9)
  }

  @Test func aCascadeEventShowsProduction() throws {
    let event = try report(.cascade, ["B"], level: 0.5)
    #expect(event.steps[0].levels.map(\.level) == [0.5, 0.75])
    #expect(abs(event.groundUpLoss - 2_500) < 1e-9)
  }
}
