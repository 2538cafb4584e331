import Testing
import TreatmentPlanning

/// Searches against the enumeration of every plan by `AnswerCheck`, which shares no code with them.
@Suite struct TreeSearchTests {
  @Test(arguments: RandomProblem.Kind.allCases) func equalsEnumeration(_ kind: RandomProblem.Kind) {
    for seed in 1...25 {
      let problem = RandomProblem.make(UInt64(seed), kind)
      let faults = AnswerCheck(problem).faults(
        in: TreeSearch().run(problem), exhaustively: true)
      #expect(faults.isEmpty, "\(kind) \(seed): \(faults)")
    }
  }

  @Test func moreMoneyNeverWorsens() {
    for seed in 1...10 {
      let problem = RandomProblem.make(UInt64(seed), .table)
      var last = Double.infinity
      for budget in stride(from: 0.0, through: 200, by: 25) {
        let rule = PlanRule(
          name: "more", .sum(coefficients: problem.options.map(\.annualCost), limit: budget))
        let open = problem.rules.filter { $0.name != "cost" }
        let answer = TreeSearch().run(problem.with(rules: open + [rule]))
        let value = answer.objective ?? .infinity
        #expect(value <= last * (1 + 1e-12), "seed \(seed), budget \(budget)")
        last = value
      }
    }
  }

  @Test(arguments: [RandomProblem.Kind.table, .events]) func harmlessTreatmentNeverRaisesLoss(
    _ kind: RandomProblem.Kind
  ) {
    for seed in 1...10 {
      var problem = RandomProblem.make(UInt64(seed), kind)
      problem.factors.interactions = []
      problem.factors.options[3] = [.init(row: FactorTable.row(risk: 1, .frequency), value: 0.7)]
      var evaluator = PlanEvaluator(problem)
      var plan = Plan(count: 9, choosing: [0, 5])
      let before = evaluator.netYears(of: plan)
      plan[3] = true
      let after = evaluator.netYears(of: plan)
      #expect(zip(before, after).allSatisfy { $1 <= $0 * (1 + 1e-15) })
      #expect(after.reduce(0, +) < before.reduce(0, +))
    }
  }

  @Test func aSearchCutShortProvesItsGap() {
    var cutShort = 0
    for seed in 1...8 {
      let problem = RandomProblem.make(UInt64(seed), .layers, options: 10)
      let open = problem.with(rules: problem.rules.filter { $0.name == "cost" })
        .with(objective: PlanObjective(name: "mean", costWeight: 0, terms: [.init(.mean)]))
      let (best, _) = AnswerCheck(open).enumerated()
      let answer = TreeSearch(nodeLimit: 12).run(open)
      if answer.status != .optimal { cutShort += 1 }
      if let bound = answer.bound { #expect(bound <= best * (1 + 1e-9), "\(seed)") }
    }
    #expect(cutShort > 4)
  }
}
