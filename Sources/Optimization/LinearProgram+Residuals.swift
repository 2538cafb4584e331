/// Checks of a solution that use the program alone.
extension LinearProgram {
  /// The objective at a point.
  public func objective(at values: [Double]) -> Double {
    zip(columns, values).reduce(0) { $0 + $1.0.cost * $1.1 }
  }

  /// The sum of a row at a point.
  public func sum(of row: Row, at values: [Double]) -> Double {
    row.terms.reduce(0) { $0 + $1.coefficient * values[$1.column] }
  }

  /// The largest violation of a bound at a point.
  public func violation(at values: [Double]) -> Double {
    var worst = 0.0
    for (column, value) in zip(columns, values) {
      worst = max(worst, column.lower - value, value - column.upper)
    }
    for row in rows {
      let sum = sum(of: row, at: values)
      worst = max(worst, row.lower - sum, sum - row.upper)
    }
    return worst
  }

  /// The largest distance of a whole column from a whole number.
  func integrality(at values: [Double]) -> Double {
    zip(columns, values).reduce(0) { worst, pair in
      pair.0.isInteger ? max(worst, abs(pair.1 - pair.1.rounded())) : worst
    }
  }

  /// Cost − Σ dual · coefficient for each column.
  func reducedCosts(duals: [Double]) -> [Double] {
    var reduced = columns.map(\.cost)
    for (row, dual) in zip(rows, duals) {
      for term in row.terms { reduced[term.column] -= dual * term.coefficient }
    }
    return reduced
  }

  /// The bound on the objective that duals prove, and the largest price at a bound that is not there.
  ///
  /// For any duals y, Σ cost · x = Σ y · (row) + Σ reduced · x, each part of which is at least its
  /// price times the bound that it points to. What points to no bound at all is left out and
  /// reported: it makes the proof as weak as it is large.
  func dualBound(duals: [Double], reduced: [Double]) -> (bound: Double, residual: Double) {
    var bound = 0.0
    var residual = 0.0
    func add(_ price: Double, _ lower: Double, _ upper: Double) {
      guard price != 0 else { return }
      let limit = price * sign > 0 ? lower : upper
      if limit.isFinite { bound += price * limit } else { residual = max(residual, abs(price)) }
    }
    for (row, dual) in zip(rows, duals) { add(dual, row.lower, row.upper) }
    for (column, price) in zip(columns, reduced) { add(price, column.lower, column.upper) }
    return (bound, residual)
  }
}
