import Distributions
import LossSimulation
import RiskModel
import Testing

@testable import TreatmentPlanning

/// Bounds of relaxed plans against the enumeration of every plan on the same years.
@Suite struct RelaxedTreeTests {
  private func constant(_ value: Double) throws -> RiskModel.Quantity {
    Quantity(try Constant(value), written: "\(value)")
  }

  private func effect(
    _ target: Effect.Target, _ quantity: Effect.Quantity, _ factor: Double
  ) throws -> Effect {
    Effect(
      target: target, quantity: quantity, operation: .multiply(try constant(factor)),
      mayWorsen: factor > 1)
  }

  /// Three risks and a supplier under eight treatments, of which one makes a risk worse and one is a
  /// second source.
  private func study() throws -> Study {
    var study = Study(
      identity: StudyIdentity(id: "t", currency: "EUR"),
      simulation: SimulationSettings(trials: 300, seed: 11),
      processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 4)],
      network: Network(
        suppliers: try ["S", "Q"].map { id in
          Supplier(
            id: id, name: id, outageRate: try constant(0.9),
            outageDays: Quantity(try Exponential(mean: 9), written: "e"))
        }, dependencies: [Dependency(source: "S", target: "P", input: "x", bufferDays: 1)]))
    study.risks = try [("A", 1.5, 20.0), ("B", 0.4, 90), ("C", 2, 8)].map { id, rate, mean in
      Risk(
        id: id, name: id, category: "criminal",
        frequency: Frequency(rate: .events(try constant(rate))),
        loss: Quantity(try Exponential(mean: mean), written: "e"))
    }
    let second = Dependency(source: "Q", target: "P", input: "x", share: 1, bufferDays: 3)
    let effects: [[Effect]] = try [
      [effect(.risks(["A"]), .frequency, 0.5)], [effect(.risks(["A", "B"]), .loss, 0.6)],
      [
        Effect(
          target: .dependencies([0]), quantity: .bufferDays, operation: .add(try constant(6)))
      ], [effect(.suppliers(["S"]), .outageDays, 0.3), effect(.risks(["C"]), .frequency, 1.7)],
      [effect(.risks(["A", "C"]), .frequency, 0.7)], [effect(.risks(["C"]), .loss, 0.4)],
      [Effect(target: .network, quantity: nil, operation: .addDependency(second))],
      [effect(.risks(["B"]), .frequency, 0.2), effect(.suppliers(["S"]), .outageRate, 0.8)],
    ]
    study.treatments = effects.enumerated().map {
      Treatment(id: "T\($0)", name: "T\($0)", effects: $1)
    }
    return study
  }

  private func problem(_ objective: PlanObjective, _ rules: [PlanRule]) throws -> TreatmentProblem {
    let study = try study()
    return TreatmentProblem(
      options: study.treatments.enumerated().map { place, treatment in
        PlanOption(id: treatment.id, annualCost: [9, 11, 6, 3, 7, 4, 8, 5][place])
      }, factors: FactorTable(riskCount: 3, options: study.treatments.map { _ in [] }),
      years: SimulatedYears(
        replay: try ReplayedYears(study, interactions: []).oneByOne, riskCount: 3),
      risks: ["A", "B", "C"], objective: objective, rules: rules)
  }

  private func best(_ problem: TreatmentProblem) -> Double {
    var evaluator = PlanEvaluator(problem)
    return (0..<256).reduce(Double.infinity) { best, mask in
      let plan = Plan((0..<8).map { mask >> $0 & 1 == 1 })
      return evaluator.isAllowed(plan) ? Swift.min(best, evaluator.objective(of: plan)) : best
    }
  }

  private static let objectives = [
    PlanObjective(name: "total", costWeight: 1, terms: [.init(.mean)]),
    PlanObjective(
      name: "weighted", costWeight: 1,
      terms: [.init(.mean), .init(.shortfall(level: 0.9), weight: 0.2)]),
    PlanObjective(name: "quantile", costWeight: 0.5, terms: [.init(.valueAtRisk(level: 0.95))]),
    PlanObjective(name: "breach", costWeight: 0.001, terms: [.init(.exceedance(loss: 120))]),
  ]

  /// However early the tree is cut short, no plan lies below its bound, which only rises; left alone
  /// it proves what enumeration finds.
  @Test(arguments: 0..<4) func noPlanLiesBelowTheBound(_ place: Int) throws {
    let rules = [
      PlanRule(
        name: "budget", .sum(coefficients: [9, 11, 6, 3, 7, 4, 8, 5], limit: 30)),
      PlanRule(name: "requires", .requires(2, 4)), PlanRule(name: "excludes", .excludes(5, 6)),
    ]
    let tail = PlanRule(name: "tail", .figure(.shortfall(level: 0.9), limit: 190))
    for rules in [[], rules, [tail]] {
      let problem = try problem(Self.objectives[place], rules)
      let best = best(problem)
      let replay = try #require(problem.replay)
      #expect(replay.isHelpful == [true, true, true, false, true, true, false, true])
      var last = -Double.infinity
      for evaluations in [1, 4, 12, 30, 100, 10_000] {
        var tree = RelaxedTree(
          problem, replay, knowing: Incumbents(ids: problem.options.map(\.id)),
          evaluations: evaluations)
        tree.run()
        #expect(tree.bound <= best + 1e-9 * best, "\(evaluations)")
        #expect(tree.bound >= last - 1e-9 * best, "\(evaluations)")
        last = tree.bound
        guard evaluations == 10_000 else { continue }
        #expect(tree.isComplete && abs(tree.bound - best) <= 1e-9 * best)
        // Few of all plans had to be looked at.
        #expect(tree.visited < 128)
      }
    }
  }

  /// A limit that no plan can keep is proven so, and named.
  @Test func limitsThatClashAreNamed() throws {
    let problem = try problem(
      Self.objectives[0],
      [
        PlanRule(name: "never", .exclude([0, 1])),
        PlanRule(name: "mean", .figure(.mean, limit: 10)),
        PlanRule(name: "free", .excludes(5, 6)),
      ])
    #expect(best(problem) == .infinity)
    let answer = TreatmentOptimiser().answer(problem)
    #expect(answer.status == .infeasible)
    #expect(answer.conflict == ["mean"])
  }
}
