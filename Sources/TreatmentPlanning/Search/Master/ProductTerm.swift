internal import Optimization
internal import RealModule

/// A product of the factors of what is chosen, as a column of a master problem.
///
/// The product is exp of a linear form in the choices, so it is convex where choices may be parts,
/// and its tangents are valid cuts. Options with factor 0 are taken out of the form: chosen, they
/// lower the cut by the largest value that the rest can have.
struct ProductTerm {
  /// Its column in the program.
  let column: Int
  /// Columns of choices and interactions, each with its factor.
  let factors: [(column: Int, factor: Double)]
  /// Columns of choices and interactions, each with ln factor.
  let form: [(column: Int, log: Double)]
  /// Columns of those whose factor is 0.
  let zeros: [Int]
  let lower: Double
  let upper: Double

  init(column: Int, factors: [(column: Int, factor: Double)]) {
    self.column = column
    self.factors = factors
    form = factors.compactMap {
      $0.factor > 0 && $0.factor != 1 ? ($0.column, Double.log($0.factor)) : nil
    }
    zeros = factors.compactMap { $0.factor == 0 ? $0.column : nil }
    upper = factors.reduce(1) { $0 * Swift.max(1, $1.factor) }
    lower = factors.reduce(1) { $0 * Swift.min(1, $1.factor) }
  }

  private func exponential(_ values: [Double]) -> Double {
    Double.exp(form.reduce(0) { $0 + $1.log * values[$1.column] })
  }

  /// The product at choices that may be parts.
  func value(_ values: [Double]) -> Double {
    let value = exponential(values)
    return zeros.isEmpty ? value : Swift.max(0, value - upper * zeros.reduce(0) { $0 + values[$1] })
  }

  /// y ≥ e·(1 + Σ ln f · (x − x₀)) − upper · Σ zeros.
  func tangent(_ values: [Double]) -> LinearCut {
    let value = exponential(values)
    var columns = form.map { Int32($0.column) }
    var coefficients = form.map { -value * $0.log }
    let linear = form.reduce(0) { $0 + $1.log * values[$1.column] }
    for zero in zeros {
      columns.append(Int32(zero))
      coefficients.append(upper)
    }
    columns.append(Int32(column))
    coefficients.append(1)
    return LinearCut(columns: columns, coefficients: coefficients, lower: value * (1 - linear))
  }
}
