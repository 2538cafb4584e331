/// The value of a rule that has a limit, under a plan.
public struct RuleValue: Hashable, Sendable {
  /// The rule's name.
  public var name: String
  /// The largest value allowed.
  public var limit: Double
  /// The plan's value.
  public var value: Double
  /// Limit − value; below 0 the rule is broken.
  public var slack: Double { limit - value }
}

extension PlanRule {
  /// Whether a plan keeps a rule that asks for nothing of the residual loss; nil for the others.
  func isKept(by plan: Plan) -> Bool? {
    switch kind {
    case .sum(let coefficients, let limit):
      Self.keeps(Self.sum(coefficients, plan), limit: limit)
    case .requires(let first, let second): !plan[first] || plan[second]
    case .excludes(let first, let second): !(plan[first] && plan[second])
    case .include(let all): all.allSatisfy { plan[$0] }
    case .exclude(let none): !none.contains { plan[$0] }
    case .figure, .people, .lostDays: nil
    }
  }

  static func sum(_ coefficients: [Double], _ plan: Plan) -> Double {
    coefficients.indices.reduce(0) { plan[$1] ? $0 + coefficients[$1] : $0 }
  }

  /// Expected persons harmed a year under factors by row.
  static func people(_ harm: [Double], _ factors: [Double]) -> Double {
    harm.indices.reduce(0) { sum, risk in
      sum + harm[risk] * factors[FactorTable.row(risk: risk, .frequency)]
        * factors[FactorTable.row(risk: risk, .people)]
    }
  }
}

extension PlanEvaluator {
  /// The values of all rules that have a limit.
  public mutating func ruleValues(of plan: Plan) -> [RuleValue] {
    let asked = problem.limitedFigures
    var figures = asked.isEmpty ? [] : self.figures(asked, of: plan)
    let factors = problem.factors.factors(of: plan)
    return problem.rules.compactMap { rule in
      switch rule.kind {
      case .sum(let coefficients, let limit):
        RuleValue(name: rule.name, limit: limit, value: PlanRule.sum(coefficients, plan))
      case .figure(_, let limit):
        RuleValue(name: rule.name, limit: limit, value: figures.removeFirst())
      case .people(let harm, let limit):
        RuleValue(
          name: rule.name, limit: limit,
          value: problem.replayedPersons(rule, plan) ?? PlanRule.people(harm, factors))
      case .lostDays(let process, let limit):
        RuleValue(
          name: rule.name, limit: limit, value: problem.replayedLostDays(process, plan))
      case .requires, .excludes, .include, .exclude: nil
      }
    }
  }

  /// Whether a plan keeps every rule.
  public mutating func isAllowed(_ plan: Plan) -> Bool {
    problem.rules.allSatisfy { $0.isKept(by: plan) ?? true }
      && ruleValues(of: plan).allSatisfy { PlanRule.keeps($0.value, limit: $0.limit) }
  }

  /// The objective of a plan whose losses were loaded last; nil where it breaks a rule.
  mutating func loadedObjective(of plan: Plan) -> Double? {
    let factors = problem.factors.factors(of: plan)
    for rule in problem.rules {
      switch rule.kind {
      case .figure(let figure, let limit):
        guard PlanRule.keeps(loaded(figure), limit: limit) else { return nil }
      case .people(let harm, let limit):
        let persons = problem.replayedPersons(rule, plan) ?? PlanRule.people(harm, factors)
        guard PlanRule.keeps(persons, limit: limit) else { return nil }
      case .lostDays(let process, let limit):
        let days = problem.replayedLostDays(process, plan)
        guard PlanRule.keeps(days, limit: limit) else { return nil }
      default:
        guard rule.isKept(by: plan) ?? true else { return nil }
      }
    }
    return problem.objective.terms.reduce(
      problem.objective.costWeight * problem.annualCost(of: plan)
    ) { $0 + $1.weight * loaded($1.figure) }
  }

  /// The value of the objective under a plan.
  public mutating func objective(of plan: Plan) -> Double {
    let asked = problem.objective.terms.map(\.figure)
    let values = asked.isEmpty ? [] : figures(asked, of: plan)
    return zip(problem.objective.terms, values).reduce(
      problem.objective.costWeight * problem.annualCost(of: plan)
    ) { $0 + $1.0.weight * $1.1 }
  }
}
