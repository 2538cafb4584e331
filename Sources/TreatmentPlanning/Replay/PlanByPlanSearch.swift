/// Search on simulated years where too many treatments act on the same events to try every choice.
///
/// Adds, drops and swaps, every plan evaluated exactly on its own years; then a tree of relaxed plans
/// proves how much better any other could be.
struct PlanByPlanSearch {
  let problem: TreatmentProblem
  /// Years that may be simulated, all plans together: a measure of time that does not depend on the
  /// machine.
  var work = 20_000_000
  /// Plans that are always looked at.
  private static let fewest = 60
  /// More of them rarely find anything better.
  var most = 5_000

  init(_ problem: TreatmentProblem) { self.problem = problem }

  /// Plans that are looked at.
  private var plans: Int { count(work) }

  /// Relaxed plans that are looked at: more of them, since many share the years of most groups.
  private var relaxedPlans: Int { count(3 * work) }

  private func count(_ work: Int) -> Int {
    Swift.min(Swift.max(work / Swift.max(1, problem.years.yearCount), Self.fewest), most)
  }

  func run() -> TreatmentAnswer {
    guard TreeSearch().isFeasible(structure) != false else {
      return TreatmentAnswer(
        status: .infeasible, method: "the rules that ask nothing of the losses clash",
        evaluations: 0)
    }
    var local = LocalSearch(problem, evaluations: plans)
    local.run(from: starts)
    guard let replay = problem.replay else {
      return TreatmentAnswer(status: .limit, method: "no simulated years", evaluations: 0)
    }
    var tree = RelaxedTree(problem, replay, knowing: local.incumbents, evaluations: relaxedPlans)
    tree.run()
    return answer(local, tree)
  }

  /// Whether any plan keeps the rules; nil where the search was cut short.
  var isFeasible: Bool? {
    if TreeSearch().isFeasible(structure) == false { return false }
    guard problem.rules.contains(where: { !$0.isStructural }) else { return true }
    guard let replay = problem.replay else { return nil }
    let anything = PlanObjective(name: "nothing", costWeight: 0, terms: [])
    var tree = RelaxedTree(
      problem.with(objective: anything), replay,
      knowing: Incumbents(ids: problem.options.map(\.id)), evaluations: relaxedPlans)
    tree.stopsAtFirst = true
    tree.run()
    if tree.incumbents.best < .infinity { return true }
    return tree.isComplete ? false : nil
  }

  private func answer(_ local: LocalSearch, _ tree: RelaxedTree) -> TreatmentAnswer {
    var answer = TreatmentAnswer(
      status: tree.isComplete ? .infeasible : .limit, method: words(local, tree),
      evaluations: local.evaluations + tree.visited,
      certificate: PlanCertificate(
        nodes: tree.nodes, visited: tree.visited, pruned: tree.pruned,
        isComplete: tree.isComplete))
    guard let first = tree.incumbents.ranked().first else { return answer }
    answer.status = tree.isComplete ? .optimal : .feasible
    answer.objective = first.value
    answer.bound = tree.isComplete ? first.value : Swift.min(first.value, tree.bound)
    answer.plan = first.plan
    answer.ties = ReplayTies(problem).among(local.allowed, with: first.plan)
    return answer
  }

  private func words(_ local: LocalSearch, _ tree: RelaxedTree) -> String {
    "local search: \(local.evaluations) plans evaluated year by year on \(problem.years.yearCount) simulated years; then a tree of \(tree.nodes) choices with bounds from \(tree.evaluations) relaxed plans, in which what is open does its best and costs nothing"
      + (tree.isComplete ? "" : ", cut short")
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
