/// Says why a matrix cannot be factored or solved with.
public enum MatrixError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The matrix has more rows than columns, or fewer.
  case notSquare(rows: Int, columns: Int)
  /// An entry is infinite or not a number.
  case notFinite(row: Int, column: Int)
  /// The entries at (row, column) and (column, row) differ.
  case notSymmetric(row: Int, column: Int)
  /// The leading minor of this order is not positive.
  case notPositiveDefinite(order: Int)
  /// The pivot at this place, counted from 0, is exactly zero.
  case singular(pivot: Int)
  /// The eigenvalue iteration of LAPACK did not converge.
  case noConvergence

  /// A sentence for people.
  public var description: String {
    switch self {
    case .notSquare(let rows, let columns):
      "the matrix is \(rows) × \(columns); it must be square"
    case .notFinite(let row, let column):
      "entry (\(row), \(column)) is not a finite number"
    case .notSymmetric(let row, let column):
      "entries (\(row), \(column)) and (\(column), \(row)) differ; the matrix must be symmetric"
    case .notPositiveDefinite(let order):
      "the leading minor of order \(order) is not positive; the matrix must be positive definite"
    case .singular(let pivot):
      "pivot \(pivot) is zero; the matrix must be regular"
    case .noConvergence:
      "the eigenvalue iteration did not converge"
    }
  }
}
