public import Optimization

/// Holds a proven optimum against the branch and cut of another solver.
///
/// Outer approximation by several trees (Duran and Grossmann 1986): the other solver minimises the
/// master problem under the cuts known so far, the plan that it proposes is evaluated and its cuts
/// are added, until its own bound reaches the optimum. Shares the cuts with the search that it
/// checks, and neither its tree nor its linear programs.
public struct SolverCheck: Sendable {
  /// What came of it.
  public enum Verdict: Hashable, Sendable {
    /// The other solver proves the same optimum to 1e-6.
    case confirmed(rounds: Int)
    /// It found a better plan.
    case contradicted(Plan)
    /// It did not get as far within the rounds.
    case open(rounds: Int)
  }

  /// The other solver.
  public var solver: ProgramSolver
  /// Mixed-integer programs solved at most.
  public var rounds: Int

  /// Rounds of cuts at points between plans, before the first tree.
  private static let relaxations = 40
  /// Part of the optimum by which bounds may differ.
  private static let tolerance = 1e-6

  /// Makes a check.
  public init(solver: ProgramSolver, rounds: Int = 40) {
    self.solver = solver
    self.rounds = rounds
  }

  /// Whether a check takes some hundredths of a second.
  public func isCheap(_ problem: TreatmentProblem) -> Bool {
    problem.options.count <= Self.cheapOptions && problem.years.yearCount <= Self.cheapYears
  }

  private static let cheapOptions = 20
  private static let cheapYears = 1_000

  /// Checks a proven answer; nil where the problem has no master of linear cuts, or nothing was proven.
  public func verdict(
    on answer: TreatmentAnswer, _ problem: TreatmentProblem
  ) -> Verdict? {
    guard answer.status == .optimal || answer.status == .infeasible,
      let layout = MasterLayout(problem)
    else { return nil }
    var master = PlanMaster(layout)
    var cuts = layout.rows
    let none = layout.values(of: Plan(count: layout.count))
    cuts += (layout.products + layout.peopleProducts).map { $0.tangent(none) }
    guard zip(layout.lower, layout.upper).allSatisfy({ $0 <= $1 }) else {
      return answer.status == .infeasible ? .confirmed(rounds: 0) : nil
    }
    if let plan = answer.plan { cuts += master.visit(plan.isChosen) }
    relax(&master, &cuts)
    return search(&master, &cuts, best: answer.objective ?? .infinity)
  }

  /// Cuts of the linear program whose choices may be parts.
  private func relax(_ master: inout PlanMaster, _ cuts: inout [LinearCut]) {
    let layout = master.layout
    let program = GrowingProgram(
      costs: layout.costs, lower: layout.lower, upper: layout.upper, solver: solver)
    program.add(cuts)
    for _ in 0..<Self.relaxations {
      let solution = program.solve()
      guard !solution.isInfeasible, !solution.values.isEmpty else { return }
      let found = master.cuts(at: solution.values).cuts
      guard !found.isEmpty else { return }
      program.add(found)
      cuts += found
    }
  }

  private func search(
    _ master: inout PlanMaster, _ cuts: inout [LinearCut], best: Double
  ) -> Verdict {
    let unit = master.layout.unit
    for round in 1...Swift.max(1, rounds) {
      let solution = master.layout.program(cuts).solve(
        ProgramLimits(absoluteGap: Self.tolerance / 10 * Swift.min(best / unit, 1000)), by: solver)
      if solution.status == .infeasible { return .confirmed(rounds: round) }
      guard solution.status == .optimal, let bound = solution.bound else {
        return .open(rounds: round)
      }
      if bound * unit >= best - Self.tolerance * Swift.abs(best) {
        return .confirmed(rounds: round)
      }
      let point = solution.values.prefix(master.binaryCount).map { $0 > 0.5 }
      let added = master.visit(Array(point))
      let plan = Plan(Array(point))
      if master.incumbents.best < best - Self.tolerance * Swift.abs(best) {
        return .contradicted(plan)
      }
      // What was looked at need not be looked at again.
      cuts += added + [.leavingOut(Array(point))]
    }
    return .open(rounds: rounds)
  }
}

extension MasterLayout {
  /// The master problem as a mixed-integer program under some cuts.
  fileprivate func program(_ cuts: [LinearCut]) -> LinearProgram {
    var program = LinearProgram(.minimise)
    for column in costs.indices {
      _ = program.addColumn(
        cost: costs[column], lower: lower[column], upper: upper[column], isInteger: column < count)
    }
    for cut in cuts {
      program.addRow(
        zip(cut.columns, cut.coefficients).map { .init(Int($0), $1) }, lower: cut.lower)
    }
    return program
  }
}
