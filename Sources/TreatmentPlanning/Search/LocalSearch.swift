internal import Sampling

/// Local search on exact values, for problems too large to exhaust whose years do not scale.
///
/// Adds, drops and swaps while that helps, then begins again from the best plan with some choices
/// turned over. Finds good plans; proves nothing.
struct LocalSearch {
  private let problem: TreatmentProblem
  private var evaluator: PlanEvaluator
  private(set) var incumbents: Incumbents
  private var budget: Int
  private var seen: [Plan: Double] = [:]

  /// Choices dropped when the search begins again.
  private static let kick = 3
  /// Kicks in a row that lead to no plan that was not seen before, after which all is seen.
  private static let patience = 30

  init(_ problem: TreatmentProblem, evaluations: Int) {
    self.problem = problem
    evaluator = PlanEvaluator(problem)
    incumbents = Incumbents(ids: problem.options.map(\.id))
    budget = evaluations
  }

  private var tries = 0

  var evaluations: Int { tries }

  /// Plans that were evaluated and keep every rule, with their objectives, the best first.
  var allowed: [(plan: Plan, value: Double)] {
    seen.filter { $0.value < .infinity }.map { (plan: $0.key, value: $0.value) }
      .sorted {
        ($0.value, $0.plan.positions.description) < ($1.value, $1.plan.positions.description)
      }
  }

  /// Searches from some plans, then from kicks of the best until the evaluations are used up.
  mutating func run(from starts: [Plan]) {
    for start in starts { descend(from: start) }
    let stream = RandomStream(seed: 0, purpose: "treatment/kick", record: "")
    var kicks: UInt32 = 0
    var idle = 0
    while budget > 0, kicks < 10_000, idle < Self.patience,
      let best = incumbents.ranked().first?.plan
    {
      let before = tries
      descend(from: kicked(best, stream, kicks))
      kicks += 1
      idle = tries == before ? idle + 1 : 0
    }
  }

  /// Drops some choices, then fills up with others in an order of chance while all fits.
  private func kicked(_ best: Plan, _ stream: RandomStream, _ kick: UInt32) -> Plan {
    func chance(_ option: Int, _ draw: UInt32) -> Double {
      stream.uniforms(trial: kick, draw: 2 * UInt32(option) + draw).0
    }
    var plan = best
    for option in plan.positions.sorted(by: { chance($0, 0) < chance($1, 0) }).prefix(Self.kick) {
      plan[option] = false
    }
    let outside = plan.isChosen.indices.filter { !plan[$0] && !best[$0] }
    for option in outside.sorted(by: { chance($0, 1) < chance($1, 1) }) {
      plan[option] = true
      if !isStructured(plan) { plan[option] = false }
    }
    return plan
  }

  /// Searches from one plan with some evaluations more.
  mutating func polish(_ start: Plan, evaluations: Int) {
    let kept = budget
    budget = evaluations
    descend(from: start)
    budget = kept
  }

  private mutating func descend(from start: Plan) {
    var plan = start
    var near = ToggledYears(problem, around: plan)
    var value = self.value(plan, &near)
    var moves = Self.moves(from: plan)
    var tried = 0
    var next = 0
    while budget > 0, tried < moves.count {
      var other = plan
      for option in moves[next] { other[option].toggle() }
      tried += 1
      next = (next + 1) % moves.count
      guard isStructured(other) else { continue }
      let otherValue = self.value(other, &near)
      guard
        otherValue < value - Incumbents.margin(value) || (value == .infinity && otherValue < value)
      else { continue }
      (plan, value, tried) = (other, otherValue, 0)
      near = ToggledYears(problem, around: plan)
      moves = Self.moves(from: plan)
      next = next % moves.count
    }
  }

  private static func moves(from plan: Plan) -> [[Int]] {
    let inside = plan.positions
    let outside = plan.isChosen.indices.filter { !plan[$0] }
    return outside.map { [$0] }
      + inside.flatMap { first in [[first]] + outside.map { [first, $0] } }
  }

  private func isStructured(_ plan: Plan) -> Bool {
    problem.rules.allSatisfy { $0.isKept(by: plan) ?? true }
  }

  /// Infinity where a rule is broken.
  ///
  /// Years are summed anew only for the risks that differ; what is kept is evaluated in full.
  private mutating func value(_ plan: Plan, _ near: inout ToggledYears) -> Double {
    if let known = seen[plan] { return known }
    budget -= 1
    near.load(plan)
    tries += 1
    let value = near.broken(by: plan).isEmpty ? near.objective(of: plan) : .infinity
    seen[plan] = value
    if value <= incumbents.cutoff { keep(plan) }
    return value
  }

  private mutating func keep(_ plan: Plan) {
    evaluator.load(plan)
    guard let value = evaluator.loadedObjective(of: plan) else { return }
    incumbents.offer(plan, value: value, cost: problem.annualCost(of: plan))
  }
}
