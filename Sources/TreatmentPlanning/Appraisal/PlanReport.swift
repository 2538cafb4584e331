/// The figures of a plan that every report shows.
public struct PlanReport: Sendable {
  /// The plan.
  public var plan: Plan
  /// Σ annual cost, in the study's currency a year.
  public var annualCost: Double
  /// Σ one-off cost.
  public var costOnce: Double
  /// Σ yearly cost.
  public var costPerYear: Double
  /// The mean residual loss of a year.
  public var expectedLoss: Double
  /// The expected shortfall at the problem's reported level.
  public var expectedShortfall: Double
  /// The value of the objective.
  public var objective: Double
  /// The values of all rules with a limit.
  public var rules: [RuleValue]
  /// Names of the rules that it breaks.
  public var broken: [String]
  /// Whether it keeps every rule.
  public var isAllowed: Bool { broken.isEmpty }
}

extension PlanEvaluator {
  /// The report of a plan.
  public mutating func report(_ plan: Plan) -> PlanReport {
    func sum(_ amount: (PlanOption) -> Double) -> Double {
      plan.positions.reduce(0) { $0 + amount(problem.options[$1]) }
    }
    let figures = self.figures([.mean, .shortfall(level: problem.reportedLevel)], of: plan)
    let values = ruleValues(of: plan)
    let over = values.filter { !PlanRule.keeps($0.value, limit: $0.limit) }.map(\.name)
    let against = problem.rules.filter { rule in
      rule.isKept(by: plan) == false && !over.contains(rule.name)
    }
    return PlanReport(
      plan: plan, annualCost: problem.annualCost(of: plan), costOnce: sum(\.costOnce),
      costPerYear: sum(\.costPerYear), expectedLoss: figures[0], expectedShortfall: figures[1],
      objective: objective(of: plan), rules: values, broken: over + against.map(\.name))
  }
}
