internal import Optimization

/// The columns of a master problem: choices, interactions, products by risk, people, shortfalls.
///
/// Money is divided by `unit`, so that the solver's absolute tolerances fit any currency.
struct MasterLayout {
  let problem: TreatmentProblem
  let table: TableYears
  let means: [Double]
  let unit: Double
  /// One a risk: frequency × severity.
  private(set) var products: [ProductTerm] = []
  /// Products frequency × people for the rules on people.
  private(set) var peopleProducts: [ProductTerm] = []
  /// Shortfalls that are minimised or limited.
  private(set) var tails: [Tail] = []
  private(set) var costs: [Double] = []
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  private(set) var rows: [LinearCut] = []

  /// A column for a shortfall.
  struct Tail {
    let column: Int
    let level: Double
    /// In the objective.
    let weight: Double
    /// Of the rules, in money.
    let limit: Double
  }

  /// Whether a problem is convex where choices may be parts: years that scale, without layers, and
  /// means and shortfalls alone in the objective.
  static func fits(_ problem: TreatmentProblem) -> Bool {
    problem.years is TableYears && !problem.hasLayers && hasConvexObjective(problem)
  }

  static func hasConvexObjective(_ problem: TreatmentProblem) -> Bool {
    problem.objective.terms.allSatisfy { term in
      switch term.figure {
      case .mean, .shortfall: true
      case .valueAtRisk, .exceedance: false
      }
    }
  }

  init?(_ problem: TreatmentProblem) {
    guard Self.fits(problem), let table = problem.years as? TableYears else { return nil }
    self.problem = problem
    self.table = table
    means = table.means
    var evaluator = PlanEvaluator(problem)
    let none = evaluator.objective(of: Plan(count: problem.options.count))
    unit = none > 0 ? none / 1000 : 1
    addChoices()
    let interactions = addInteractions()
    products = (0..<table.riskCount).map { addProduct($0, [.frequency, .severity], interactions) }
    addMeans()
    addTails(&evaluator)
    addRules(interactions)
  }

  /// The number of choices.
  var count: Int { problem.options.count }

  private mutating func addColumn(cost: Double, lower: Double, upper: Double) -> Int {
    costs.append(cost)
    self.lower.append(lower)
    self.upper.append(upper)
    return costs.count - 1
  }

  private mutating func addChoices() {
    for option in problem.options {
      _ = addColumn(
        cost: problem.objective.costWeight * option.annualCost / unit, lower: 0, upper: 1)
    }
  }

  /// A column that is 1 where all members are chosen: the product of choices, linearised.
  private mutating func addInteractions() -> [Int] {
    problem.factors.interactions.map { interaction in
      let column = addColumn(cost: 0, lower: 0, upper: 1)
      let members = Set(interaction.members).sorted()
      for member in members {
        rows.append(
          LinearCut(columns: [Int32(member), Int32(column)], coefficients: [1, -1], lower: 0))
      }
      rows.append(
        LinearCut(
          columns: [Int32(column)] + members.map { Int32($0) },
          coefficients: [1] + members.map { _ in -1 }, lower: 1 - Double(members.count)))
      return column
    }
  }

  private mutating func addProduct(
    _ risk: Int, _ quantities: [ScaledQuantity], _ interactions: [Int]
  ) -> ProductTerm {
    let wanted = Set(quantities.map { FactorTable.row(risk: risk, $0) })
    var factors: [Int: Double] = [:]
    for (option, all) in problem.factors.options.enumerated() {
      for factor in all where wanted.contains(factor.row) {
        factors[option, default: 1] *= factor.value
      }
    }
    for (interaction, column) in zip(problem.factors.interactions, interactions)
    where wanted.contains(interaction.factor.row) {
      factors[column, default: 1] *= interaction.factor.value
    }
    let sorted = factors.sorted { $0.key < $1.key }.map { (column: $0.key, factor: $0.value) }
    let term = ProductTerm(column: costs.count, factors: sorted)
    _ = addColumn(cost: 0, lower: term.lower, upper: term.upper)
    return term
  }

  private mutating func addMeans() {
    for term in problem.objective.terms where term.figure == .mean {
      for (risk, product) in products.enumerated() {
        costs[product.column] += term.weight * means[risk] / unit
      }
    }
  }

  private mutating func addTails(_ evaluator: inout PlanEvaluator) {
    var weights: [Double: Double] = [:]
    var limits: [Double: Double] = [:]
    for term in problem.objective.terms {
      if case .shortfall(let level) = term.figure { weights[level, default: 0] += term.weight }
    }
    for rule in problem.rules {
      guard case .figure(.shortfall(let level), let limit) = rule.kind else { continue }
      limits[level] = Swift.min(limits[level] ?? .infinity, limit)
    }
    var worst = [Double](repeating: 1, count: problem.factors.rowCount)
    for (risk, product) in products.enumerated() {
      worst[FactorTable.row(risk: risk, .frequency)] = product.upper
    }
    evaluator.load(factors: worst, layers: [])
    for level in Set(weights.keys).union(limits.keys).sorted() {
      let most = evaluator.loaded(.shortfall(level: level))
      let limit = limits[level] ?? .infinity
      let allowed = limit + PlanRule.slack * Swift.max(Swift.abs(limit), 1e-3)
      let column = addColumn(
        cost: weights[level] ?? 0, lower: 0,
        upper: Swift.max(Swift.min(most * 1.001, allowed), 0) / unit)
      tails.append(Tail(column: column, level: level, weight: weights[level] ?? 0, limit: limit))
    }
  }

  // MARK: Rules

  private mutating func addRules(_ interactions: [Int]) {
    for rule in problem.rules { add(rule, interactions) }
  }

  private mutating func add(_ rule: PlanRule, _ interactions: [Int]) {
    switch rule.kind {
    case .sum(let coefficients, let limit): addSum(coefficients, limit)
    case .requires(let first, let second) where first != second:
      rows.append(
        LinearCut(columns: [Int32(first), Int32(second)], coefficients: [-1, 1], lower: 0))
    case .requires: break
    case .excludes(let first, let second):
      rows.append(
        LinearCut(columns: [Int32(first), Int32(second)], coefficients: [-1, -1], lower: -1))
    case .include(let all): for option in all { lower[option] = 1 }
    case .exclude(let none): for option in none { upper[option] = 0 }
    case .figure(.mean, let limit):
      addLimit(products.map(\.column), means, limit)
    case .figure, .lostDays: break
    case .people(let harm, let limit): addPeople(harm, limit, interactions)
    }
  }

  private mutating func addSum(_ coefficients: [Double], _ limit: Double) {
    addLimit(Array(coefficients.indices), coefficients, limit)
  }

  /// Σ coefficient · column ≤ limit with its slack, scaled to about 1.
  private mutating func addLimit(_ columns: [Int], _ coefficients: [Double], _ limit: Double) {
    let scale = Swift.max(coefficients.max() ?? 1, 1e-300)
    let allowed = limit + PlanRule.slack * Swift.max(Swift.abs(limit), 1e-3)
    let used = columns.indices.filter { coefficients[$0] != 0 }
    rows.append(
      LinearCut(
        columns: used.map { Int32(columns[$0]) },
        coefficients: used.map { -coefficients[$0] / scale },
        lower: -allowed / scale))
  }

  private mutating func addPeople(_ harm: [Double], _ limit: Double, _ interactions: [Int]) {
    var columns: [Int] = []
    var amounts: [Double] = []
    for (risk, amount) in harm.enumerated() where amount > 0 {
      let term = addProduct(risk, [.frequency, .people], interactions)
      peopleProducts.append(term)
      columns.append(term.column)
      amounts.append(amount)
    }
    addLimit(columns, amounts, limit)
  }

  /// Whether every option can only help, so that dropping one never lowers a loss.
  var onlyHelps: Bool {
    problem.factors.options.allSatisfy { $0.allSatisfy { $0.value <= 1 } }
      && problem.factors.interactions.allSatisfy { $0.factor.value <= 1 }
  }
}
