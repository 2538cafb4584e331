internal import Optimization

/// All plans of a problem as a tree of choices, with bounds on what each branch can reach.
///
/// A branch is bounded by granting it every helpful factor and every layer that is still open, at
/// no cost: losses never fall below that, since they grow with each factor.
struct PlanTree: BinarySearchSpace {
  let problem: TreatmentProblem
  /// Options by depth.
  let order: [Int]
  var evaluator: PlanEvaluator
  var incumbents: Incumbents
  private let rules: TreeRules
  private let rows: Int
  /// Combined factors of what is chosen, by depth then row.
  private var factors: [Double]
  /// Products of the helpful factors still open, by depth then row.
  private let open: [Double]
  /// What helpful factors must not be granted: whether each depth's option only helps.
  private let onlyHelps: [Bool]
  private var cost: [Double]
  /// The cost on the axis of a front.
  private var spent: [Double]
  private var chosen: [Bool]
  private var depth = 0
  private var wasGranted = false
  private var bounds: TreeBounds
  /// Sums of rules by depth.
  private var sums: [Double]
  /// Ends the search at the first plan that is allowed.
  var stopsAtFirst = false
  /// Called with every plan that is allowed and its value.
  var onVisit: ((Plan, Double) -> Void)?

  init(_ problem: TreatmentProblem, order: [Int]) {
    self.problem = problem
    self.order = order
    rows = problem.factors.rowCount
    evaluator = PlanEvaluator(problem)
    incumbents = Incumbents(ids: problem.options.map(\.id))
    rules = TreeRules(problem, order: order)
    factors = [Double](repeating: 1, count: (order.count + 1) * rows)
    let tree = TreeFactors(problem.factors, order: order)
    open = tree.open
    onlyHelps = order.indices.map { depth in
      tree.steps[depth].allSatisfy { $0.factor.value <= 1 }
        && !problem.factors.interactions.contains {
          $0.members.contains(order[depth]) && $0.factor.value > 1
        }
    }
    steps = tree.steps
    cost = [Double](repeating: 0, count: order.count + 1)
    spent = cost
    chosen = [Bool](repeating: false, count: order.count)
    bounds = TreeBounds(problem, depths: order.count + 1)
    sums = [Double](repeating: 0, count: (order.count + 1) * rules.sumCount)
  }

  private let steps: [[TreeFactors.Step]]

  var count: Int { order.count }
  /// Set where the whole front of cost and objective is looked for.
  var front: FrontSoFar?
  var cutoff: Double {
    if let front { return front.cutoff(at: spent[depth]) }
    return stopsAtFirst && incumbents.best < .infinity ? -.infinity : incumbents.cutoff
  }

  func firstValue(of variable: Int) -> Bool { rules.prefersYes[variable] }

  mutating func choose(_ variable: Int, _ value: Bool) -> Bool {
    guard rules.allows(variable, value, chosen) else { return false }
    guard rules.add(variable, value, &sums) else { return false }
    chosen[variable] = value
    depth = variable + 1
    let (from, to) = (variable * rows, depth * rows)
    for row in 0..<rows { factors[to + row] = factors[from + row] }
    cost[depth] = cost[variable]
    spent[depth] = spent[variable]
    if value {
      spent[depth] += front?.costs[order[variable]] ?? 0
      cost[depth] += problem.options[order[variable]].annualCost
      for step in steps[variable] where step.others.allSatisfy({ chosen[$0] }) {
        factors[to + step.factor.row] *= step.factor.value
      }
    }
    wasGranted = value && onlyHelps[variable]
    return true
  }

  mutating func takeBack(_ variable: Int) {
    chosen[variable] = false
    depth = variable
  }

  mutating func bound() -> Double {
    let base = depth * rows
    let granted = (0..<rows).map { factors[base + $0] * open[base + $0] }
    let branch = TreeBounds.Branch(
      depth: depth, cost: cost[depth], granted: granted, isAsBefore: wasGranted, cutoff: cutoff,
      layers: problem.hasLayers ? grantedLayers() : [])
    return bounds.bound(branch, &evaluator)
  }

  /// Layers chosen or open.
  private func grantedLayers() -> [ResidualLayer] {
    problem.standingLayers
      + order.indices.compactMap { position in
        position >= depth || chosen[position] ? problem.optionLayers[order[position]] : nil
      }
  }

  mutating func visit() {
    var plan = Plan(count: order.count)
    for position in order.indices { plan[order[position]] = chosen[position] }
    evaluator.load(
      factors: problem.factors.factors(of: plan), layers: problem.layers(under: plan))
    guard let value = bounds.value(of: plan, problem, &evaluator) else { return }
    front?.add(spent[depth], value)
    if front == nil {
      incumbents.offer(plan, value: value, cost: problem.annualCost(of: plan))
    }
    onVisit?(plan, value)
  }
}

/// Factors by depth: each is applied at the last of its members.
private struct TreeFactors {
  struct Step {
    let factor: FactorTable.Factor
    /// Depths of the other members of an interaction.
    let others: [Int]
  }

  var steps: [[Step]]
  var open: [Double]

  init(_ table: FactorTable, order: [Int]) {
    var depthOf = [Int](repeating: 0, count: order.count)
    for (depth, option) in order.enumerated() { depthOf[option] = depth }
    steps = order.map { table.options[$0].map { Step(factor: $0, others: []) } }
    for interaction in table.interactions {
      let depths = Set(interaction.members.map { depthOf[$0] }).sorted()
      guard let last = depths.last else { continue }
      steps[last].append(Step(factor: interaction.factor, others: depths.dropLast()))
    }
    let rows = table.rowCount
    open = [Double](repeating: 1, count: (order.count + 1) * rows)
    for depth in order.indices.reversed() {
      for row in 0..<rows { open[depth * rows + row] = open[(depth + 1) * rows + row] }
      for step in steps[depth] where step.factor.value < 1 {
        open[depth * rows + step.factor.row] *= step.factor.value
      }
    }
  }
}

/// The front of cost and value while it is being found.
struct FrontSoFar {
  let costs: [Double]
  private var points: [(cost: Double, value: Double)] = []

  init(costs: [Double]) { self.costs = costs }

  /// A branch that costs this much is of interest only below this value, or level with it.
  func cutoff(at cost: Double) -> Double {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].cost <= cost { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return .infinity }
    return points[low - 1].value + 2 * Incumbents.margin(points[low - 1].value)
  }

  mutating func add(_ cost: Double, _ value: Double) {
    guard points.allSatisfy({ $0.cost > cost || $0.value > value }) else { return }
    points.removeAll { $0.cost >= cost && $0.value >= value }
    let place = points.firstIndex { $0.cost > cost } ?? points.count
    points.insert((cost, value), at: place)
  }
}
