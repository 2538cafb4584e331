public import SupplyNetworks

/// One column of a table of results: its heading, what it means, and where its cells come from.
public struct ResultColumn: Sendable {
  /// Where cells come from.
  enum Content: Sendable {
    /// The id that an index gives to a row's number.
    case id(NodeIndex, @Sendable (Int) -> Int)
    case text(@Sendable (Int) -> String)
    /// Written empty where it is not finite.
    case number(@Sendable (Int) -> Double)
    case integer(@Sendable (Int) -> Int)
  }

  /// The heading.
  public let name: String
  /// The unit of its numbers, `1` for shares and probabilities; nil for text.
  public let unit: String?
  /// A sentence without the closing dot.
  public let meaning: String
  let content: Content

  /// Ids of nodes or scenarios; `number` gives the row's number in the index.
  public static func id(
    _ name: String, _ meaning: String, _ index: NodeIndex,
    _ number: @escaping @Sendable (Int) -> Int
  ) -> ResultColumn {
    ResultColumn(name: name, unit: nil, meaning: meaning, content: .id(index, number))
  }

  /// Ids of nodes, one row a node.
  public static func id(_ name: String, _ meaning: String, _ index: NodeIndex) -> ResultColumn {
    id(name, meaning, index) { $0 }
  }

  /// Texts of any kind.
  public static func text(
    _ name: String, _ meaning: String, _ text: @escaping @Sendable (Int) -> String
  ) -> ResultColumn {
    ResultColumn(name: name, unit: nil, meaning: meaning, content: .text(text))
  }

  /// Numbers; not-a-number and infinity are empty cells.
  public static func number(
    _ name: String, unit: String = "1", _ meaning: String,
    _ number: @escaping @Sendable (Int) -> Double
  ) -> ResultColumn {
    ResultColumn(name: name, unit: unit, meaning: meaning, content: .number(number))
  }

  /// Numbers of an array, one a row; a column of empty cells where the array is empty.
  public static func number(
    _ name: String, unit: String = "1", _ meaning: String, _ values: [Double]
  ) -> ResultColumn {
    guard !values.isEmpty else { return number(name, unit: unit, meaning) { _ in .nan } }
    return number(name, unit: unit, meaning) { values[$0] }
  }

  /// Whole numbers.
  public static func integer(
    _ name: String, unit: String = "1", _ meaning: String,
    _ number: @escaping @Sendable (Int) -> Int
  ) -> ResultColumn {
    ResultColumn(name: name, unit: unit, meaning: meaning, content: .integer(number))
  }
}

/// A table of results with any number of rows, made while it is written.
public struct ResultColumns: Sendable {
  /// The file's name without `.csv`.
  public let name: String
  /// A sentence without the closing dot.
  public let title: String
  /// The number of rows.
  public let rowCount: Int
  /// The columns in file order.
  public let columns: [ResultColumn]

  /// A table from its columns.
  public init(_ name: String, title: String, rowCount: Int, columns: [ResultColumn]) {
    self.name = name
    self.title = title
    self.rowCount = rowCount
    self.columns = columns
  }
}
