internal import Optimization

/// Exact search for problems with many options whose losses scale: a master problem with cuts.
///
/// Tangents of the products, one dual cut a shortfall, branch and bound over the choices; every bound
/// is recomputed from row multipliers, so that no solver is trusted.
public struct MasterSearch {
  /// Linear programs solved before the search reports a proven gap.
  public var solveLimit: Int
  /// What solves the linear programs: CLP, but for tests, which hold other solvers against it.
  var solver = ProgramSolver.coin

  /// Makes a search.
  public init(solveLimit: Int = 400_000) { self.solveLimit = solveLimit }

  /// The best plan with its proof; nil where the problem does not fit.
  public func run(_ problem: TreatmentProblem) -> TreatmentAnswer? {
    guard let layout = MasterLayout(problem) else { return nil }
    var master = PlanMaster(layout)
    let outcome = solve(&master)
    return answer(master, outcome)
  }

  /// Whether any plan keeps the rules; nil where the search was cut short or does not fit.
  func isFeasible(_ problem: TreatmentProblem) -> Bool? {
    let nothing = PlanObjective(name: "nothing", costWeight: 0, terms: [])
    guard let layout = MasterLayout(problem.with(objective: nothing)) else { return nil }
    var master = PlanMaster(layout)
    master.stopsAtFirst = true
    let outcome = solve(&master)
    if master.incumbents.best < .infinity { return true }
    return outcome.isComplete ? false : nil
  }

  private func solve(_ master: inout PlanMaster) -> CutSearch.Outcome {
    let layout = master.layout
    guard zip(layout.lower, layout.upper).allSatisfy({ $0 <= $1 }) else { return .init() }
    let program = GrowingProgram(
      costs: layout.costs, lower: layout.lower, upper: layout.upper, solver: solver)
    program.add(layout.rows, permanently: true)
    let none = layout.values(of: Plan(count: layout.count))
    program.add((layout.products + layout.peopleProducts).map { $0.tangent(none) })
    return CutSearch(solveLimit: solveLimit).run(program, &master)
  }

  private func answer(
    _ master: PlanMaster, _ outcome: CutSearch.Outcome
  ) -> TreatmentAnswer {
    var answer = TreatmentAnswer(
      status: outcome.isComplete ? .infeasible : .limit, method: words(outcome),
      evaluations: master.evaluator.evaluations,
      certificate: PlanCertificate(
        nodes: outcome.nodes, visited: outcome.visited, pruned: 0, solves: outcome.solves,
        isComplete: outcome.isComplete))
    let ranked = master.incumbents.ranked()
    guard let first = ranked.first else { return answer }
    answer.status = outcome.isComplete ? .optimal : .feasible
    answer.objective = first.value
    let open = outcome.bound * master.layout.unit
    answer.bound = outcome.isComplete ? first.value : Swift.min(first.value, open)
    answer.plan = first.plan
    answer.ties = ranked.dropFirst().map(\.plan)
    return answer
  }

  private func words(_ outcome: CutSearch.Outcome) -> String {
    "tangent and tail cuts in one branch-and-bound tree: \(outcome.nodes) nodes, \(outcome.solves) linear programs by \(solver.simplexName), \(outcome.cuts) cuts; every bound recomputed from row multipliers"
      + (outcome.isComplete ? "" : ", cut short")
  }
}
