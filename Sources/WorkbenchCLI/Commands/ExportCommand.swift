import ArgumentParser
import Foundation
import Studies

/// `breakwater export`: one table of a run, as CSV or JSON.
struct ExportCommand: ParsableCommand {
  /// The shapes of a table.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, json
  }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Export a table of a run as CSV or JSON.",
    discussion: "Tables: \(StoredTable.names.joined(separator: ", ")).")

  @Argument(
    help: ArgumentHelp("last, last~1, a run's id, or a run folder.", valueName: "run"),
    completion: .directory)
  var name = "last"

  @Option(
    help: ArgumentHelp("Which table.", valueName: "name"), completion: .list(StoredTable.names))
  var table: String

  @Option(help: "csv or json.")
  var format: Format = .csv

  @Option(
    name: .shortAndLong, help: "A file that must not exist, or - for standard output.",
    completion: .file())
  var output = "-"

  @OptionGroup var library: LibraryOptions

  func validate() throws {
    guard StoredTable.names.contains(table) else {
      throw ValidationError(
        "There is no table `\(table)`: use \(StoredTable.names.joined(separator: ", ")).")
    }
  }

  mutating func run() throws {
    let stored = try library.run(name).table(table)
    guard output != "-" else { return try write(stored) { try Terminal.print($0) } }
    var file = try ExportFile(output)
    do {
      try write(stored) { try file.append($0) }
    } catch {
      file.discard()
      throw error
    }
  }

  private func write(_ table: StoredTable, to receive: (Data) throws -> Void) throws {
    switch format {
    case .csv: try table.writeCSV(to: receive)
    case .json: try table.writeJSON(to: receive)
    }
  }
}
