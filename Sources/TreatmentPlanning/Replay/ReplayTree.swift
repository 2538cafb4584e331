internal import LossSimulation
internal import Optimization

/// The tree of plans of a simulated study, with bounds that are sums over groups of choices.
struct ReplayTree: BinarySearchSpace {
  let problem: TreatmentProblem
  private let replay: ReplayedYears
  /// Options in the order in which they are chosen.
  private let order: [Int]
  private let prefersYes: [Bool]
  /// By option, the groups on which it acts, with the weight of its digit.
  private let places: [[(group: Int, power: Int)]]
  private var states: [Int]
  private var isChosen: [Bool]
  private var isDecided: [Bool]
  /// Sums of rules on what is chosen, by rule.
  private var sums: [Double]
  /// Costs of chosen options that act on no group.
  private var looseCost = 0.0
  private(set) var bounds: [GroupBounds]

  /// Whether points are judged by the bound alone, to find where to look first.
  var isOnBound = false
  private var leastBound = Double.infinity
  private(set) var boundPlan: Plan?
  var incumbents: Incumbents
  /// Whether any plan that keeps the rules is enough.
  var stopsAtFirst = false
  private var evaluator: PlanEvaluator
  /// Plans that were evaluated and keep every rule, with their objectives.
  private(set) var evaluated: [(plan: Plan, value: Double)] = []
  var evaluations: Int { evaluator.evaluations }

  /// Bounds that are kept at most: the tightest for different tails.
  static let mostBounds = 8

  init(_ problem: TreatmentProblem, _ replay: ReplayedYears) {
    self.problem = problem
    self.replay = replay
    let count = problem.options.count
    var places = [[(group: Int, power: Int)]](repeating: [], count: count)
    states = (0..<replay.groupCount).map { group in
      let options = replay.options(of: group)
      for (digit, option) in options.enumerated() {
        places[option].append((group, GroupBounds.power(digit)))
      }
      return GroupBounds.power(options.count) - 1
    }
    self.places = places
    isChosen = [Bool](repeating: false, count: count)
    isDecided = isChosen
    sums = [Double](repeating: 0, count: problem.rules.count)
    incumbents = Incumbents(ids: problem.options.map(\.id))
    evaluator = PlanEvaluator(problem)
    let none = Plan(count: count)
    let tails =
      problem.objective.shortfallLevels.isEmpty
      ? [] : Self.tails(of: none, problem, &evaluator)
    let bound = GroupBounds(problem, replay, tails: tails)
    bounds = [bound]
    (order, prefersYes) = Self.order(bound, states, places, problem)
  }

  /// Options whose choice moves the bound most come first.
  private static func order(
    _ bound: GroupBounds, _ states: [Int], _ places: [[(group: Int, power: Int)]],
    _ problem: TreatmentProblem
  ) -> ([Int], [Bool]) {
    let difference = places.indices.map { option -> Double in
      func value(_ digits: Int) -> Double {
        var states = states
        for place in places[option] { states[place.group] -= digits * place.power }
        return bound.value(states)
      }
      let (yes, no) = (value(1), value(2))
      if yes == no { return 0 }
      return no - yes
    }
    let order = places.indices.sorted {
      (-difference[$0].magnitude, $0) < (-difference[$1].magnitude, $1)
    }
    return (order, order.map { difference[$0] > 0 })
  }

  private static func tails(
    of plan: Plan, _ problem: TreatmentProblem, _ evaluator: inout PlanEvaluator
  ) -> [TailWeights] {
    evaluator.load(plan)
    return problem.objective.shortfallLevels.map { evaluator.loadedTail($0) }
  }

  /// Takes in the bound that is tight at a plan.
  mutating func addBound(at plan: Plan) {
    guard !problem.objective.shortfallLevels.isEmpty, bounds.count < Self.mostBounds else { return }
    bounds.append(
      GroupBounds(problem, replay, tails: Self.tails(of: plan, problem, &evaluator)))
  }

  /// Looks again for the plan with the least bound.
  mutating func restart() {
    leastBound = .infinity
    boundPlan = nil
  }

  // MARK: The tree

  var count: Int { order.count }

  func firstValue(of variable: Int) -> Bool { prefersYes[variable] }

  var cutoff: Double {
    if stopsAtFirst, incumbents.best < .infinity { return -.infinity }
    return isOnBound ? Swift.min(leastBound, incumbents.cutoff) : incumbents.cutoff
  }

  mutating func choose(_ variable: Int, _ value: Bool) -> Bool {
    let option = order[variable]
    isChosen[option] = value
    isDecided[option] = true
    guard keepsRules(with: option) else {
      isChosen[option] = false
      isDecided[option] = false
      return false
    }
    for place in places[option] { states[place.group] -= (value ? 1 : 2) * place.power }
    if value { add(option, 1) }
    return true
  }

  mutating func takeBack(_ variable: Int) {
    let option = order[variable]
    if isChosen[option] { add(option, -1) }
    for place in places[option] {
      states[place.group] += (isChosen[option] ? 1 : 2) * place.power
    }
    isChosen[option] = false
    isDecided[option] = false
  }

  private mutating func add(_ option: Int, _ sign: Double) {
    for (rule, entry) in problem.rules.enumerated() {
      if case .sum(let coefficients, _) = entry.kind { sums[rule] += sign * coefficients[option] }
    }
    if places[option].isEmpty {
      looseCost += sign * problem.objective.costWeight * problem.options[option].annualCost
    }
  }

  /// Whether what is decided can still keep every rule that asks for nothing of the losses.
  private func keepsRules(with option: Int) -> Bool {
    func choice(_ option: Int) -> Bool? { isDecided[option] ? isChosen[option] : nil }
    for (rule, entry) in problem.rules.enumerated() {
      switch entry.kind {
      case .sum(let coefficients, let limit):
        let sum = sums[rule] + (isChosen[option] ? coefficients[option] : 0)
        if !PlanRule.keeps(sum, limit: limit) { return false }
      case .requires(let a, let b): if choice(a) == true, choice(b) == false { return false }
      case .excludes(let a, let b): if choice(a) == true, choice(b) == true { return false }
      case .include(let all): if all.contains(where: { choice($0) == false }) { return false }
      case .exclude(let none): if none.contains(where: { choice($0) == true }) { return false }
      case .figure, .people, .lostDays: break
      }
    }
    return true
  }

  func bound() -> Double {
    var best = -Double.infinity
    for bound in bounds { best = Swift.max(best, bound.value(states)) }
    // Sums of many numbers are rounded.
    return best + looseCost - 1e-12 * Swift.abs(best)
  }

  mutating func visit() {
    let plan = Plan(isChosen)
    guard !isOnBound else {
      let bound = self.bound()
      if bound < leastBound { (leastBound, boundPlan) = (bound, plan) }
      return
    }
    evaluate(plan)
  }

  /// Evaluates a plan on its years and keeps it where it is allowed and good.
  mutating func evaluate(_ plan: Plan) {
    guard problem.rules.allSatisfy({ $0.isKept(by: plan) ?? true }) else { return }
    evaluator.load(plan)
    guard let value = evaluator.loadedObjective(of: plan) else { return }
    incumbents.offer(plan, value: value, cost: problem.annualCost(of: plan))
    evaluated.append((plan, value))
  }
}

extension PlanObjective {
  /// Levels of the shortfalls that are minimised, in the order of the terms.
  var shortfallLevels: [Double] {
    terms.compactMap { term in
      if case .shortfall(let level) = term.figure { return level }
      return nil
    }
  }
}
