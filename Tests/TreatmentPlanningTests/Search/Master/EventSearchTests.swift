import Testing

@testable import TreatmentPlanning

@Suite struct EventSearchTests {
  private static func search(_ problem: TreatmentProblem) -> TreatmentAnswer? {
    EventSearch().run(problem, knowing: LocalSearch(problem, evaluations: 0))
  }

  /// Values, ties and infeasibility, under rules of every kind, factors of 0 and above 1, and sets
  /// that interact.
  @Test func equalsEnumeration() throws {
    var infeasible = 0
    for seed in 1...25 {
      let problem = RandomProblem.make(UInt64(seed), .events, options: 8, years: 40)
      let answer = try #require(Self.search(problem))
      #expect(AnswerCheck(problem).faults(in: answer, exhaustively: true) == [], "\(seed)")
      #expect(EventSearch().isFeasible(problem) == (answer.status != .infeasible), "\(seed)")
      infeasible += answer.status == .infeasible ? 1 : 0
    }
    #expect(infeasible > 0 && infeasible < 20)
  }

  /// A search with hardly any work proves a bound that the optimum keeps.
  @Test func cutShortItProvesItsGap() throws {
    for seed in 1...6 {
      var problem = RandomProblem.make(UInt64(seed), .events, options: 12, years: 60)
      problem.rules = problem.rules.filter { ["cost", "staff", "excludes"].contains($0.name) }
      problem.objective = PlanObjective(
        name: "tail", costWeight: 0.1, terms: [.init(.shortfall(level: 0.9))])
      var local = LocalSearch(problem, evaluations: 200)
      local.run(from: [Plan(count: 12)])
      let answer = try #require(EventSearch(work: 0, gap: 0.05).run(problem, knowing: local))
      let best = AnswerCheck(problem).enumerated().best
      let bound = try #require(answer.bound)
      #expect(bound <= best * (1 + 1e-9))
      #expect((answer.objective ?? 0) >= best * (1 - 1e-9))
      #expect(AnswerCheck(problem).faults(in: answer) == [])
    }
  }

  /// Options of one risk beyond those that are listed are granted: a weaker bound, the same optimum.
  @Test func manyOptionsOnOneRisk() throws {
    var problem = RandomProblem.make(3, .events, options: 10, years: 30)
    problem.factors.interactions = []
    for option in 0..<10 {
      problem.factors.options[option] = [
        .init(row: FactorTable.row(risk: 0, .frequency), value: 0.5 + 0.04 * Double(option))
      ]
    }
    let years = try #require(problem.years as? EventYears)
    let whole = RiskVertices(problem, years, risk: 0)
    let part = RiskVertices(problem, years, risk: 0, mostOptions: 4)
    #expect(whole.options == Array(0..<10) && part.options == Array(0..<4))
    // The combination of all listed options is that of all options where the rest is granted.
    #expect(part.counts.last == whole.counts.last)
    #expect(part.counts[0] <= whole.counts[0])
  }
}
