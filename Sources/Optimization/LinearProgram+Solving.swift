extension LinearProgram {
  /// Solves the program.
  ///
  /// By the simplex method where all columns are continuous, otherwise by branch and cut. One thread;
  /// the same program and solver give the same bits.
  public func solve(
    _ limits: ProgramLimits = ProgramLimits(), by solver: ProgramSolver = .coin
  ) -> ProgramSolution {
    guard !columns.isEmpty else { return solutionWithoutColumns }
    guard !hasImpossibleEmptyRow else { return .without(.infeasible) }
    switch solver {
    case .coin: return hasIntegers ? branchAndCut(limits) : simplex(limits)
    case .highs(let library): return solved(by: library, limits)
    }
  }

  /// Whether a row without coefficients excludes 0: CLP gives up on such a row.
  private var hasImpossibleEmptyRow: Bool {
    let filled = Set(columnMatrix.rows)
    return rows.enumerated().contains { place, row in
      !filled.contains(Int32(place)) && (row.lower > 0 || row.upper < 0)
    }
  }

  /// No unknowns: every row's sum is 0.
  private var solutionWithoutColumns: ProgramSolution {
    guard rows.allSatisfy({ $0.lower <= 0 && $0.upper >= 0 }) else { return .without(.infeasible) }
    return ProgramSolution(
      status: .optimal, objective: 0, bound: 0, values: [],
      duals: Array(repeating: 0, count: rows.count), reducedCosts: [],
      residuals: ProgramSolution.Residuals(primal: 0, integrality: 0, dual: 0, gap: 0))
  }

  /// A linear program's solution from its point and duals.
  func solution(
    _ status: ProgramSolution.Status, values: [Double], duals: [Double]
  ) -> ProgramSolution {
    let reduced = reducedCosts(duals: duals)
    let objective = objective(at: values)
    let (bound, residual) = dualBound(duals: duals, reduced: reduced)
    return ProgramSolution(
      status: status, objective: objective, bound: bound, values: values, duals: duals,
      reducedCosts: reduced,
      residuals: ProgramSolution.Residuals(
        primal: violation(at: values), integrality: 0, dual: residual, gap: abs(objective - bound)))
  }

  /// A mixed-integer program's solution from its point and the solver's bound.
  func solution(
    _ status: ProgramSolution.Status, values: [Double], bound: Double?
  ) -> ProgramSolution {
    // Whole columns come out within a tolerance; what is meant is the whole number.
    let exact = zip(columns, values).map { $0.isInteger ? $1.rounded() : $1 }
    let objective = objective(at: exact)
    return ProgramSolution(
      status: status, objective: objective, bound: bound, values: exact, duals: [],
      reducedCosts: [],
      residuals: ProgramSolution.Residuals(
        primal: violation(at: exact), integrality: integrality(at: values), dual: 0,
        gap: bound.map { abs(objective - $0) }))
  }
}
