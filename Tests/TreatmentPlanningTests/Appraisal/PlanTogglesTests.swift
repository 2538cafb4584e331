import Testing
import TreatmentPlanning

@Suite struct PlanTogglesTests {
  /// Sums of what differs agree with full evaluations, for every kind of years and rules.
  @Test(arguments: RandomProblem.Kind.allCases)
  func neighboursAreAsEvaluatedInFull(_ kind: RandomProblem.Kind) {
    for seed in 1...8 {
      let problem = RandomProblem.make(UInt64(seed), kind)
      let plan = Plan(count: 9, choosing: [0, 2, 5, 6])
      let toggles = PlanToggles(problem, around: plan)
      var evaluator = PlanEvaluator(problem)
      #expect(abs(toggles.objective - evaluator.objective(of: plan)) < 1e-8)
      for entry in toggles.entries {
        var other = plan
        other[entry.option].toggle()
        let value = evaluator.objective(of: other)
        #expect(abs(entry.objective - value) <= 1e-9 * max(1, abs(value)), "\(seed)")
        let report = evaluator.report(other)
        #expect(Set(entry.broken.map(\.name)) == Set(report.broken), "\(seed) \(entry.option)")
        #expect(entry.broken.isEmpty == evaluator.isAllowed(other))
      }
    }
  }
}
