import Testing
import TreatmentPlanning

@Suite struct AttributionTests {
  /// Shapley values share the whole reduction, whatever the problem.
  @Test(arguments: [RandomProblem.Kind.weightedTable, .events, .layers])
  func shapleyValuesAddUp(_ kind: RandomProblem.Kind) {
    let problem = RandomProblem.make(2, kind)
    let plan = Plan(count: 9, choosing: [0, 1, 3, 4, 7])
    let attribution = Attribution(problem, beside: plan)
    var evaluator = PlanEvaluator(problem)
    let none = evaluator.figures([.mean], of: Plan(count: 9))[0]
    let all = evaluator.figures([.mean], of: plan)[0]
    let sum = attribution.entries.compactMap(\.shapley).reduce(0, +)
    #expect(abs(sum - (none - all)) < 1e-9 * none)
    #expect(attribution.entries.filter { $0.shapley != nil }.count == 5)
  }
}
