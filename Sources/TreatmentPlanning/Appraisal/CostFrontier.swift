internal import Optimization

/// What more money buys: the least residual risk at each cost.
public struct CostFrontier: Sendable {
  /// Which cost is on the axis.
  public enum Cost: String, Sendable {
    /// Annualised.
    case annual
    /// One-off.
    case once
  }

  /// One point.
  public struct Point: Sendable {
    /// The cost of the plan.
    public var cost: Double
    /// The budget at which it was asked for; nil for the whole front.
    public var budget: Double?
    /// The objective without cost.
    public var value: Double
    /// The plan.
    public var plan: Plan
    /// No plan within the budget has a smaller value.
    public var bound: Double
    /// Whether the bound is met.
    public var isProven: Bool
  }

  /// By ascending cost.
  public let points: [Point]

  /// The front of a problem in its cost and its objective without cost.
  ///
  /// - Parameters:
  ///   - budgets: Costs at which the least value is asked for; empty for all undominated plans
  ///     where the tree can exhaust them, else for steps up to the cost of everything.
  public init(
    _ problem: TreatmentProblem, cost: Cost, budgets: [Double], optimiser: TreatmentOptimiser
  ) {
    let risk = problem.with(objective: Self.riskObjective(problem.objective))
    let costs = problem.options.map { cost == .annual ? $0.annualCost : $0.costOnce }
    if budgets.isEmpty, problem.replay == nil,
      problem.options.count <= TreatmentOptimiser.smallCount
    {
      points = Self.whole(risk, costs, optimiser)
    } else {
      let steps = budgets.isEmpty ? Self.steps(costs) : budgets.sorted()
      points = steps.compactMap { Self.point(risk, costs, budget: $0, optimiser) }
    }
  }

  /// The objective without cost; the mean where nothing else is minimised.
  static func riskObjective(_ objective: PlanObjective) -> PlanObjective {
    PlanObjective(
      name: measureName(objective), costWeight: 0,
      terms: objective.terms.isEmpty ? [.init(.mean)] : objective.terms)
  }

  /// The name of what stands on the second axis.
  public static func measureName(_ objective: PlanObjective) -> String {
    switch objective.name {
    case "expected_total_cost", "annual_cost": "expected_annual_loss"
    case "weighted sum": "weighted sum without cost"
    default: objective.name
    }
  }

  private static func steps(_ costs: [Double]) -> [Double] {
    let total = costs.reduce(0, +)
    return (0...20).map { total * Double($0) / 20 }
  }

  private static func point(
    _ problem: TreatmentProblem, _ costs: [Double], budget: Double,
    _ optimiser: TreatmentOptimiser
  ) -> Point? {
    let rule = PlanRule(name: "frontier", .sum(coefficients: costs, limit: budget))
    let answer = optimiser.search(problem.with(rules: problem.rules + [rule]))
    guard let plan = answer.plan, let value = answer.objective else { return nil }
    return Point(
      cost: PlanRule.sum(costs, plan), budget: budget, value: value, plan: plan,
      bound: answer.bound ?? -.infinity, isProven: answer.status == .optimal)
  }

  /// All undominated plans; of equal ones the fewer, then by id.
  private static func whole(
    _ problem: TreatmentProblem, _ costs: [Double], _ optimiser: TreatmentOptimiser
  ) -> [Point] {
    var points: [Point] = []
    let isComplete = optimiser.tree.visitFront(problem, costs) { plan, value in
      points.append(
        Point(
          cost: PlanRule.sum(costs, plan), value: value, plan: plan, bound: value, isProven: true))
    }
    points.sort { a, b in
      if a.plan.size != b.plan.size { return a.plan.size < b.plan.size }
      let ids = [a, b].map { $0.plan.positions.map { problem.options[$0].id }.sorted() }
      return ids[0].lexicographicallyPrecedes(ids[1])
    }
    return ParetoFront.undominated(points) { ($0.cost.roundedToTies, $0.value) }.map { point in
      var point = point
      point.isProven = isComplete
      return point
    }
  }
}
