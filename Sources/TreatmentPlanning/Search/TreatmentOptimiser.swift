internal import Optimization

/// Chooses treatments: picks the exact method that fits a problem, and explains a clash of rules.
public struct TreatmentOptimiser {
  /// For problems that it can exhaust.
  public var tree: TreeSearch
  /// For many options whose losses scale.
  public var master: MasterSearch
  /// For many options on a year event table.
  public var events: EventSearch
  /// Plans evaluated by local search where a problem is too large to exhaust.
  public var localEvaluations: Int

  /// Most options for which the tree alone is used.
  public static let smallCount = 20

  /// Makes an optimiser.
  public init(
    tree: TreeSearch = TreeSearch(), master: MasterSearch = MasterSearch(),
    events: EventSearch = EventSearch(), localEvaluations: Int = 10_000
  ) {
    self.tree = tree
    self.master = master
    self.events = events
    self.localEvaluations = localEvaluations
  }

  /// The best plan, or the rules that clash.
  public func answer(_ problem: TreatmentProblem) -> TreatmentAnswer {
    var answer = search(problem)
    if answer.status == .infeasible { answer.conflict = conflict(in: problem) }
    return answer
  }

  /// The best plan; where none exists, without the rules that clash.
  public func search(_ problem: TreatmentProblem) -> TreatmentAnswer {
    if problem.isPlanByPlan { return PlanByPlanSearch(problem).run() }
    if problem.replay != nil { return ReplaySearch(problem).run() }
    if problem.options.count <= Self.smallCount { return tree.run(problem) }
    if let answer = master.run(problem) { return answer }
    return partial(problem)
  }

  /// Names of an irreducible set of rules that clash.
  public func conflict(in problem: TreatmentProblem) -> [String] {
    IrreducibleSubset.find(in: problem.rules) { rules in
      isFeasible(problem.with(rules: rules)) ?? true
    }.map(\.name)
  }

  /// Whether any plan keeps the rules; nil where that is not known.
  public func isFeasible(_ problem: TreatmentProblem) -> Bool? {
    if problem.isPlanByPlan { return PlanByPlanSearch(problem).isFeasible }
    if problem.replay != nil { return ReplaySearch(problem).isFeasible }
    if problem.options.count <= Self.smallCount { return tree.isFeasible(problem) }
    return master.isFeasible(problem) ?? events.isFeasible(problem) ?? tree.isFeasible(problem)
  }

  // MARK: Too large to exhaust

  /// Local search from the plan that is best where losses scale, then a tree that is cut short.
  private func partial(_ problem: TreatmentProblem) -> TreatmentAnswer {
    var local = LocalSearch(problem, evaluations: localEvaluations)
    let none = Plan(count: problem.options.count)
    let scaled = problem.scaled().flatMap { MasterSearch(solveLimit: 3000).run($0)?.plan }
    local.run(from: [scaled, none].compactMap { $0 })
    if let answer = events.run(problem, knowing: local) { return finished(answer, problem) }
    var cut = tree
    cut.nodeLimit = Swift.min(tree.nodeLimit, Self.treeNodes)
    var answer = cut.run(problem, knowing: local.incumbents)
    answer.evaluations += local.evaluations
    answer.method =
      "local search by \(local.evaluations) exact evaluations, then " + answer.method
    return answer
  }

  /// Most options for which a tree is tried where planes did not close the gap, and the sums over
  /// events that it may take.
  private static let treeCount = 30
  private static let treeWork = 3_000_000_000

  /// Tries to close what is open by the tree of all plans, which is better where treatments overlap
  /// heavily and events are few.
  private func finished(
    _ answer: TreatmentAnswer, _ problem: TreatmentProblem
  ) -> TreatmentAnswer {
    guard answer.status != .optimal, answer.status != .infeasible,
      problem.options.count <= Self.treeCount, let years = problem.years as? EventYears
    else { return answer }
    var known = Incumbents(ids: problem.options.map(\.id))
    for plan in [answer.plan].compactMap({ $0 }) + answer.ties {
      known.offer(plan, value: answer.objective ?? .infinity, cost: problem.annualCost(of: plan))
    }
    var cut = tree
    cut.nodeLimit = Swift.min(
      tree.nodeLimit,
      Swift.max(Self.treeNodes, Self.treeWork / (years.losses.count + years.yearCount)))
    var exact = cut.run(problem, knowing: known)
    exact.method = answer.method + "; then " + exact.method
    exact.evaluations += answer.evaluations
    exact.certificate.solves += answer.certificate.solves
    if exact.status == .feasible, let bound = answer.bound {
      exact.bound = Swift.max(exact.bound ?? bound, bound)
    }
    return exact
  }

  /// Choices of a tree that cannot be exhausted: enough for a bound.
  private static let treeNodes = 20_000
}

extension TreatmentProblem {
  /// The problem with losses that scale instead of events that come and go.
  ///
  /// Near enough to begin from, and no bound. Nil where years cannot be read that way.
  func scaled() -> TreatmentProblem? {
    guard !hasLayers, MasterLayout.hasConvexObjective(self) else { return nil }
    let count = years.yearCount
    let columns = (0..<years.riskCount).map { risk in
      var column = [Double](repeating: 0, count: count)
      var none: [Double] = []
      years.add(
        risk: risk, frequency: 1, severity: 1, layers: [], to: &column, recovered: &none)
      return column
    }
    var problem = self
    problem.years = TableYears(
      losses: columns,
      probabilities: years.probabilities ?? [Double](repeating: 1 / Double(count), count: count))
    return problem
  }
}
