internal import Optimization

/// Exact search on a year event table with many options: planes under listed losses of each risk.
///
/// Bounds hold sample by sample, for the events themselves; every bound is recomputed from row
/// multipliers, so that no solver is trusted.
public struct EventSearch {
  /// Sums over all events, combinations and simplex steps that cuts may cost before the search is
  /// cut short: a measure of time that does not depend on the machine.
  public var work: Int
  /// A proven gap at which the search stops; 0 to go on to the optimum.
  public var gap: Double

  /// What a linear program with a hundred rows costs in the same measure.
  private static let solveWork = 300_000

  /// Makes a search.
  public init(work: Int = 12_000_000_000, gap: Double = 0) {
    self.work = work
    self.gap = gap
  }

  /// The best plan with its bound; nil where the problem does not fit.
  func run(_ problem: TreatmentProblem, knowing local: LocalSearch) -> TreatmentAnswer? {
    guard var master = prepared(problem, local) else { return nil }
    let outcome = solve(&master)
    return answer(master, outcome)
  }

  /// Whether any plan keeps the rules; nil where the search was cut short or does not fit.
  func isFeasible(_ problem: TreatmentProblem) -> Bool? {
    let nothing = problem.with(
      objective: PlanObjective(name: "nothing", costWeight: 0, terms: []))
    guard var master = prepared(nothing, LocalSearch(nothing, evaluations: 0)) else { return nil }
    master.stopsAtFirst = true
    let outcome = solve(&master)
    if master.incumbents.best < .infinity { return true }
    return outcome.isComplete ? false : nil
  }

  private func prepared(_ problem: TreatmentProblem, _ local: LocalSearch) -> EventMaster? {
    guard var master = EventMaster(problem, knowing: local, work: 0) else { return nil }
    let combinations = master.risks.reduce(0) { $0 + $1.counts.count }
    let step = Self.solveWork + master.years.losses.count + 8 * combinations
    master.work = Swift.max(50, work / step)
    master.measureEffects()
    return master
  }

  private func solve(_ master: inout EventMaster) -> CutSearch.Outcome {
    guard zip(master.lower, master.upper).allSatisfy({ $0 <= $1 }) else { return .init() }
    let program = GrowingProgram(
      costs: master.costs, lower: master.lower, upper: master.upper, solver: .coin)
    program.add(master.rows, permanently: true)
    return CutSearch(gap: gap).run(program, &master)
  }

  private func answer(
    _ master: EventMaster, _ outcome: CutSearch.Outcome
  ) -> TreatmentAnswer {
    var answer = TreatmentAnswer(
      status: outcome.isComplete ? .infeasible : .limit, method: words(master, outcome),
      evaluations: master.evaluator.evaluations + master.local.evaluations,
      certificate: PlanCertificate(
        nodes: outcome.nodes, visited: outcome.visited, pruned: 0, solves: outcome.solves,
        isComplete: outcome.isComplete))
    let ranked = master.incumbents.ranked()
    guard let first = ranked.first else { return answer }
    var evaluator = PlanEvaluator(master.problem)
    let value = evaluator.objective(of: first.plan)
    answer.objective = value
    answer.bound = outcome.isComplete ? value : Swift.min(value, outcome.bound * master.unit)
    answer.status = outcome.isComplete ? .optimal : .feasible
    answer.plan = first.plan
    answer.ties = ranked.dropFirst().map(\.plan)
    return answer
  }

  private func words(_ master: EventMaster, _ outcome: CutSearch.Outcome) -> String {
    "local search by \(master.local.evaluations) evaluations, then planes under the losses of each risk's combinations in one branch-and-bound tree: \(outcome.nodes) nodes, \(outcome.solves) linear programs by \(ProgramSolver.coin.simplexName), \(outcome.cuts) cuts; every bound holds for the events themselves and is recomputed from row multipliers"
      + (outcome.isComplete ? "" : ", cut short")
  }
}
