internal import LossSimulation
internal import Optimization

/// Exact search over all plans of a simulated study.
///
/// First the plan with the least bound is found, evaluated, and the bound made tight there, a few
/// times over; then a tree is exhausted in which every plan whose bound does not exceed the best
/// value is evaluated on its years. The answer is that of enumerating every plan on these years.
struct ReplaySearch {
  let problem: TreatmentProblem
  /// Choices made before the search gives up and reports a proven gap.
  var nodeLimit = 40_000_000

  /// Times that the bound is made tight before the tree.
  private static let rounds = GroupBounds.rounds

  init(_ problem: TreatmentProblem) { self.problem = problem }

  func run() -> TreatmentAnswer {
    guard let replay = problem.replay else {
      return TreatmentAnswer(status: .limit, method: "no simulated years", evaluations: 0)
    }
    var tree = ReplayTree(problem, replay)
    tighten(&tree)
    let outcome = DepthFirstSearch.run(&tree, nodeLimit: nodeLimit)
    return answer(tree, outcome)
  }

  /// Whether any plan keeps the rules; nil where the search was cut short.
  var isFeasible: Bool? {
    guard let replay = problem.replay else { return nil }
    let anything = PlanObjective(name: "nothing", costWeight: 0, terms: [])
    var tree = ReplayTree(problem.with(objective: anything), replay)
    tree.stopsAtFirst = true
    let outcome = DepthFirstSearch.run(&tree, nodeLimit: nodeLimit)
    if tree.incumbents.best < .infinity { return true }
    return outcome.isComplete ? false : nil
  }

  private func tighten(_ tree: inout ReplayTree) {
    tree.evaluate(Plan(count: problem.options.count))
    tree.isOnBound = true
    var seen: Set<Plan> = []
    for _ in 0..<Self.rounds {
      tree.restart()
      _ = DepthFirstSearch.run(&tree, nodeLimit: nodeLimit)
      guard let plan = tree.boundPlan, seen.insert(plan).inserted else { break }
      tree.evaluate(plan)
      tree.addBound(at: plan)
    }
    tree.isOnBound = false
  }

  private func answer(_ tree: ReplayTree, _ outcome: SearchOutcome) -> TreatmentAnswer {
    var answer = TreatmentAnswer(
      status: outcome.isComplete ? .infeasible : .limit, method: words(tree, outcome),
      evaluations: tree.evaluations,
      certificate: PlanCertificate(
        nodes: outcome.nodes, visited: outcome.leaves, pruned: outcome.pruned,
        isComplete: outcome.isComplete))
    guard let first = tree.incumbents.ranked().first else { return answer }
    answer.status = outcome.isComplete ? .optimal : .feasible
    answer.objective = first.value
    answer.bound =
      outcome.isComplete ? first.value : Swift.min(first.value, outcome.leastOpenBound)
    answer.plan = first.plan
    answer.ties = ReplayTies(problem).among(tree.evaluated, with: first.plan)
    return answer
  }

  private func words(_ tree: ReplayTree, _ outcome: SearchOutcome) -> String {
    let years = problem.years.yearCount
    return
      "exact search over all plans on \(years) simulated years: \(tree.evaluations) plans evaluated year by year, \(outcome.pruned) branches cut off by bounds from means and dual weights of the tail"
      + (outcome.isComplete ? "" : ", cut short at \(outcome.nodes) choices")
  }
}

extension GroupBounds {
  /// Tails for which bounds are made before the tree.
  fileprivate static let rounds = ReplayTree.mostBounds - 1
}
