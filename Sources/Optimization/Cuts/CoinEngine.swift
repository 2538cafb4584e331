internal import CCBC

/// CLP's dual simplex method.
final class CoinEngine: SimplexEngine {
  private let model: UnsafeMutableRawPointer?
  private let columnCount: Int
  private var rowCount = 0

  init(costs: [Double], lower: [Double], upper: [Double]) {
    columnCount = costs.count
    model = Clp_newModel()
    Clp_setLogLevel(model, 0)
    let starts = [Int32](repeating: 0, count: costs.count + 1)
    Clp_loadProblem(
      model, Int32(costs.count), 0, starts, [], [], lower, upper, costs, nil, nil)
    Clp_setOptimizationDirection(model, 1)
    Clp_setPerturbation(model, 102)
  }

  deinit { Clp_deleteModel(model) }

  func add(_ cuts: [LinearCut]) {
    let rows = CutRows(cuts)
    Clp_addRows(
      model, Int32(cuts.count), rows.lower, cuts.map { _ in Double.greatestFiniteMagnitude },
      rows.starts, rows.columns, rows.coefficients)
    rowCount += cuts.count
  }

  func delete(_ rows: [Int32]) {
    Clp_deleteRows(model, Int32(rows.count), rows)
    rowCount -= rows.count
  }

  func solve(lower: [Double], upper: [Double]) -> SimplexOutcome {
    Clp_chgColumnLower(model, lower)
    Clp_chgColumnUpper(model, upper)
    Clp_dual(model, 0)
    switch Clp_status(model) {
    case 0: return optimum
    case 1: return .infeasible(ray: ray)
    default: return cold()
    }
  }

  /// Begins anew where a warm start has failed.
  private func cold() -> SimplexOutcome {
    Clp_initialPrimalSolve(model)
    switch Clp_status(model) {
    case 0: return optimum
    case 1: return .infeasible(ray: ray)
    default: return .failed
    }
  }

  private var optimum: SimplexOutcome {
    .optimum(
      values: Array(
        UnsafeBufferPointer(start: Clp_primalColumnSolution(model), count: columnCount)),
      multipliers: Array(UnsafeBufferPointer(start: Clp_dualRowSolution(model), count: rowCount)))
  }

  private var ray: [Double]? {
    guard let ray = Clp_infeasibilityRay(model) else { return nil }
    defer { Clp_freeRay(model, ray) }
    return Array(UnsafeBufferPointer(start: ray, count: rowCount))
  }
}
