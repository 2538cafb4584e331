import LossSimulation
import Testing

@testable import TreatmentPlanning

/// Bounds of relaxed plans against the enumeration of every plan on the same years.
@Suite struct RelaxedTreeTests {
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
      let problem = try SimulatedProblem.make(Self.objectives[place], rules)
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
    let problem = try SimulatedProblem.make(
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

  /// The whole answer is the same on any number of threads, bit for bit.
  @Test func threadsDoNotMatter() throws {
    func answer(_ threads: Int) throws -> TreatmentAnswer {
      let problem = try SimulatedProblem.make(Self.objectives[1], [])
      try #require(problem.replay).use(threads: threads)
      var search = PlanByPlanSearch(problem)
      search.work = 0
      return search.run()
    }
    let alone = try answer(1)
    #expect(try #require(alone.bound) > 0)
    for threads in [2, 3] {
      let shared = try answer(threads)
      #expect(shared.plan == alone.plan && shared.ties == alone.ties)
      #expect(shared.objective?.bitPattern == alone.objective?.bitPattern)
      #expect(shared.bound?.bitPattern == alone.bound?.bitPattern)
      #expect(shared.evaluations == alone.evaluations && shared.method == alone.method)
    }
  }
}
