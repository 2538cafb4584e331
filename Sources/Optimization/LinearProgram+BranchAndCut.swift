internal import CCBC
internal import Synchronization

/// CBC's driver keeps state of its own that all models share, so that one search runs at a time.
private let search = Mutex(())

extension LinearProgram {
  /// Solves by CBC's branch and cut with its default cuts and heuristics.
  func branchAndCut(_ limits: ProgramLimits) -> ProgramSolution {
    search.withLock { _ in searchAlone(limits) }
  }

  private func searchAlone(_ limits: ProgramLimits) -> ProgramSolution {
    let model = Cbc_newModel()
    defer { Cbc_deleteModel(model) }
    load(into: model)
    Cbc_setParameter(model, "logLevel", "0")
    Cbc_setAllowableGap(model, limits.absoluteGap)
    Cbc_setAllowableFractionGap(model, 0)
    if limits.seconds.isFinite { Cbc_setMaximumSeconds(model, limits.seconds) }
    Cbc_solve(model)
    if Cbc_isProvenInfeasible(model) != 0 { return .without(.infeasible) }
    if Cbc_isContinuousUnbounded(model) != 0 { return .without(.unbounded) }
    let isOptimal = Cbc_isProvenOptimal(model) != 0
    guard isOptimal || Cbc_numberSavedSolutions(model) > 0 else {
      return .without(Cbc_isAbandoned(model) != 0 ? .failed : .limit)
    }
    let values = Array(UnsafeBufferPointer(start: Cbc_getColSolution(model), count: columns.count))
    return solution(
      isOptimal ? .optimal : .limit, values: values,
      bound: sign * Cbc_getBestPossibleObjValue(model))
  }

  private func load(into model: OpaqueModel?) {
    let matrix = columnMatrix
    Cbc_loadProblem(
      model, Int32(columns.count), Int32(rows.count), matrix.start, matrix.rows, matrix.values,
      columns.map { finite($0.lower) }, columns.map { finite($0.upper) },
      columns.map { sign * $0.cost }, rows.map { finite($0.lower) },
      rows.map { finite($0.upper) })
    Cbc_setObjSense(model, 1)
    for (place, column) in columns.enumerated() where column.isInteger {
      Cbc_setInteger(model, Int32(place))
    }
  }
}
