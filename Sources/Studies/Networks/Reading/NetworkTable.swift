public import RiskModel
public import SupplyNetworks

/// The wanted columns of a table, with the place of every cell.
public struct NetworkTable {
  /// The path as it was given.
  public let file: String
  /// The number of rows.
  public let rowCount: Int
  private let ids: [String: [Int32]]
  private let numbers: [String: [Double]]
  private let indexes: [String: NodeIndex]
  private let places: TablePlaces?
  private let lines: [Int]

  /// A table from a file with places.
  init(
    places: TablePlaces, rowCount: Int, ids: [String: [Int32]], numbers: [String: [Double]],
    indexes: [String: NodeIndex]
  ) {
    file = places.text.name
    self.rowCount = rowCount
    self.ids = ids
    self.numbers = numbers
    self.indexes = indexes
    self.places = places
    lines = []
  }

  /// A table from a format whose rows know their line alone.
  init(
    file: String, lines: [Int], ids: [String: [Int32]], numbers: [String: [Double]],
    indexes: [String: NodeIndex]
  ) {
    self.file = file
    rowCount = lines.count
    self.ids = ids
    self.numbers = numbers
    self.indexes = indexes
    places = nil
    self.lines = lines
  }

  /// Whether the file has the column.
  public func has(_ column: String) -> Bool { ids[column] != nil || numbers[column] != nil }

  /// The column's ids as numbers of `index`; empty where the file has no such column.
  public func ids(_ column: String) -> [Int32] { ids[column] ?? [] }

  /// The column's numbers; empty where the file has no such column.
  public func numbers(_ column: String) -> [Double] { numbers[column] ?? [] }

  /// The ids of a space, in order of first appearance.
  public func index(_ space: String) -> NodeIndex { indexes[space] ?? NodeIndex() }

  /// Where a cell stands.
  public func location(row: Int, column: String) -> SourceLocation {
    guard let places else {
      return SourceLocation(
        file: file, line: row < lines.count ? lines[row] : 1, column: 1)
    }
    return places.location(row: row, position: places.plan.positions[column] ?? 0)
  }
}
