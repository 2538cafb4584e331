/// How much a study may hold: bounds that keep reading bounded in time and memory whatever comes in.
public enum ReadLimits {
  /// Bytes of one YAML or JSON file: 32 MiB.
  public static let textBytes = 32 << 20
  /// Levels of lists and mappings inside one another.
  public static let depth = 64
  /// Values of one YAML or JSON file after aliases are followed.
  public static let nodes = 1_000_000
  /// Bytes of one register in CSV: 64 MiB.
  public static let registerBytes = 64 << 20
  /// Rows of one register in CSV.
  public static let registerRows = 200_000
  /// Columns of one table.
  public static let columns = 10_000
  /// Bytes of one numeric table: 2 GiB.
  public static let tableBytes = 2 << 30
  /// Cells of one numeric table.
  public static let tableCells = 100_000_000
  /// Bytes of one row of a numeric table: 16 MiB.
  public static let rowBytes = 16 << 20
  /// Includes inside includes.
  public static let includeDepth = 16
  /// Includes of one study in all; the same file may be included at several places.
  public static let includes = 1000
}
