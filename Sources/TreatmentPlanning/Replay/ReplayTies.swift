/// Plans that the simulated years cannot tell from the best one: the paired 95 % interval of the
/// difference of their objectives holds 0 (`MODELS.md` section 6).
struct ReplayTies {
  private let problem: TreatmentProblem
  /// Plans that are compared: the nearest ones.
  private static let mostCompared = 200
  /// Plans that are told.
  private static let mostTold = 20

  init(_ problem: TreatmentProblem) { self.problem = problem }

  /// Of the plans that a search has evaluated, those that tie with the best: cheaper ones first, then
  /// smaller ones, then by id.
  func among(_ plans: [(plan: Plan, value: Double)], with best: Plan) -> [Plan] {
    // A quantile has no influence function without a density: no ties are told there.
    let hasQuantile = problem.objective.terms.contains {
      if case .valueAtRisk = $0.figure { true } else { false }
    }
    guard !hasQuantile else { return [] }
    var evaluator = PlanEvaluator(problem)
    let reference = influence(of: best, &evaluator)
    var seen: Set<Plan> = [best]
    let near = plans.sorted { $0.value < $1.value }.filter { seen.insert($0.plan).inserted }
      .prefix(Self.mostCompared)
    let tied = near.map(\.plan).filter { plan in
      let other = influence(of: plan, &evaluator)
      return PairedDifference(other, reference, problem.years).coversZero
    }
    var ranked = Incumbents(ids: problem.options.map(\.id))
    for plan in tied { ranked.offer(plan, value: 0, cost: problem.annualCost(of: plan)) }
    return ranked.ranked().prefix(Self.mostTold).map(\.plan)
  }

  /// What each year adds to the objective: its mean is the objective, its spread the error.
  private func influence(of plan: Plan, _ evaluator: inout PlanEvaluator) -> [Double] {
    evaluator.load(plan)
    let cost = problem.objective.costWeight * problem.annualCost(of: plan)
    var sum = [Double](repeating: cost, count: problem.years.yearCount)
    let years = evaluator.netYears(of: plan)
    for term in problem.objective.terms {
      switch term.figure {
      case .mean: for year in sum.indices { sum[year] += term.weight * years[year] }
      case .shortfall(let level):
        let quantile = evaluator.loaded(.valueAtRisk(level: level))
        for year in sum.indices {
          let excess = Swift.max(0, years[year] - quantile) / (1 - level)
          sum[year] += term.weight * (quantile + excess)
        }
      case .exceedance(let loss):
        for year in sum.indices where years[year] > loss { sum[year] += term.weight }
      case .valueAtRisk: break
      }
    }
    return sum
  }
}
