import Testing
import TreatmentPlanning

/// The master problem with cuts against the enumeration of every plan.
@Suite struct MasterSearchTests {
  @Test(arguments: [RandomProblem.Kind.table, .weightedTable]) func equalsEnumeration(
    _ kind: RandomProblem.Kind
  ) throws {
    for seed in 1...40 {
      let problem = RandomProblem.make(UInt64(seed), kind, options: 10)
      let answer = try #require(MasterSearch().run(problem))
      let faults = AnswerCheck(problem).faults(in: answer, exhaustively: true)
      #expect(faults.isEmpty, "\(kind) \(seed): \(faults)")
    }
  }

  /// A tail of more than 4,000 years is estimated from a choice of years on the way.
  @Test func manyYearsEqualTheTree() throws {
    for seed in 1...3 {
      let problem = RandomProblem.make(UInt64(seed), .table, options: 12, years: 6000)
      let answer = try #require(MasterSearch().run(problem))
      let tree = TreeSearch().run(problem)
      #expect(answer.status == tree.status)
      #expect(answer.plan == tree.plan)
      #expect(answer.objective == tree.objective)
    }
  }

  @Test func refusesWhatIsNotConvex() {
    #expect(MasterSearch().run(RandomProblem.make(1, .events)) == nil)
    #expect(MasterSearch().run(RandomProblem.make(1, .layers)) == nil)
  }

  @Test func aSearchCutShortProvesItsGap() throws {
    for seed in 1...10 {
      let problem = RandomProblem.make(UInt64(seed), .table, options: 12)
      let (best, _) = AnswerCheck(problem).enumerated()
      let answer = try #require(MasterSearch(solveLimit: 2).run(problem))
      if let bound = answer.bound { #expect(bound <= best + 1e-6 * abs(best), "\(seed)") }
    }
  }
}
