/// Lower bounds of figures in branches of a tree of plans, and the values of its leaves.
struct TreeBounds {
  /// A branch: choices made up to a depth.
  struct Branch {
    let depth: Int
    /// Of what is chosen.
    let cost: Double
    /// The smallest factor that any completion can have, by row.
    let granted: [Double]
    /// Whether factors and layers are those of the branch above.
    let isAsBefore: Bool
    let cutoff: Double
    /// Chosen or open.
    let layers: [ResidualLayer]
  }

  private let problem: TreatmentProblem
  private let figures: [LossFigure]
  private let depths: Int
  /// By depth, then figure.
  private var lower: [Double]
  /// Set where years are sums of scaled columns without layers.
  private let table: TableYears?
  private let means: [Double]
  private let isMonotone: Bool
  private var cuts: [TailCuts]

  /// Branches up to this depth are always evaluated, for good cuts early.
  private static let earlyDepth = 6

  init(_ problem: TreatmentProblem, depths: Int) {
    self.problem = problem
    self.depths = depths
    figures = problem.objective.terms.map(\.figure) + problem.limitedFigures
    lower = [Double](repeating: 0, count: depths * figures.count)
    table = problem.hasLayers ? nil : problem.years as? TableYears
    means = table?.means ?? []
    isMonotone = problem.isMonotone
    cuts = figures.map { _ in TailCuts() }
  }

  // MARK: Branches

  /// No allowed completion of a branch has a smaller value; infinity where none is allowed.
  mutating func bound(_ branch: Branch, _ evaluator: inout PlanEvaluator) -> Double {
    guard keepsPeople(branch.granted) else { return .infinity }
    let base = branch.depth * figures.count
    if !isMonotone {
      for figure in figures.indices { lower[base + figure] = 0 }
    } else if branch.isAsBefore || (table == nil && branch.depth == depths - 1) {
      // A leaf is evaluated by its visit; till then the bound above it serves.
      let before = base - figures.count
      for figure in figures.indices { lower[base + figure] = lower[before + figure] }
    } else if let table {
      boundByCuts(branch, table, &evaluator)
    } else {
      evaluate(branch, &evaluator)
    }
    return combined(branch)
  }

  private func keepsPeople(_ factors: [Double]) -> Bool {
    problem.rules.allSatisfy { rule in
      guard case .people(let harm, let limit) = rule.kind else { return true }
      return PlanRule.keeps(PlanRule.people(harm, factors), limit: limit)
    }
  }

  private func combined(_ branch: Branch) -> Double {
    let base = branch.depth * figures.count
    var next = problem.objective.terms.count
    for rule in problem.rules {
      guard case .figure(_, let limit) = rule.kind else { continue }
      guard PlanRule.keeps(lower[base + next], limit: limit) else { return .infinity }
      next += 1
    }
    return problem.objective.terms.indices.reduce(problem.objective.costWeight * branch.cost) {
      $0 + problem.objective.terms[$1].weight * lower[base + $1]
    }
  }

  private mutating func evaluate(_ branch: Branch, _ evaluator: inout PlanEvaluator) {
    evaluator.load(factors: branch.granted, layers: branch.layers)
    let base = branch.depth * figures.count
    for figure in figures.indices { lower[base + figure] = evaluator.loaded(figures[figure]) }
  }

  /// Means exactly, shortfalls by cuts; other figures by evaluation, and shortfalls too near the root.
  private mutating func boundByCuts(
    _ branch: Branch, _ table: TableYears, _ evaluator: inout PlanEvaluator
  ) {
    let base = branch.depth * figures.count
    let scales = Self.scales(branch.granted, risks: problem.years.riskCount)
    var needsYears = branch.depth <= Self.earlyDepth
    for figure in figures.indices {
      switch figures[figure] {
      case .mean: lower[base + figure] = TailCuts.dot(means, scales)
      case .shortfall:
        lower[base + figure] = cuts[figure].bound(scales, until: limit(of: figure, branch))
      case .valueAtRisk, .exceedance:
        lower[base + figure] = 0
        needsYears = true
      }
    }
    guard needsYears, branch.depth < depths - 1, combined(branch) <= branch.cutoff else { return }
    evaluate(branch, &evaluator)
    addCuts(table, &evaluator)
  }

  /// A bound above needs no sharpening.
  private func limit(of figure: Int, _ branch: Branch) -> Double {
    let terms = problem.objective.terms
    guard figure < terms.count else { return .infinity }
    let weight = terms[figure].weight
    guard weight > 0, branch.cutoff < .infinity else { return .infinity }
    return (branch.cutoff - problem.objective.costWeight * branch.cost) / weight
  }

  static func scales(_ factors: [Double], risks: Int) -> [Double] {
    (0..<risks).map { risk in
      factors[FactorTable.row(risk: risk, .frequency)]
        * factors[FactorTable.row(risk: risk, .severity)]
    }
  }

  private mutating func addCuts(_ table: TableYears, _ evaluator: inout PlanEvaluator) {
    for figure in figures.indices {
      guard case .shortfall(let level) = figures[figure] else { continue }
      cuts[figure].add(table.weighted(evaluator.loadedTail(level)))
    }
  }

  // MARK: Leaves

  /// The objective of a plan that the evaluator has loaded; nil where it breaks a rule.
  mutating func value(
    of plan: Plan, _ problem: TreatmentProblem, _ evaluator: inout PlanEvaluator
  ) -> Double? {
    guard keepsPeople(problem.factors.factors(of: plan)) else { return nil }
    let values = figures.map { evaluator.loaded($0) }
    if let table { addCuts(table, &evaluator) }
    var next = problem.objective.terms.count
    for rule in problem.rules {
      if let isKept = rule.isKept(by: plan), !isKept { return nil }
      guard case .figure(_, let limit) = rule.kind else { continue }
      guard PlanRule.keeps(values[next], limit: limit) else { return nil }
      next += 1
    }
    return zip(problem.objective.terms, values).reduce(
      problem.objective.costWeight * problem.annualCost(of: plan)
    ) { $0 + $1.0.weight * $1.1 }
  }
}
