import Testing
import TreatmentPlanning

@Suite struct TreatmentOptimiserTests {
  /// Each clash is irreducible: what is left keeps together once any one member is dropped.
  @Test func clashesAreIrreducible() {
    var clashes = 0
    for seed in 1...30 {
      var problem = RandomProblem.make(UInt64(seed), .table)
      problem.rules += [
        PlanRule(name: "cheap", .sum(coefficients: problem.options.map(\.annualCost), limit: 10)),
        PlanRule(name: "safe", .figure(.mean, limit: 40)),
      ]
      let answer = TreatmentOptimiser().answer(problem)
      guard answer.status == .infeasible else { continue }
      clashes += 1
      let rules = problem.rules.filter { answer.conflict.contains($0.name) }
      #expect(AnswerCheck(problem.with(rules: rules)).enumerated().plans.isEmpty)
      for dropped in rules {
        let rest = problem.with(rules: rules.filter { $0.name != dropped.name })
        #expect(!AnswerCheck(rest).enumerated().plans.isEmpty, "\(seed): \(dropped.name)")
      }
    }
    #expect(clashes > 5)
  }

  /// Too many options for the tree alone, whose events come and go: a good plan and a true bound.
  @Test func largeEventProblemsHaveAProvenGap() throws {
    var problem = RandomProblem.make(5, .events, options: 22, years: 40)
    problem.rules = problem.rules.filter { ["cost", "staff", "excludes"].contains($0.name) }
    problem.objective = PlanObjective(
      name: "tail", costWeight: 0, terms: [.init(.shortfall(level: 0.9))])
    let answer = TreatmentOptimiser(
      tree: TreeSearch(nodeLimit: 2000), events: EventSearch(work: 30_000_000),
      localEvaluations: 800
    ).answer(problem)
    let objective = try #require(answer.objective)
    let bound = try #require(answer.bound)
    #expect(AnswerCheck(problem).faults(in: answer).isEmpty)
    #expect(bound <= objective)
    let exact = TreeSearch().run(problem)
    #expect(exact.status == .optimal)
    #expect(bound <= (exact.objective ?? 0) * (1 + 1e-9))
    #expect(objective <= (exact.objective ?? 0) * 1.02)
  }
}
