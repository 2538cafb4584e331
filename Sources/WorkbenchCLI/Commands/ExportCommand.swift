import ArgumentParser
import Foundation
import Studies

/// `breakwater export`: one table of a run, a register of a study, or the whole study.
struct ExportCommand: ParsableCommand {
  /// The shapes of a table.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, json, xlsx
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export a table of a run, a register of a study, or a study.",
    discussion: """
      --table takes a run, and gives CSV or JSON. Tables: \
      \(StoredTable.names.joined(separator: ", ")).

      --register takes a study, and gives CSV that a study reads, or a workbook (xlsx); \
      `breakwater import` reads both back to the same records. Registers: \
      \(StudyRegister.allCases.map(\.rawValue).joined(separator: ", ")); all is one workbook of \
      all of them, study is the whole study as JSON.

      --profile partner gives tables and registers that name no owner, weakness, criterion, control \
      or treatment, and refuses all others; nothing is exported for the public.
      """)

  @Argument(
    help: ArgumentHelp(
      "last, last~1, a run's id, or a run folder; with --register a study.", valueName: "run"),
    completion: .directory)
  var name = "last"

  @Option(
    help: ArgumentHelp("Which table.", valueName: "name"), completion: .list(StoredTable.names))
  var table: String?

  @Option(help: ArgumentHelp("Which register, or all, or study.", valueName: "name"))
  var register: String?

  @Option(help: "csv, json or xlsx.")
  var format: Format?

  @Option(
    name: .shortAndLong, help: "A file that must not exist, or - for standard output.",
    completion: .file())
  var output = "-"

  @Option(help: "For whom: full (the default), management, review-pack, partner or public.")
  var profile: ProfileArgument?

  @OptionGroup var library: LibraryOptions

  func validate() throws {
    guard (table == nil) != (register == nil) else {
      throw ValidationError("Name either --table of a run or --register of a study.")
    }
    if let table, !StoredTable.names.contains(table) {
      throw ValidationError(
        "There is no table `\(table)`: use \(StoredTable.names.joined(separator: ", ")).")
    }
    if table != nil, format == .xlsx {
      throw ValidationError("Tables of a run are given as csv or json.")
    }
    if let register { try check(register) }
  }

  private func check(_ register: String) throws {
    let names = StudyRegister.allCases.map(\.rawValue) + ["all", "study"]
    guard names.contains(register) else {
      throw ValidationError(
        "There is no register `\(register)`: use \(names.joined(separator: ", ")).")
    }
    let allowed: [Format] =
      register == "study" ? [.json] : register == "all" ? [.xlsx] : [.csv, .xlsx]
    if let format, !allowed.contains(format) {
      throw ValidationError(
        "--register \(register) is given as "
          + allowed.map(\.rawValue).joined(separator: " or ") + ".")
    }
  }

  mutating func run() throws {
    if let register { return try export(register) }
    try StoredTable.check(table ?? "", for: profile?.profile ?? .full)
    let stored = try library.run(name).table(table ?? "")
    guard output != "-" else { return try write(stored) { try Terminal.print($0) } }
    var file = try ExportFile(output)
    do {
      try write(stored) { try file.append($0) }
    } catch {
      file.discard()
      throw error
    }
  }

  private func export(_ name: String) throws {
    let study = try StudyReader.read(self.name)
    let profile = profile?.profile ?? .full
    guard let register = StudyRegister(rawValue: name) else {
      try profile.refuse("The whole study")
      let data =
        name == "study"
        ? Data(study.jsonTree.utf8)
        : try SpreadsheetWriter.data(
          StudyRegister.allCases.map { RegisterSheet($0, of: study) }.filter { !$0.rows.isEmpty },
          of: study.facts)
      return try ResultFile.write(data, to: output)
    }
    let sheet = try RegisterSheet(register, of: study, for: profile)
    try ResultFile.write(
      format == .xlsx ? SpreadsheetWriter.data([sheet], of: study.facts) : sheet.csv, to: output)
  }

  private func write(_ table: StoredTable, to receive: (Data) throws -> Void) throws {
    switch format ?? .csv {
    case .csv, .xlsx: try table.writeCSV(to: receive)
    case .json: try table.writeJSON(to: receive)
    }
  }
}
