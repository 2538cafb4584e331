internal import LossSimulation

/// A tree of plans on simulated years whose choices are too many to be tried, the least bound first.
///
/// What is open is taken at its best: a treatment that raises the loss of no year is adopted and
/// costs nothing, and of the few others that act on the same events the best choice is taken year by
/// year. The figures of such years, which all grow with losses, are at most those of any plan that
/// can be completed from there, so that their least value among open branches is a proven bound.
struct RelaxedTree {
  private let problem: TreatmentProblem
  private let replay: ReplayedYears
  private var evaluator: PlanEvaluator
  private var sample: YearSample
  private var open: [Node] = []
  private var order: [Int] = []
  private(set) var incumbents: Incumbents
  /// Relaxations that were computed.
  private(set) var evaluations = 0
  private(set) var nodes = 0
  private(set) var pruned = 0
  private(set) var visited = 0
  private let most: Int
  /// Whether any plan that keeps the rules is enough.
  var stopsAtFirst = false

  /// Choices that some plan may still be completed from.
  private struct Node {
    var choices: [Bool?]
    /// What the losses add to the objective at least.
    var losses: Double
    var bound: Double
  }

  /// Treatments of no sure direction, acting on common events, of which every choice is looked at.
  private static let mostUnsure = 3

  /// - Parameters:
  ///   - incumbents: Plans that are known.
  ///   - evaluations: Relaxations that may be computed.
  init(
    _ problem: TreatmentProblem, _ replay: ReplayedYears, knowing incumbents: Incumbents,
    evaluations: Int
  ) {
    self.problem = problem
    self.replay = replay
    self.incumbents = incumbents
    evaluator = PlanEvaluator(problem)
    sample = YearSample(count: replay.yearCount, probabilities: problem.years.probabilities)
    most = evaluations
  }

  /// No allowed plan has a smaller objective; infinity where there is none.
  private(set) var bound = -Double.infinity
  /// Whether no branch is left that could hold a better plan.
  private(set) var isComplete = false

  mutating func run() {
    let root = [Bool?](repeating: nil, count: problem.options.count)
    guard let start = node(root, losses: nil) else { return finish() }
    open = [start]
    order = importance(of: start)
    while let best = leastOpen() {
      guard evaluations < most, !(stopsAtFirst && incumbents.best < .infinity) else {
        return finish()
      }
      let node = open.remove(at: best)
      guard node.bound <= incumbents.cutoff else {
        pruned += 1
        continue
      }
      branch(node)
    }
    finish()
  }

  private mutating func finish() {
    open.removeAll { $0.bound > incumbents.cutoff }
    isComplete = open.isEmpty
    bound = open.reduce(incumbents.best) { Swift.min($0, $1.bound) }
  }

  /// Of equal bounds the latest, which is the deepest.
  private func leastOpen() -> Int? {
    open.indices.min { (open[$0].bound, -$0) < (open[$1].bound, -$1) }
  }

  // MARK: Branches

  private mutating func branch(_ node: Node) {
    guard let option = order.first(where: { node.choices[$0] == nil }) else {
      visited += 1
      return visit(Plan(node.choices.map { $0 ?? false }))
    }
    for choice in [true, false] {
      var choices = node.choices
      choices[option] = choice
      // A helpful treatment was taken to be adopted before.
      let losses = choice && replay.isHelpful[option] ? node.losses : nil
      guard let child = self.node(choices, losses: losses) else {
        pruned += 1
        continue
      }
      nodes += 1
      open.append(child)
    }
  }

  private mutating func visit(_ plan: Plan) {
    evaluator.load(plan)
    guard let value = evaluator.loadedObjective(of: plan) else { return }
    incumbents.offer(plan, value: value, cost: problem.annualCost(of: plan))
  }

  /// Nil where no plan that keeps the rules, or none of interest, can be completed from the choices.
  private mutating func node(_ choices: [Bool?], losses known: Double?) -> Node? {
    guard problem.rules.allSatisfy({ $0.canBeKept(by: choices) }) else { return nil }
    guard let losses = known ?? leastLosses(choices) else { return nil }
    let cost = problem.options.indices.reduce(0) { sum, option in
      let annual = problem.options[option].annualCost
      return sum + (choices[option].map { $0 ? annual : 0 } ?? Swift.min(0, annual))
    }
    let value = problem.objective.costWeight * cost + losses
    // Sums of many numbers are rounded.
    let bound = value - 1e-12 * Swift.abs(value)
    return bound > incumbents.cutoff
      ? nil : Node(choices: choices, losses: losses, bound: bound)
  }

  /// What losses add to the objective at least; nil where even the least break a limit.
  private mutating func leastLosses(_ choices: [Bool?]) -> Double? {
    evaluations += 1
    let years = replay.leastYears((0..<replay.groupCount).map { masks(of: $0, choices) })
    for rule in problem.rules {
      guard case .figure(let figure, let limit) = rule.kind else { continue }
      let least = sample.value(of: figure, years)
      guard PlanRule.keeps(least - 1e-9 * Swift.abs(least), limit: limit) else { return nil }
    }
    return problem.objective.terms.reduce(0) {
      $0 + $1.weight * sample.value(of: $1.figure, years)
    }
  }

  /// Choices in a group among which every year's least loss lies; empty where they are too many.
  private func masks(of group: Int, _ choices: [Bool?]) -> [Int] {
    var unsure: [Int] = []
    var mask = 0
    for (bit, option) in replay.options(of: group).enumerated() {
      switch choices[option] {
      case true?: mask |= 1 << bit
      case false?: break
      case nil: if replay.isHelpful[option] { mask |= 1 << bit } else { unsure.append(bit) }
      }
    }
    guard unsure.count <= Self.mostUnsure else { return [] }
    return unsure.reduce([mask]) { masks, bit in masks + masks.map { $0 | 1 << bit } }
  }

  // MARK: The order of choices

  /// Options whose choice moves the bound most whichever way it goes come first.
  private mutating func importance(of root: Node) -> [Int] {
    let scores = problem.options.indices.map { option -> Double in
      guard evaluations < most else { return 0 }
      let cost = problem.objective.costWeight * problem.options[option].annualCost
      func rise(_ choice: Bool) -> Double {
        var choices = root.choices
        choices[option] = choice
        guard problem.rules.allSatisfy({ $0.canBeKept(by: choices) }) else { return .infinity }
        return leastLosses(choices).map { $0 - root.losses } ?? .infinity
      }
      let (with, without) = (replay.isHelpful[option] ? 0 : rise(true), rise(false))
      return Swift.min(with + cost, without)
    }
    return scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
  }
}

extension PlanRule {
  /// Whether some completion of choices may keep the rule, as far as choices alone decide it.
  fileprivate func canBeKept(by choices: [Bool?]) -> Bool {
    switch kind {
    case .sum(let coefficients, let limit):
      let sum = coefficients.indices.reduce(0.0) {
        choices[$1] == true ? $0 + coefficients[$1] : $0
      }
      return Self.keeps(sum, limit: limit)
    case .requires(let a, let b): return !(choices[a] == true && choices[b] == false)
    case .excludes(let a, let b): return !(choices[a] == true && choices[b] == true)
    case .include(let all): return all.allSatisfy { choices[$0] != false }
    case .exclude(let none): return none.allSatisfy { choices[$0] != true }
    case .figure, .people, .lostDays: return true
    }
  }
}
