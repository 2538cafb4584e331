import Testing
import TreatmentPlanning

@Suite struct RulePricesTests {
  /// Each changed problem's optimum equals enumeration; dropping or loosening a rule never worsens it.
  @Test(arguments: [RandomProblem.Kind.table, .events])
  func pricesAreThoseOfEnumeration(_ kind: RandomProblem.Kind) throws {
    var moved = 0
    for seed in 1...6 {
      let problem = RandomProblem.make(UInt64(seed), kind, options: 7)
      let best = AnswerCheck(problem).enumerated().best
      guard best < .infinity else { continue }
      let prices = RulePrices(problem, optimiser: TreatmentOptimiser())
      #expect(Set(prices.entries.map(\.rule)) == Set(problem.rules.map(\.name)))
      for entry in prices.entries {
        let place = try #require(problem.rules.firstIndex { $0.name == entry.rule })
        let changed = Self.changed(problem, place, entry)
        let wanted = AnswerCheck(changed).enumerated().best
        let value = entry.answer.objective ?? .infinity
        #expect(value == wanted || abs(value - wanted) < 1e-9 * max(1, abs(wanted)))
        if entry.change != .scaled(0.9) { #expect(value <= best + 1e-9 * max(1, abs(best))) }
        if abs(value - best) > 1e-6 { moved += 1 }
      }
    }
    #expect(moved > 5)
  }

  /// The rules as the entry says they were changed, written anew.
  private static func changed(
    _ problem: TreatmentProblem, _ place: Int, _ entry: RulePrices.Entry
  ) -> TreatmentProblem {
    var rules = problem.rules
    guard case .scaled = entry.change, let limit = entry.limit else {
      rules.remove(at: place)
      return problem.with(rules: rules)
    }
    switch rules[place].kind {
    case .sum(let coefficients, _):
      rules[place].kind = .sum(coefficients: coefficients, limit: limit)
    case .figure(let figure, _): rules[place].kind = .figure(figure, limit: limit)
    case .people(let harm, _): rules[place].kind = .people(harm: harm, limit: limit)
    default: break
    }
    return problem.with(rules: rules)
  }
}
