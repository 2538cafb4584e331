import ArgumentParser
import Foundation
import Studies

/// `breakwater import`: a register from CSV or a workbook, as a register of a study.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take a register over from CSV or a workbook (XLSX).",
    discussion: """
      Writes the rows as CSV that a study reads (`risks: { file: risks.csv }`). Columns are found \
      by their names, also by those of common risk registers; --map states others. Scores of a \
      matrix become the intervals of their bands, as --bands STUDY states them. What was left \
      out, guessed or scored is said on standard error; `breakwater check` says the rest.
      """)

  @Argument(help: "A CSV file or a workbook (.xlsx).", completion: .file())
  var file: String

  @Option(
    help: "Which register: \(StudyRegister.allCases.map(\.rawValue).joined(separator: ", ")).")
  var register: RegisterArgument

  @Option(help: "Which sheet of a workbook. Default: that of the register's name, else the first.")
  var sheet: String?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp("A column and its field; may be repeated.", valueName: "column=field"))
  var mapping: [ColumnArgument] = []

  @Option(
    help: ArgumentHelp("The study whose bands say what scores mean.", valueName: "study"),
    completion: .directory)
  var bands: String?

  @Option(help: "Between cells of CSV: one character, or tab.")
  var delimiter = ","

  @Flag(name: .customLong("decimal-comma"), help: "Numbers of CSV are written 1,5.")
  var decimalComma = false

  @Option(
    name: .shortAndLong, help: "A file that must not exist, or - for standard output.",
    completion: .file())
  var output = "-"

  func validate() throws {
    guard [",", ";", "tab", "\t"].contains(delimiter) else {
      throw ValidationError("--delimiter is a comma, a semicolon or tab.")
    }
  }

  mutating func run() throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw WrongUse("There is no file \(file) that can be read.")
    }
    let byte = delimiter == "tab" ? 0x09 : delimiter.utf8.first ?? 0x2C
    let request = RegisterImport.Request(
      register: register.register, sheet: sheet,
      mapping: ColumnMapping(stated: mapping.map { ($0.column, $0.field) }),
      bands: try bands.map { try StudyReader.read($0) },
      format: DelimitedFormat(delimiter: byte, decimalComma: decimalComma))
    let taken = try RegisterImport(data, file: file, request)
    for remark in taken.remarks { Terminal.complain("\(remark)\n") }
    let count = taken.sheet.rows.count
    Terminal.complain("\(count) \(count == 1 ? "row" : "rows").\n")
    try ResultFile.write(taken.sheet.csv, to: output)
  }
}

/// The words of `--register`.
struct RegisterArgument: ExpressibleByArgument {
  let register: StudyRegister

  init?(argument: String) {
    guard let register = StudyRegister(rawValue: argument) else { return nil }
    self.register = register
  }

  static let allValueStrings = StudyRegister.allCases.map(\.rawValue)
}

/// `Risk owner=owner`.
struct ColumnArgument: ExpressibleByArgument {
  let column: String
  let field: String

  init?(argument: String) {
    guard let sign = argument.lastIndex(of: "="), sign != argument.startIndex else { return nil }
    column = String(argument[..<sign])
    field = String(argument[argument.index(after: sign)...])
    guard !field.isEmpty else { return nil }
  }
}

/// A file that is written whole, or standard output.
enum ResultFile {
  static func write(_ data: Data, to path: String) throws {
    guard path != "-" else { return try Terminal.print(data) }
    var file = try ExportFile(path)
    do {
      try file.append(data)
    } catch {
      file.discard()
      throw error
    }
  }
}
