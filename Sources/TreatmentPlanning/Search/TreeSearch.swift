internal import Optimization

/// Exact search over all plans by a tree with bounds: the same answer as enumerating every plan.
public struct TreeSearch {
  /// Choices made before the search gives up and reports a proven gap.
  public var nodeLimit: Int

  /// Makes a search.
  public init(nodeLimit: Int = 400_000_000) { self.nodeLimit = nodeLimit }

  /// The best plan, all that tie with it, and the proof.
  public func run(_ problem: TreatmentProblem) -> TreatmentAnswer {
    run(problem, knowing: Incumbents(ids: problem.options.map(\.id)))
  }

  /// The same with plans that are known already.
  func run(_ problem: TreatmentProblem, knowing incumbents: Incumbents) -> TreatmentAnswer {
    var tree = PlanTree(problem, order: Self.order(problem))
    tree.incumbents = incumbents
    let outcome = DepthFirstSearch.run(&tree, nodeLimit: nodeLimit)
    return Self.answer(tree, outcome)
  }

  /// Whether any plan keeps the rules; nil where the search was cut short.
  func isFeasible(_ problem: TreatmentProblem) -> Bool? {
    let anything = PlanObjective(name: "nothing", costWeight: 0, terms: [])
    let problem = problem.with(objective: anything)
    var tree = PlanTree(problem, order: Array(problem.options.indices))
    tree.stopsAtFirst = true
    let outcome = DepthFirstSearch.run(&tree, nodeLimit: nodeLimit)
    if tree.incumbents.best < .infinity { return true }
    return outcome.isComplete ? false : nil
  }

  /// Shows every plan that may lie on the front of a cost and the objective; false where the search
  /// was cut short.
  func visitFront(
    _ problem: TreatmentProblem, _ costs: [Double], _ show: @escaping (Plan, Double) -> Void
  ) -> Bool {
    var tree = PlanTree(problem, order: Array(problem.options.indices))
    tree.front = FrontSoFar(costs: costs)
    tree.onVisit = show
    return DepthFirstSearch.run(&tree, nodeLimit: nodeLimit).isComplete
  }

  private static func answer(_ tree: PlanTree, _ outcome: SearchOutcome) -> TreatmentAnswer {
    let certificate = PlanCertificate(
      nodes: outcome.nodes, visited: outcome.leaves, pruned: outcome.pruned,
      isComplete: outcome.isComplete)
    var answer = TreatmentAnswer(
      status: outcome.isComplete ? .infeasible : .limit, method: words(outcome),
      evaluations: tree.evaluator.evaluations, certificate: certificate)
    let ranked = tree.incumbents.ranked()
    guard let first = ranked.first else { return answer }
    var evaluator = PlanEvaluator(tree.problem)
    let objective = evaluator.objective(of: first.plan)
    answer.status = outcome.isComplete ? .optimal : .feasible
    answer.objective = objective
    answer.bound = outcome.isComplete ? objective : Swift.min(objective, outcome.leastOpenBound)
    answer.plan = first.plan
    answer.ties = ranked.dropFirst().map(\.plan)
    return answer
  }

  private static func words(_ outcome: SearchOutcome) -> String {
    "exact search over all plans: \(outcome.leaves) visited, \(outcome.pruned) branches cut off by bounds"
      + (outcome.isComplete ? "" : ", cut short at \(outcome.nodes) choices")
  }

  /// Options by what they do alone, the most first: choices that matter are made early.
  static func order(_ problem: TreatmentProblem) -> [Int] {
    var evaluator = PlanEvaluator(problem)
    let count = problem.options.count
    let none = evaluator.objective(of: Plan(count: count))
    let effect = problem.options.indices.map { option in
      let alone = Plan(count: count, choosing: [option])
      let cost = problem.objective.costWeight * problem.options[option].annualCost
      return none + cost - evaluator.objective(of: alone)
    }
    return problem.options.indices.sorted { (-effect[$0], $0) < (-effect[$1], $1) }
  }
}
