/// The objective of plans as a function of the uncertain inputs, where it asks for means alone.
///
/// Annual cost is linear in every price, and expected loss Σ mean × Π factors is linear in every
/// input when the others are held: inputs are independent, so a total at means is a mean of totals.
struct UncertainTotals {
  private let problem: TreatmentProblem
  private let inputs: [UncertainInput]
  private let plans: [Plan]
  /// Losses of risks without treatments; empty where no input moves a loss.
  private let means: [Double]
  /// The objective's loss part of each plan, for plans whose losses no input moves.
  private let fixedLosses: [Double]
  private let lossWeight: Double

  /// Nil where an input moves losses that are more than means.
  init?(_ problem: TreatmentProblem, _ inputs: [UncertainInput], _ plans: [Plan]) {
    self.problem = problem
    self.inputs = inputs
    self.plans = plans
    let movesLosses = inputs.contains { if case .cost = $0.role { false } else { true } }
    let table = problem.hasLayers ? nil : problem.years as? TableYears
    guard !movesLosses || (table != nil && problem.objective.isOfMeans) else { return nil }
    lossWeight = problem.objective.terms.reduce(0) { $0 + $1.weight }
    means = movesLosses ? table?.means ?? [] : []
    guard !movesLosses else {
      fixedLosses = []
      return
    }
    var evaluator = PlanEvaluator(problem)
    let objective = problem.objective
    fixedLosses = plans.map { plan in
      evaluator.objective(of: plan) - objective.costWeight * problem.annualCost(of: plan)
    }
  }

  /// The objective of each plan with the inputs at these values.
  func totals(at values: [Double]) -> [Double] {
    let changes = changes(at: values)
    return plans.indices.map { place in
      let plan = plans[place]
      var cost = problem.annualCost(of: plan)
      for (option, change) in changes.costs where plan[option] { cost += change }
      let loss = means.isEmpty ? fixedLosses[place] : lossWeight * self.loss(plan, changes)
      return problem.objective.costWeight * cost + loss
    }
  }

  private struct Changes {
    var costs: [(option: Int, change: Double)] = []
    var factors: [(option: Int, row: Int, ratio: Double)] = []
    var means: [Double]
  }

  /// What inputs away from their means do.
  private func changes(at values: [Double]) -> Changes {
    var changes = Changes(means: means)
    for (input, value) in zip(inputs, values) {
      let mean = input.mean
      switch input.role {
      case .cost(let option, let share): changes.costs.append((option, share * (value - mean)))
      case .risk(let risk): if mean > 0 { changes.means[risk] *= value / mean }
      case .factor(let option, let rows):
        guard mean > 0 else { continue }
        for row in rows { changes.factors.append((option, row, value / mean)) }
      }
    }
    return changes
  }

  private func loss(_ plan: Plan, _ changes: Changes) -> Double {
    var factors = problem.factors.factors(of: plan)
    for change in changes.factors where plan[change.option] { factors[change.row] *= change.ratio }
    return changes.means.indices.reduce(0) { sum, risk in
      sum + changes.means[risk] * factors[FactorTable.row(risk: risk, .frequency)]
        * factors[FactorTable.row(risk: risk, .severity)]
    }
  }
}

extension PlanObjective {
  /// Whether it asks for cost and expected loss alone.
  var isOfMeans: Bool { terms.allSatisfy { $0.figure == .mean } }
}
