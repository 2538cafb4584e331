internal import LossSimulation

/// Mean losses of plans: by the means of the risks where years scale, else year by year.
struct PlanMeans {
  private let problem: TreatmentProblem
  private var evaluator: PlanEvaluator
  private let risks: [Double]?

  init(_ problem: TreatmentProblem) {
    self.problem = problem
    evaluator = PlanEvaluator(problem)
    risks = problem.hasLayers ? nil : (problem.years as? TableYears)?.means
  }

  /// Whether no years are needed.
  var isDirect: Bool { risks != nil }

  mutating func mean(of plan: Plan) -> Double {
    if let replay = problem.replay, !problem.years.isWeighted {
      return replay.mean(of: plan.isChosen)
    }
    guard let risks else { return evaluator.figures([.mean], of: plan)[0] }
    let factors = problem.factors.factors(of: plan)
    return risks.indices.reduce(0) { sum, risk in
      sum + risks[risk] * factors[FactorTable.row(risk: risk, .frequency)]
        * factors[FactorTable.row(risk: risk, .severity)]
    }
  }

  mutating func difference(_ first: Plan, _ second: Plan) -> PairedDifference {
    guard risks == nil else {
      return PairedDifference(value: mean(of: first) - mean(of: second), standardError: 0)
    }
    let years = evaluator.netYears(of: first)
    return PairedDifference(years, evaluator.netYears(of: second), problem.years)
  }
}
