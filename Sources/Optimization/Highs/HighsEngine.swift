internal import CHighs

/// HiGHS's dual simplex method.
final class HighsEngine: SimplexEngine {
  private let library: HighsLibrary
  private let model: UnsafeMutableRawPointer?
  private let columnCount: Int
  private var rowCount = 0

  private var highs: OpaquePointer { library.interface }

  init(_ library: HighsLibrary, costs: [Double], lower: [Double], upper: [Double]) {
    self.library = library
    columnCount = costs.count
    model = library.makeModel()
    let highs = library.interface
    // Rays and bases belong to the program itself, not to a presolved one.
    _ = highs_set_text(highs, model, "presolve", "off")
    let starts = [Int32](repeating: 0, count: costs.count + 1)
    _ = highs_pass(
      highs, model, Int32(costs.count), 0, 0, costs, lower, upper, [], [], starts, [], [], nil)
  }

  deinit { highs_destroy(library.interface, model) }

  func add(_ cuts: [LinearCut]) {
    let rows = CutRows(cuts)
    _ = highs_add_rows(
      highs, model, Int32(cuts.count), rows.lower, cuts.map { _ in Double.infinity },
      Int32(rows.columns.count), rows.starts, rows.columns, rows.coefficients)
    rowCount += cuts.count
  }

  func delete(_ rows: [Int32]) {
    _ = highs_delete_rows(highs, model, Int32(rows.count), rows)
    rowCount -= rows.count
  }

  func solve(lower: [Double], upper: [Double]) -> SimplexOutcome {
    _ = highs_set_bounds(highs, model, Int32(columnCount), lower, upper)
    if let outcome = run() { return outcome }
    // A start from the last basis fails now and then: begin anew.
    _ = highs_forget(highs, model)
    return run() ?? .failed
  }

  /// Nil where the solver found neither a point nor a ray that proves that there is none.
  private func run() -> SimplexOutcome? {
    _ = highs_run(highs, model)
    switch HighsStatus(rawValue: highs_status(highs, model)) {
    case .optimal: return optimum
    case .infeasible: return ray.map { .infeasible(ray: $0) }
    default: return nil
    }
  }

  private var optimum: SimplexOutcome {
    var values = [Double](repeating: 0, count: columnCount)
    var reduced = values
    var sums = [Double](repeating: 0, count: rowCount)
    var multipliers = sums
    _ = highs_solution(highs, model, &values, &reduced, &sums, &multipliers)
    return .optimum(values: values, multipliers: multipliers)
  }

  private var ray: [Double]? {
    var ray = [Double](repeating: 0, count: rowCount)
    return highs_ray(highs, model, &ray) == 1 ? ray : nil
  }
}
