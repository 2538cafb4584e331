internal import CCBC

extension LinearProgram {
  /// Solves by CLP's dual and primal simplex after its presolve.
  func simplex(_ limits: ProgramLimits) -> ProgramSolution {
    let model = Clp_newModel()
    defer { Clp_deleteModel(model) }
    load(into: model, costs: columns.map { sign * $0.cost })
    Clp_setPrimalTolerance(model, limits.tolerance)
    Clp_setDualTolerance(model, limits.tolerance)
    if limits.seconds.isFinite { Clp_setMaximumSeconds(model, limits.seconds) }
    Clp_initialSolve(model)
    switch Clp_status(model) {
    case 0: return optimum(of: model, .optimal)
    case 1: return .without(.infeasible)
    // No dual is feasible: the objective has no end, if there is a point at all.
    case 2: return .without(hasPoint(limits) ? .unbounded : .infeasible)
    case 3: return .without(.limit)
    default: return .without(.failed)
    }
  }

  private func load(into model: OpaqueModel?, costs: [Double]) {
    let matrix = columnMatrix
    Clp_setLogLevel(model, 0)
    Clp_loadProblem(
      model, Int32(columns.count), Int32(rows.count), matrix.start, matrix.rows, matrix.values,
      columns.map { finite($0.lower) }, columns.map { finite($0.upper) }, costs,
      rows.map { finite($0.lower) }, rows.map { finite($0.upper) })
    Clp_setOptimizationDirection(model, 1)
  }

  private func optimum(
    of model: OpaqueModel?, _ status: ProgramSolution.Status
  ) -> ProgramSolution {
    let values = Array(
      UnsafeBufferPointer(start: Clp_primalColumnSolution(model), count: columns.count))
    let duals = UnsafeBufferPointer(start: Clp_dualRowSolution(model), count: rows.count)
    return solution(status, values: values, duals: duals.map { sign * $0 })
  }

  /// Whether any point satisfies the conditions.
  private func hasPoint(_ limits: ProgramLimits) -> Bool {
    withoutCosts.simplex(limits).status == .optimal
  }
}

/// What the C interfaces hand out: a pointer to nothing that C can see.
typealias OpaqueModel = UnsafeMutableRawPointer

/// Bounds as COIN-OR writes them: its largest number is no bound.
func finite(_ bound: Double) -> Double {
  Swift.max(-Double.greatestFiniteMagnitude, Swift.min(Double.greatestFiniteMagnitude, bound))
}
