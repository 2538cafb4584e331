internal import CHighs

extension LinearProgram {
  /// Solves by HiGHS: the simplex method, or branch and cut where columns are whole.
  func solved(by library: HighsLibrary, _ limits: ProgramLimits) -> ProgramSolution {
    let highs = library.interface
    let model = library.makeModel()
    defer { highs_destroy(highs, model) }
    set(limits, highs, model)
    guard pass(to: highs, model) else { return .without(.failed) }
    _ = highs_run(highs, model)
    switch HighsStatus(rawValue: highs_status(highs, model)) {
    case .optimal: return optimum(highs, model, .optimal)
    case .infeasible: return .without(.infeasible)
    case .unbounded: return .without(.unbounded)
    // Presolve leaves open which of the two it is.
    case .unboundedOrInfeasible:
      return .without(hasPoint(library, limits) ? .unbounded : .infeasible)
    case .timeLimit, .iterationLimit, .solutionLimit, .objectiveBound:
      return hasIntegers && hasSolution(highs, model)
        ? optimum(highs, model, .limit) : .without(.limit)
    case .empty, nil: return .without(.failed)
    }
  }

  private func set(
    _ limits: ProgramLimits, _ highs: OpaquePointer, _ model: UnsafeMutableRawPointer?
  ) {
    // Bounds of feasibility tighter than the default lose more proofs than they gain for whole columns.
    if !hasIntegers {
      _ = highs_set_real(highs, model, "primal_feasibility_tolerance", limits.tolerance)
      _ = highs_set_real(highs, model, "dual_feasibility_tolerance", limits.tolerance)
    }
    _ = highs_set_real(highs, model, "mip_rel_gap", 0)
    _ = highs_set_real(highs, model, "mip_abs_gap", limits.absoluteGap)
    if limits.seconds.isFinite { _ = highs_set_real(highs, model, "time_limit", limits.seconds) }
  }

  private func pass(to highs: OpaquePointer, _ model: UnsafeMutableRawPointer?) -> Bool {
    let matrix = columnMatrix
    let whole = columns.map { Int32($0.isInteger ? 1 : 0) }
    func pass(_ whole: UnsafePointer<Int32>?) -> Int32 {
      highs_pass(
        highs, model, Int32(columns.count), Int32(rows.count), Int32(matrix.values.count),
        columns.map { sign * $0.cost }, columns.map(\.lower), columns.map(\.upper),
        rows.map(\.lower), rows.map(\.upper), matrix.start, matrix.rows, matrix.values, whole)
    }
    return (hasIntegers ? whole.withUnsafeBufferPointer { pass($0.baseAddress) } : pass(nil)) >= 0
  }

  private func hasSolution(_ highs: OpaquePointer, _ model: UnsafeMutableRawPointer?) -> Bool {
    highs_figure(highs, model, "objective_function_value").isFinite
  }

  private func optimum(
    _ highs: OpaquePointer, _ model: UnsafeMutableRawPointer?, _ status: ProgramSolution.Status
  ) -> ProgramSolution {
    var values = [Double](repeating: 0, count: columns.count)
    var reduced = values
    var sums = [Double](repeating: 0, count: rows.count)
    var multipliers = sums
    _ = highs_solution(highs, model, &values, &reduced, &sums, &multipliers)
    guard hasIntegers else {
      return solution(status, values: values, duals: multipliers.map { sign * $0 })
    }
    let bound = highs_figure(highs, model, "mip_dual_bound")
    return solution(status, values: values, bound: bound.isFinite ? sign * bound : nil)
  }

  /// Whether any point satisfies the conditions.
  private func hasPoint(_ library: HighsLibrary, _ limits: ProgramLimits) -> Bool {
    withoutCosts.solved(by: library, limits).status == .optimal
  }
}
