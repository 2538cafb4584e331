internal import TreatmentPlanning

/// The ranking over draws of uncertain inputs, with the plans that it ranks.
struct RankedInputs: Sendable {
  let inputs: [UncertainInput]
  let plans: [Plan]
  let ranking: InputRanking
  /// The position of the optimum, where there is one.
  let optimumPlace: Int?

  var optimum: InputRanking.Entry? { optimumPlace.map { ranking.entries[$0] } }

  /// Ranks the named plans, ties and what is best in single draws; nil where nothing is uncertain.
  init?(
    _ problem: TreatmentProblem, _ inputs: [UncertainInput], named: [Plan], answer: TreatmentAnswer,
    seed: UInt64, optimiser: TreatmentOptimiser
  ) {
    guard !inputs.isEmpty else { return nil }
    let none = Plan(count: problem.options.count)
    var plans: [Plan] = []
    let contenders = ContenderPlans.find(problem, inputs, seed: seed, optimiser: optimiser)
    for plan in named + [answer.plan].compactMap({ $0 }) + answer.ties.prefix(20) + [none]
      + contenders where !plans.contains(plan)
    {
      plans.append(plan)
    }
    guard let ranking = InputRanking(problem, inputs, plans, seed: seed) else { return nil }
    self.inputs = inputs
    self.plans = plans
    self.ranking = ranking
    optimumPlace = answer.plan.flatMap { plans.firstIndex(of: $0) }
  }

  func entry(_ plan: Plan) -> InputRanking.Entry? {
    plans.firstIndex(of: plan).map { ranking.entries[$0] }
  }
}
