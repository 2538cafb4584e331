internal import Optimization

/// The oracle of the master problem: tangents of products, tail cuts, exact values of plans.
struct PlanMaster: CutOracle {
  let layout: MasterLayout
  var evaluator: PlanEvaluator
  var incumbents: Incumbents
  /// Per tail: cuts found so far, newest first, for the surrogate of local search.
  private(set) var pool: [[[Double]]]
  private var estimators: [TailEstimator]
  private var years: [Double]
  private var sample: YearSample
  private var seen: Set<[Bool]> = []
  private var improvements = 0
  /// Ends the search at the first plan that is allowed.
  var stopsAtFirst = false

  private static let poolSize = 60
  /// Part of the objective's scale (1000) by which a cut must be violated.
  private static let tolerance = 1e-3

  init(_ layout: MasterLayout) {
    self.layout = layout
    evaluator = PlanEvaluator(layout.problem)
    incumbents = Incumbents(ids: layout.problem.options.map(\.id))
    pool = layout.tails.map { _ in [] }
    estimators = layout.tails.map { TailEstimator(level: $0.level, table: layout.table) }
    years = [Double](repeating: 0, count: layout.table.yearCount)
    sample = YearSample(
      count: layout.table.yearCount, probabilities: layout.table.probabilities)
  }

  var binaryCount: Int { layout.count }
  /// In the program's unit.
  var cutoff: Double {
    stopsAtFirst && incumbents.best < .infinity ? -.infinity : incumbents.cutoff / layout.unit
  }

  // MARK: Cuts

  mutating func cuts(at values: [Double]) -> (cuts: [LinearCut], value: Double) {
    var cuts: [LinearCut] = []
    let scales = layout.products.map { $0.value(values) }
    var value = 0.0
    for column in 0..<layout.count { value += layout.costs[column] * values[column] }
    for (product, scale) in zip(layout.products, scales) {
      value += layout.costs[product.column] * scale
    }
    var importance = layout.means
    for tail in layout.tails.indices {
      let (shortfall, cut) = tailCut(tail, scales)
      for risk in importance.indices { importance[risk] = Swift.max(importance[risk], cut[risk]) }
      let column = layout.tails[tail].column
      value += layout.tails[tail].weight * shortfall / layout.unit
      if !PlanRule.keeps(shortfall, limit: layout.tails[tail].limit) { value = .infinity }
      if shortfall / layout.unit - values[column] > Self.tolerance { cuts.append(row(cut, column)) }
    }
    cuts += tangents(values, scales, importance)
    return (cuts, value)
  }

  private func tangents(
    _ values: [Double], _ scales: [Double], _ importance: [Double]
  ) -> [LinearCut] {
    var cuts: [LinearCut] = []
    for (risk, product) in layout.products.enumerated() {
      let short = scales[risk] - values[product.column]
      let isViolated =
        short * importance[risk] / layout.unit > Self.tolerance / 4 && short > 1e-6
      if isViolated { cuts.append(product.tangent(values)) }
    }
    for product in layout.peopleProducts where product.value(values) - values[product.column] > 1e-7
    {
      cuts.append(product.tangent(values))
    }
    return cuts
  }

  /// θ − Σ tail mean · product ≥ 0.
  private func row(_ cut: [Double], _ column: Int) -> LinearCut {
    LinearCut(
      columns: layout.products.map { Int32($0.column) } + [Int32(column)],
      coefficients: cut.map { -$0 / layout.unit } + [1], lower: 0)
  }

  private mutating func tailCut(_ tail: Int, _ scales: [Double]) -> (Double, [Double]) {
    if estimators[tail].isReady {
      let found = estimators[tail].cut(scales)
      remember(found.cut, tail)
      return found
    }
    var factors = [Double](repeating: 1, count: layout.problem.factors.rowCount)
    for risk in scales.indices { factors[FactorTable.row(risk: risk, .frequency)] = scales[risk] }
    layout.table.sum(factors, into: &years)
    let cut = layout.table.weighted(sample.tailWeights(layout.tails[tail].level, years))
    remember(cut, tail)
    if TailEstimator.pays(layout.table, level: layout.tails[tail].level), pool[tail].count > 4 {
      estimators[tail].choose(years, layout.table)
    }
    return (TailCuts.dot(cut, scales), cut)
  }

  private mutating func remember(_ cut: [Double], _ tail: Int) {
    if pool[tail].count == Self.poolSize { pool[tail].removeLast() }
    pool[tail].insert(cut, at: 0)
  }

  // MARK: Points

  mutating func visit(_ point: [Bool]) -> [LinearCut] {
    let plan = Plan(point)
    let values = layout.values(of: plan)
    var cuts = (layout.products + layout.peopleProducts).map { $0.tangent(values) }
    guard seen.insert(point).inserted else { return cuts }
    evaluator.load(factors: layout.problem.factors.factors(of: plan), layers: [])
    for tail in layout.tails.indices {
      let cut = layout.table.weighted(evaluator.loadedTail(layout.tails[tail].level))
      remember(cut, tail)
      cuts.append(row(cut, layout.tails[tail].column))
    }
    if let value = evaluator.loadedObjective(of: plan) {
      incumbents.offer(plan, value: value, cost: layout.problem.annualCost(of: plan))
    } else if layout.onlyHelps, layout.problem.rules.allSatisfy({ $0.isKept(by: plan) ?? true }) {
      cuts.append(addOne(point))
    }
    return cuts
  }

  /// Too much is lost under this plan, and less of it would be worse: something must be added.
  private func addOne(_ point: [Bool]) -> LinearCut {
    let others = point.indices.filter { !point[$0] }
    return LinearCut(
      columns: others.map { Int32($0) }, coefficients: others.map { _ in 1 }, lower: 1)
  }

  func weights(_ values: [Double]) -> [Double] {
    var gradient = [Double](repeating: 0, count: layout.count)
    for column in 0..<layout.count { gradient[column] = layout.costs[column] }
    for (risk, product) in layout.products.enumerated() {
      var importance = layout.costs[product.column]
      for tail in layout.tails.indices {
        let weight = layout.tails[tail].weight > 0 ? layout.tails[tail].weight : 1
        importance += weight * (pool[tail].first?[risk] ?? 0) / layout.unit
      }
      let slope = importance * values[product.column]
      for (column, log) in product.form where column < layout.count {
        gradient[column] += Swift.abs(slope * log)
      }
    }
    return gradient
  }

  mutating func improve(_ values: [Double]) {
    improvements += 1
    var search = PlanNeighbourhood(layout, pool)
    for _ in 0..<4 {
      guard
        let plan = search.improved(
          from: values, withSwaps: improvements == 1 || improvements % 8 == 0)
      else { return }
      guard !seen.contains(plan.isChosen) else { return }
      let before = incumbents.best
      _ = visit(plan.isChosen)
      seen.remove(plan.isChosen)
      search = PlanNeighbourhood(layout, pool)
      if incumbents.best >= before { return }
    }
  }
}

extension MasterLayout {
  /// The columns' values that belong to a plan; shortfalls are left at 0.
  func values(of plan: Plan) -> [Double] {
    var values = [Double](repeating: 0, count: costs.count)
    for option in 0..<count { values[option] = plan[option] ? 1 : 0 }
    for (index, interaction) in problem.factors.interactions.enumerated() {
      values[count + index] = interaction.members.allSatisfy { plan[$0] } ? 1 : 0
    }
    for product in products + peopleProducts { values[product.column] = product.value(values) }
    return values
  }
}
