/// Search on simulated years where too many treatments act on the same events to try every choice.
///
/// Adds, drops and swaps, every plan evaluated exactly on its own years. Finds good plans; of the rest
/// it proves only what follows from rules that ask nothing of the losses.
struct PlanByPlanSearch {
  let problem: TreatmentProblem
  /// Years that may be simulated, all plans together: a measure of time that does not depend on the
  /// machine.
  var work = 20_000_000
  /// Plans that are always looked at.
  private static let fewest = 60
  /// More of them rarely find anything better.
  private static let most = 5_000

  init(_ problem: TreatmentProblem) { self.problem = problem }

  func run() -> TreatmentAnswer {
    guard TreeSearch().isFeasible(structure) != false else {
      return TreatmentAnswer(
        status: .infeasible, method: "the rules that ask nothing of the losses clash",
        evaluations: 0)
    }
    let plans = Swift.min(
      Swift.max(work / Swift.max(1, problem.years.yearCount), Self.fewest), Self.most)
    var local = LocalSearch(problem, evaluations: plans)
    local.run(from: starts)
    return answer(local)
  }

  /// False where rules clash that ask nothing of the losses; else nil unless a plan is found.
  var isFeasible: Bool? {
    if TreeSearch().isFeasible(structure) == false { return false }
    let asksOfLosses = problem.rules.contains { !$0.isStructural }
    return asksOfLosses ? nil : true
  }

  private func answer(_ local: LocalSearch) -> TreatmentAnswer {
    var answer = TreatmentAnswer(
      status: .limit,
      method:
        "local search: \(local.evaluations) plans evaluated year by year on \(problem.years.yearCount) simulated years; no bound, so that nothing is proven of the others",
      evaluations: local.evaluations, certificate: PlanCertificate(isComplete: false))
    guard let first = local.incumbents.ranked().first else { return answer }
    answer.status = .feasible
    answer.objective = first.value
    answer.plan = first.plan
    answer.ties = ReplayTies(problem).among(local.allowed, with: first.plan)
    return answer
  }

  // MARK: Rules that ask nothing of the losses

  /// The problem with those rules alone, and nothing to evaluate.
  private var structure: TreatmentProblem {
    var problem = problem.with(rules: problem.rules.filter(\.isStructural))
    problem.years = TableYears(
      losses: [[Double]](repeating: [0], count: problem.years.riskCount), probabilities: [1])
    return problem
  }

  /// What must be chosen; and that with as much more as the rules allow.
  private var starts: [Plan] {
    let count = problem.options.count
    var least = Plan(count: count)
    for rule in problem.rules {
      if case .include(let all) = rule.kind { for option in all { least[option] = true } }
    }
    for _ in 0..<count { for rule in problem.rules { rule.follow(&least) } }
    var most = least
    for option in 0..<count where !most[option] {
      var other = most
      other[option] = true
      for _ in 0..<count { for rule in problem.rules { rule.follow(&other) } }
      if problem.rules.allSatisfy({ $0.isKept(by: other) ?? true }) { most = other }
    }
    return most == least ? [least] : [least, most]
  }
}

extension PlanRule {
  /// Whether choices alone decide it.
  var isStructural: Bool {
    switch kind {
    case .figure, .people, .lostDays: false
    case .sum, .requires, .excludes, .include, .exclude: true
    }
  }

  /// Chooses what is required by something that is chosen.
  fileprivate func follow(_ plan: inout Plan) {
    if case .requires(let first, let second) = kind, plan[first] { plan[second] = true }
  }
}
