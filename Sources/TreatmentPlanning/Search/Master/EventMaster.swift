internal import Optimization

/// The oracle of the master problem on events: planes under each risk's listed losses, summed under
/// weights on the years.
///
/// A shortfall is at least the mean loss under any weights that are each at most probability /
/// (1 − level) and sum to 1, and that mean is a sum over risks of functions of few choices. Each is at
/// least its envelope's plane at the point at hand; the sum of the planes is a cut in the choices
/// alone, valid sample by sample. At a plan the cut with the weights of its own tail is tight.
struct EventMaster: CutOracle {
  let problem: TreatmentProblem
  let years: EventYears
  let unit: Double
  let risks: [RiskVertices]
  let figures: [FigureColumn]
  private(set) var costs: [Double]
  private(set) var lower: [Double]
  private(set) var upper: [Double]
  private(set) var rows: [LinearCut] = []
  var evaluator: PlanEvaluator
  var incumbents: Incumbents
  var local: LocalSearch
  /// Cuts that may be computed before the search is cut short.
  var work: Int
  private var weights: [[Double]]
  private var sample: YearSample
  private var prefix: [Double] = []
  private var seen: Set<[Bool]> = []
  private let equal: [Double]

  /// A column for a mean or a shortfall.
  struct FigureColumn {
    let column: Int
    let figure: LossFigure
    let weight: Double
    let limit: Double
  }

  /// Steps towards the hardest weights for one point.
  private static let steps = 3
  /// Part of the objective's scale (1000) by which a cut must be violated.
  private static let tolerance = 1e-3
  /// Exact evaluations of one improvement.
  private static let polish = 1500

  /// Nil where years are no events, layers act, or something else than means and shortfalls is
  /// minimised.
  init?(_ problem: TreatmentProblem, knowing local: LocalSearch, work: Int) {
    guard let years = problem.years as? EventYears, !problem.hasLayers,
      MasterLayout.hasConvexObjective(problem)
    else { return nil }
    self.problem = problem
    self.years = years
    self.local = local
    self.work = work
    let count = problem.options.count
    evaluator = PlanEvaluator(problem)
    let none = evaluator.objective(of: Plan(count: count))
    let unit = none > 0 ? none / 1000 : 1
    self.unit = unit
    risks = (0..<years.riskCount).map { RiskVertices(problem, years, risk: $0) }
    incumbents = local.incumbents
    equal = (0..<years.yearCount).map { years.probability(of: $0) }
    sample = YearSample(count: years.yearCount, probabilities: years.probabilities)
    costs = problem.options.map { problem.objective.costWeight * $0.annualCost / unit }
    lower = [Double](repeating: 0, count: count)
    upper = [Double](repeating: 1, count: count)
    let columns = Self.figures(problem, first: count)
    figures = columns
    weights = columns.map { _ in [] }
    addFigureColumns()
    addRules()
  }

  var binaryCount: Int { problem.options.count }
  /// Ends the search at the first plan that is allowed.
  var stopsAtFirst = false
  var cutoff: Double {
    stopsAtFirst && incumbents.best < .infinity ? -.infinity : incumbents.cutoff / unit
  }
  var isExhausted: Bool { work <= 0 }

  // MARK: Columns and rows

  private static func figures(_ problem: TreatmentProblem, first: Int) -> [FigureColumn] {
    var order: [LossFigure] = []
    var weights: [LossFigure: Double] = [:]
    var limits: [LossFigure: Double] = [:]
    for term in problem.objective.terms {
      if !order.contains(term.figure) { order.append(term.figure) }
      weights[term.figure, default: 0] += term.weight
    }
    for rule in problem.rules {
      guard case .figure(let figure, let limit) = rule.kind else { continue }
      switch figure {
      case .mean, .shortfall:
        if !order.contains(figure) { order.append(figure) }
        limits[figure] = Swift.min(limits[figure] ?? .infinity, limit)
      // Not convex: such rules are held against the plans that are visited.
      case .valueAtRisk, .exceedance: break
      }
    }
    return order.enumerated().map { place, figure in
      FigureColumn(
        column: first + place, figure: figure, weight: weights[figure] ?? 0,
        limit: limits[figure] ?? .infinity)
    }
  }

  private mutating func addFigureColumns() {
    var worst = [Double](repeating: 1, count: problem.factors.rowCount)
    let all =
      problem.factors.options.flatMap { $0 } + problem.factors.interactions.map(\.factor)
    for factor in all where factor.value > 1 { worst[factor.row] *= factor.value }
    evaluator.load(factors: worst, layers: [])
    for figure in figures {
      let most = evaluator.loaded(figure.figure)
      let allowed = figure.limit + PlanRule.slack * Swift.max(Swift.abs(figure.limit), 1e-3)
      costs.append(figure.weight)
      lower.append(0)
      upper.append(Swift.max(Swift.min(most * 1.001, allowed), 0) / unit)
    }
  }

  private mutating func addRules() {
    for rule in problem.rules {
      switch rule.kind {
      case .include(let all): for option in all { lower[option] = 1 }
      case .exclude(let none): for option in none { upper[option] = 0 }
      default: if let row = rule.linearRow { rows.append(row) }
      }
    }
  }

  // MARK: Cuts

  mutating func cuts(at values: [Double]) -> (cuts: [LinearCut], value: Double) {
    var cuts: [LinearCut] = []
    var value = 0.0
    for option in 0..<binaryCount { value += costs[option] * values[option] }
    for place in figures.indices {
      let found = figureCuts(place, at: values)
      let column = figures[place].column
      for cut in found.cuts
      where cut.violation(at: values) > Self.tolerance { cuts.append(cut) }
      value += figures[place].weight * found.value / unit
      if found.value / unit > upper[column] { value = .infinity }
    }
    return (cuts, value)
  }

  /// Cuts of one figure at a point, and the value of the mixture of plans that was found there.
  private mutating func figureCuts(
    _ place: Int, at values: [Double]
  ) -> (cuts: [LinearCut], value: Double) {
    guard case .shortfall(let level) = figures[place].figure else {
      let (cut, mixtures) = cut(place, equal, at: values)
      _ = mixtures
      return ([cut], -cut.violation(at: values) * unit + values[figures[place].column] * unit)
    }
    if weights[place].isEmpty { weights[place] = startingWeights(level) }
    var cuts: [LinearCut] = []
    var least = Double.infinity
    for step in 0..<Self.steps {
      let (cut, mixtures) = cut(place, weights[place], at: values)
      cuts.append(cut)
      let losses = losses(of: mixtures)
      let tail = sample.tailWeights(level, losses)
      var reached = 0.0
      for (year, weight) in zip(tail.years, tail.weights) { reached += weight * losses[Int(year)] }
      least = Swift.min(least, reached)
      let part = 1 / Double(step + 2)
      for year in weights[place].indices { weights[place][year] *= 1 - part }
      for (year, weight) in zip(tail.years, tail.weights) {
        weights[place][Int(year)] += part * weight
      }
      let bound = (cut.violation(at: values) + values[figures[place].column]) * unit
      if reached - bound < 1e-3 * reached { break }
    }
    return (cuts, least)
  }

  private mutating func startingWeights(_ level: Double) -> [Double] {
    evaluator.load(factors: [Double](repeating: 1, count: problem.factors.rowCount), layers: [])
    return dense(evaluator.loadedTail(level))
  }

  private func dense(_ tail: TailWeights) -> [Double] {
    var weights = [Double](repeating: 0, count: years.yearCount)
    for (year, weight) in zip(tail.years, tail.weights) { weights[Int(year)] += weight }
    return weights
  }

  /// θ ≥ Σ over risks of the plane under its weighted losses at a point.
  private mutating func cut(
    _ place: Int, _ weights: [Double], at values: [Double]
  ) -> (cut: LinearCut, mixtures: [[(corner: Int, part: Double)]]) {
    work -= 1
    var slopes = [Double](repeating: 0, count: binaryCount)
    var constant = 0.0
    var mixtures: [[(corner: Int, part: Double)]] = []
    for risk in risks {
      let table = risk.values(years, weights, &prefix)
      let point = risk.options.map { Swift.min(Swift.max(values[$0], 0), 1) }
      let envelope = VertexEnvelope(table, at: point)
      constant += envelope.constant
      for (slope, option) in zip(envelope.slopes, risk.options) { slopes[option] += slope }
      mixtures.append(envelope.mixture)
    }
    let used = slopes.indices.filter { slopes[$0] != 0 }
    let cut = LinearCut(
      columns: used.map { Int32($0) } + [Int32(figures[place].column)],
      coefficients: used.map { -slopes[$0] / unit } + [1], lower: constant / unit)
    return (cut, mixtures)
  }

  /// Losses by year where each risk is in its corners in parts.
  private func losses(of mixtures: [[(corner: Int, part: Double)]]) -> [Double] {
    var losses = [Double](repeating: 0, count: years.yearCount)
    for (risk, mixture) in zip(risks, mixtures) {
      let steps = mixture.map { part in
        (count: Int(risk.counts[part.corner]), scale: part.part * risk.scales[part.corner])
      }.sorted { $0.count < $1.count }
      var scale = steps.reduce(0) { $0 + $1.scale }
      var from = 0
      for step in steps {
        for event in from..<step.count {
          let place = risk.events.lowerBound + event
          losses[Int(years.years[place])] += scale * years.losses[place]
        }
        from = step.count
        scale -= step.scale
      }
    }
    return losses
  }

  // MARK: Points

  mutating func visit(_ point: [Bool]) -> [LinearCut] {
    let plan = Plan(point)
    guard seen.insert(point).inserted else { return [] }
    evaluator.load(factors: problem.factors.factors(of: plan), layers: [])
    let tails = figures.map { figure in
      if case .shortfall(let level) = figure.figure {
        dense(evaluator.loadedTail(level))
      } else {
        equal
      }
    }
    if let value = evaluator.loadedObjective(of: plan) {
      incumbents.offer(plan, value: value, cost: problem.annualCost(of: plan))
    }
    let values = point.map { $0 ? 1.0 : 0 } + figures.map { _ in 0 }
    return figures.indices.map { cut($0, tails[$0], at: values).cut }
  }

  func weights(_ values: [Double]) -> [Double] {
    branching
  }

  /// How much of the objective hangs on each option, from the latest weights at full losses.
  private var branching: [Double] {
    var weights = costs.prefix(binaryCount).map { Swift.abs($0) }
    for (option, effect) in effects.enumerated() { weights[option] += effect }
    return weights
  }

  /// By option the loss that it moves on its own.
  private(set) var effects: [Double] = []

  mutating func measureEffects() {
    let none = Plan(count: binaryCount)
    var near = ToggledYears(problem, around: none)
    let before = near.objective(of: none)
    effects = (0..<binaryCount).map { option in
      var other = none
      other[option] = true
      near.load(other)
      let cost = problem.objective.costWeight * problem.options[option].annualCost
      return Swift.abs(before - near.objective(of: other) + cost) / unit
    }
  }

  mutating func improve(_ values: [Double]) {
    guard let start = rounded(values) else { return }
    local.polish(start, evaluations: Self.polish)
    for entry in local.incumbents.entries {
      incumbents.offer(entry.plan, value: entry.value, cost: entry.cost)
    }
  }

  /// Takes what the values favour most while all fits.
  private func rounded(_ values: [Double]) -> Plan? {
    var plan = Plan((0..<binaryCount).map { lower[$0] == 1 })
    for option in (0..<binaryCount).sorted(by: { (-values[$0], $0) < (-values[$1], $1) })
    where values[option] > 0.02 && !plan[option] {
      var other = plan
      other[option] = true
      for rule in problem.rules {
        if case .requires(let first, let second) = rule.kind, first == option {
          other[second] = true
        }
      }
      if problem.rules.allSatisfy({ $0.isKept(by: other) ?? true }) { plan = other }
    }
    return problem.rules.allSatisfy { $0.isKept(by: plan) ?? true } ? plan : nil
  }
}

extension PlanRule {
  /// The rule as a row of choices alone; nil for those on losses and fixed choices.
  var linearRow: LinearCut? {
    switch kind {
    case .sum(let coefficients, let limit):
      let scale = Swift.max(coefficients.max() ?? 1, 1e-300)
      let used = coefficients.indices.filter { coefficients[$0] != 0 }
      let allowed = limit + Self.slack * Swift.max(Swift.abs(limit), 1e-3)
      return LinearCut(
        columns: used.map { Int32($0) }, coefficients: used.map { -coefficients[$0] / scale },
        lower: -allowed / scale)
    case .requires(let first, let second):
      guard first != second else { return nil }
      return LinearCut(
        columns: [Int32(first), Int32(second)], coefficients: [-1, 1], lower: 0)
    case .excludes(let first, let second):
      guard first != second else {
        return LinearCut(columns: [Int32(first)], coefficients: [-1], lower: 0)
      }
      return LinearCut(
        columns: [Int32(first), Int32(second)], coefficients: [-1, -1], lower: -1)
    case .include, .exclude, .figure, .people, .lostDays: return nil
    }
  }
}
