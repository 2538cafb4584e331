public import Foundation

/// A table of a stored run, for `export`: its CSV as it is, or its rows as JSON.
public struct StoredTable: Sendable {
  /// The table's word.
  public let name: String
  let path: String
  /// The CSV file's bytes, read from the disk when they are needed.
  let data: Data

  /// Hands the CSV as it is to a receiver, in pieces of about a megabyte.
  public func writeCSV(to receive: (Data) throws -> Void) throws {
    var start = data.startIndex
    while start < data.endIndex {
      let end = min(start + (1 << 20), data.endIndex)
      try receive(data[start..<end])
      start = end
    }
  }

  /// The words of `export --table`.
  public static var names: [String] { ResultTables.names }
}
