/// A linear program, or a mixed-integer one where columns are whole: the least or greatest value of
/// Σ cost · x over x between bounds, with rows Σ coefficient · x between bounds.
public struct LinearProgram: Hashable, Sendable {
  /// Which end of the objective is sought.
  public enum Direction: Sendable {
    case minimise
    case maximise
  }

  /// One unknown.
  public struct Column: Hashable, Sendable {
    /// What a unit adds to the objective; finite.
    public var cost: Double
    /// The least value; −infinity for none.
    public var lower: Double
    /// The greatest value; infinity for none.
    public var upper: Double
    /// Whether only whole values count.
    public var isInteger: Bool
  }

  /// A coefficient of a row.
  public struct Term: Hashable, Sendable {
    /// The place of the column.
    public var column: Int
    /// The coefficient; finite.
    public var coefficient: Double

    /// Takes the values of all fields.
    public init(_ column: Int, _ coefficient: Double) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  /// One condition.
  public struct Row: Hashable, Sendable {
    /// The coefficients that are not zero; several of one column add up.
    public var terms: [Term]
    /// The least value of the sum; −infinity for none.
    public var lower: Double
    /// The greatest value of the sum; infinity for none.
    public var upper: Double
  }

  /// Which end of the objective is sought.
  public var direction: Direction
  /// The unknowns in the order in which they were added.
  public private(set) var columns: [Column] = []
  /// The conditions in the order in which they were added.
  public private(set) var rows: [Row] = []

  /// A program without unknowns.
  public init(_ direction: Direction) {
    self.direction = direction
  }

  /// The conditions alone: every point is as good as any other.
  var withoutCosts: LinearProgram {
    var program = self
    for place in columns.indices { program.columns[place].cost = 0 }
    return program
  }

  /// Whether a column is whole.
  public var hasIntegers: Bool { columns.contains { $0.isInteger } }

  /// Adds an unknown and returns its place.
  public mutating func addColumn(
    cost: Double = 0, lower: Double = 0, upper: Double = .infinity, isInteger: Bool = false
  ) -> Int {
    precondition(cost.isFinite && lower <= upper, "a column needs a finite cost and ordered bounds")
    columns.append(Column(cost: cost, lower: lower, upper: upper, isInteger: isInteger))
    return columns.count - 1
  }

  /// Adds a condition and returns its place.
  @discardableResult
  public mutating func addRow(
    _ terms: [Term], lower: Double = -.infinity, upper: Double = .infinity
  ) -> Int {
    precondition(lower <= upper, "a row's bounds must be ordered")
    precondition(
      terms.allSatisfy { columns.indices.contains($0.column) && $0.coefficient.isFinite },
      "a row needs columns that are there and finite coefficients")
    rows.append(Row(terms: terms, lower: lower, upper: upper))
    return rows.count - 1
  }

  /// The coefficients column by column, as solvers take them.
  struct ColumnMatrix {
    var start: [Int32] = [0]
    var rows: [Int32] = []
    var values: [Double] = []
  }

  var columnMatrix: ColumnMatrix {
    var entries = [[(row: Int, value: Double)]](repeating: [], count: columns.count)
    for (row, condition) in rows.enumerated() {
      for term in condition.terms {
        if let last = entries[term.column].last, last.row == row {
          entries[term.column][entries[term.column].count - 1].value += term.coefficient
        } else {
          entries[term.column].append((row, term.coefficient))
        }
      }
    }
    var matrix = ColumnMatrix()
    for all in entries {
      let column = all.filter { $0.value != 0 }
      matrix.rows += column.map { Int32($0.row) }
      matrix.values += column.map(\.value)
      matrix.start.append(Int32(matrix.rows.count))
    }
    return matrix
  }

  /// 1 to minimise, −1 to maximise: solvers are always asked to minimise.
  var sign: Double { direction == .minimise ? 1 : -1 }
}
