/// A table of results, whose columns are described once for its CSV, its schema and every export.
///
/// Rows are made one at a time when they are written, so that a table of a million simulated
/// years costs no more memory than the years themselves.
public struct Table: Sendable {
  /// One value of a row.
  public enum Cell: Hashable, Sendable {
    case text(String)
    /// Written empty where it is not finite.
    case number(Double)
    case integer(Int)
    case flag(Bool)
    case empty
  }

  /// The kind of a column's values; the raw value is the word of a Frictionless table schema.
  public enum Kind: String, Sendable {
    case text = "string"
    case number
    case integer
    case flag = "boolean"
  }

  /// What a column holds.
  public struct Column: Hashable, Sendable {
    /// The heading.
    public let name: String
    /// The kind of value.
    public let kind: Kind
    /// The unit of its numbers; `1` for shares and probabilities; nil for text.
    public let unit: String?
    /// A sentence without the closing dot.
    public let meaning: String
  }

  /// The word that names the table in commands, and its file without `.csv`.
  public let name: String
  /// A sentence without the closing dot.
  public let title: String
  /// The columns in file order.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int
  private let fill: @Sendable (Int, inout [Cell]) -> Void

  /// A table with one row for each element of a collection.
  init<Rows: RandomAccessCollection & Sendable>(
    _ name: String, title: String, rows: Rows, columns: [TableColumn<Rows.Element>]
  ) where Rows.Index == Int, Rows.Element: Sendable {
    self.name = name
    self.title = title
    self.columns = columns.map(\.column)
    rowCount = rows.count
    let first = rows.startIndex
    fill = { index, cells in
      let row = rows[first + index]
      for column in columns { cells.append(column.cell(row)) }
    }
  }

  /// Puts the cells of a row into an array that is used again for every row.
  func read(row index: Int, into cells: inout [Cell]) {
    cells.removeAll(keepingCapacity: true)
    fill(index, &cells)
  }

  /// The cells of one row, in column order.
  public subscript(row index: Int) -> [Cell] {
    var cells: [Cell] = []
    read(row: index, into: &cells)
    return cells
  }
}

/// A column together with the way from a row's element to its cell.
struct TableColumn<Row: Sendable>: Sendable {
  let column: Table.Column
  let cell: @Sendable (Row) -> Table.Cell

  static func text(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(column: Table.Column(name: name, kind: .text, unit: nil, meaning: meaning)) {
      value($0).map(Table.Cell.text) ?? .empty
    }
  }

  static func number(
    _ name: String, unit: String, _ meaning: String,
    _ value: @escaping @Sendable (Row) -> Double?
  ) -> Self {
    Self(column: Table.Column(name: name, kind: .number, unit: unit, meaning: meaning)) {
      value($0).map(Table.Cell.number) ?? .empty
    }
  }

  static func integer(
    _ name: String, unit: String = "1", _ meaning: String,
    _ value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(column: Table.Column(name: name, kind: .integer, unit: unit, meaning: meaning)) {
      value($0).map(Table.Cell.integer) ?? .empty
    }
  }

  static func flag(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Bool
  ) -> Self {
    Self(column: Table.Column(name: name, kind: .flag, unit: nil, meaning: meaning)) {
      .flag(value($0))
    }
  }
}
