/// The rules of a problem that need no losses, by depth of a tree.
struct TreeRules {
  /// What is tried first.
  let prefersYes: [Bool]
  private var forbidsYes: [Bool]
  private var forbidsNo: [Bool]
  /// (earlier depth, its value) that forbid a yes or a no.
  private var againstYes: [[(depth: Int, value: Bool)]]
  private var againstNo: [[(depth: Int, value: Bool)]]
  private var coefficients: [[Double]] = []
  private var limits: [Double] = []

  init(_ problem: TreatmentProblem, order: [Int]) {
    let count = order.count
    var depthOf = [Int](repeating: 0, count: count)
    for (depth, option) in order.enumerated() { depthOf[option] = depth }
    forbidsYes = [Bool](repeating: false, count: count)
    forbidsNo = forbidsYes
    againstYes = [[(depth: Int, value: Bool)]](repeating: [], count: count)
    againstNo = againstYes
    prefersYes = order.map {
      problem.options[$0].annualCost == 0 || problem.objective.costWeight == 0
    }
    for rule in problem.rules { add(rule, depthOf, order) }
  }

  private mutating func add(_ rule: PlanRule, _ depthOf: [Int], _ order: [Int]) {
    switch rule.kind {
    case .sum(let all, let limit):
      coefficients.append(order.map { all[$0] })
      limits.append(limit)
    case .include(let all): for option in all { forbidsNo[depthOf[option]] = true }
    case .exclude(let none): for option in none { forbidsYes[depthOf[option]] = true }
    case .requires(let first, let second): addRequirement(depthOf[first], depthOf[second])
    case .excludes(let first, let second):
      let (a, b) = (depthOf[first], depthOf[second])
      againstYes[Swift.max(a, b)].append((Swift.min(a, b), true))
    case .figure, .people, .lostDays: break
    }
  }

  private mutating func addRequirement(_ first: Int, _ second: Int) {
    if first > second {
      againstYes[first].append((second, false))
    } else if second > first {
      againstNo[second].append((first, true))
    }
  }

  var sumCount: Int { limits.count }

  func allows(_ depth: Int, _ value: Bool, _ chosen: [Bool]) -> Bool {
    if value ? forbidsYes[depth] : forbidsNo[depth] { return false }
    return !(value ? againstYes : againstNo)[depth].contains { chosen[$0.depth] == $0.value }
  }

  /// Writes the sums of a depth from those before; false where a limit is passed.
  func add(_ depth: Int, _ value: Bool, _ sums: inout [Double]) -> Bool {
    let (from, to) = (depth * sumCount, (depth + 1) * sumCount)
    for row in limits.indices {
      let sum = sums[from + row] + (value ? coefficients[row][depth] : 0)
      guard PlanRule.keeps(sum, limit: limits[row]) else { return false }
      sums[to + row] = sum
    }
    return true
  }
}
