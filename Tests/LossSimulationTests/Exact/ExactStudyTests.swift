import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Which studies have exact answers, and that these are what the simulation finds.
@Suite struct ExactStudyTests {
  private func control(
    _ factor: Quantity, on kind: Effect.Quantity = .frequency, outages: ControlOutages? = nil
  ) -> Control {
    Control(
      id: "C", name: "Control",
      effects: [
        Effect(target: .risks(["A"]), quantity: kind, operation: .multiply(factor))
      ], outages: outages)
  }

  private func register() throws -> [Risk] {
    [
      risk("A", rate: try constant(2), loss: try lognormal(mu: 5, sigma: 1), owner: "x"),
      risk(
        "B", rate: quantity(try Uniform(min: 0.5, max: 1.5)),
        count: .negativeBinomial(dispersion: 2), loss: try lognormal(mu: 6, sigma: 0.7)),
      Risk(
        id: "C", name: "C", category: "criminal",
        frequency: Frequency(
          rate: .attempts(
            quantity(try PERT(min: 1, mode: 2, max: 5)), success: try constant(0.2))),
        loss: quantity(try Uniform(min: 0, max: 1_000)),
        people: PeopleHarm(injuries: try constant(2))),
    ]
  }

  /// Every figure of the simulation lies within five standard errors of the exact one.
  @Test func simulationAgrees() async throws {
    let controls = [
      control(try constant(0.5)),
      Control(
        id: "D", name: "D",
        effects: [
          Effect(
            target: .risks(["B"]), quantity: .loss, operation: .multiply(try constant(0.8)))
        ]),
    ]
    let study = study(try register(), trials: 200_000, controls: controls)
    let answers = try ExactStudy.answers(for: study).get()
    let result = try await run(study)
    for name in ["inherent", "current"] {
      let pairs = try pairs(#require(result[name]), #require(answers[name]))
      for (estimate, answer) in pairs {
        #expect(answer.method == .exact)
        #expect(
          abs(estimate.value - answer.value) <= 5 * estimate.standardError + 1e-6 * answer.value,
          "\(name): \(estimate) for \(answer)")
      }
    }
    #expect(answers.relativeError < 1e-5)
  }

  /// Every figure that both have, sampled and exact.
  private func pairs(
    _ sampled: LevelResult, _ exact: LevelResult
  ) throws -> [(Estimate, Estimate)] {
    var pairs = [
      (sampled.aggregate.expectedAnnualLoss, exact.aggregate.expectedAnnualLoss),
      (sampled.aggregate.probabilityOfLoss, exact.aggregate.probabilityOfLoss),
      (try sampled.people.get().injuries, try exact.people.get().injuries),
    ]
    pairs += zip(sampled.aggregate.valueAtRisk, exact.aggregate.valueAtRisk)
      .map { ($0.estimate, $1.estimate) }
    pairs += zip(sampled.aggregate.expectedShortfall, exact.aggregate.expectedShortfall)
      .map { ($0.estimate, $1.estimate) }
    pairs += zip(sampled.aggregateCurve, exact.aggregateCurve).map { ($0.loss, $1.loss) }
    pairs += zip(try sampled.occurrenceCurve.get(), try exact.occurrenceCurve.get())
      .map { ($0.loss, $1.loss) }
    pairs += zip(sampled.risks, exact.risks).flatMap {
      [
        ($0.expectedLoss, $1.expectedLoss), ($0.eventsPerYear, $1.eventsPerYear),
        ($0.probabilityOfEvent, $1.probabilityOfEvent),
      ]
    }
    pairs += zip(sampled.owners, exact.owners).map { ($0.expectedLoss, $1.expectedLoss) }
    return pairs
  }

  @Test func criteriaAreHeldAgainstExactFigures() throws {
    let criteria = Criteria(
      tolerance: [.init(loss: 5_000, probability: 0.001), .init(loss: 100, probability: 0.99)],
      capacity: 5_000)
    let study = study(try register(), criteria: criteria)
    let level = try #require(try ExactStudy.answers(for: study).get()["current"])
    #expect(level.criteria.map(\.verdict) == [.breached, .met])
    #expect(level.probabilityBeyondCapacity?.value == level.criteria.first?.value.value)
  }

  /// A capacity far beyond every quantile gets a grid of its own, and spoils no other figure.
  @Test func farCapacity() throws {
    let loss = quantity(try Pareto(shape: 2, scale: 100))
    let rare = try risk("A", rate: constant(0.01), count: .bernoulli, loss: loss)
    let study = study([rare], criteria: Criteria(capacity: 1e5))
    let answers = try ExactStudy.answers(for: study).get()
    let level = try #require(answers["current"])
    // P = 0.01 (100/x)².
    #expect(abs(try #require(level.probabilityBeyondCapacity).value / 1e-8 - 1) < 1e-2)
    let beyond = try level.aggregate.valueAtRisk(0.995).value
    #expect(abs(beyond / (100 * 2.0.squareRoot()) - 1) < 1e-6)
    #expect(answers.relativeError < 1e-5)
  }

  // MARK: Refusals

  private func reasons(_ study: Study) -> [String] {
    switch ExactStudy.answers(for: study) {
    case .success: []
    case .failure(let refusal): refusal.reasons
    }
  }

  @Test func reasonsAreSaid() throws {
    let outages = ControlOutages(rate: try constant(1), days: try constant(10))
    let pair = Dependence.Pair(first: "A", second: "B", correlation: 0.5)
    let share = Control(id: "S", name: "S", share: Share(scope: .all))
    let cases: [(Study, String)] = [
      (study(try register(), dependence: Dependence(pairs: [pair])), "dependence"),
      (study(try register(), controls: [share]), "insurance"),
      (study(try register(), controls: [control(try constant(0.5), outages: outages)]), "be out"),
      (
        study(try register(), controls: [control(quantity(try Uniform(min: 0.2, max: 0.8)))]),
        "uncertain"
      ),
      (
        study([risk("A", rate: try constant(1), loss: quantity(try Pareto(shape: 0.9, scale: 1)))]),
        "infinite"
      ),
      (
        study([
          risk("A", rate: quantity(try Uniform(min: 1, max: 3)), count: .fixed)
        ]), "fixed count"
      ),
    ]
    for (study, word) in cases {
      let said = reasons(study)
      #expect(said.count == 1 && said[0].contains(word), "\(word): \(said)")
    }
    #expect(reasons(study(try register())).isEmpty)
  }

  @Test func networksAreSimulated() throws {
    let supplier = Supplier(
      id: "S", name: "S", outageRate: try constant(1), outageDays: try constant(5))
    let process = BusinessProcess(id: "P", name: "P", valuePerDay: 100)
    let struck = risk(
      "A", rate: try constant(1), downtime: Downtime(processes: ["P"], days: try constant(2)))
    let said = reasons(
      study(
        [struck], processes: [process],
        network: Network(
          suppliers: [supplier], dependencies: [Dependency(source: "S", target: "P", input: "x")])))
    #expect(said.count == 2)
  }
}
