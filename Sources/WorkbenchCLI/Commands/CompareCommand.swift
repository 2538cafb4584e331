import ArgumentParser
import Foundation
import Studies

/// `breakwater compare`: what changed, and whether it is real.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare runs and studies: inputs first, then figures.",
    discussion: """
      An operand is a run (last, last~1, an id, a folder), a study (folder or file), or either \
      with overlays: STUDY+OVERLAY.yaml. All others are compared with the first. Runs are \
      simulated again from their study.lock.yaml. Where seed, trials and method agree, errors \
      are those of differences on the same trials. --trials and --seed apply to every operand; \
      a study beside a run takes the run's. No stop_when is asked. A name that is neither run \
      nor study may be a strategy, a treatment or `current` of the first operand or the last run: \
      `compare last cyber_first crime_first`.
      """)

  @Argument(
    help: "Runs, studies or strategies; the first is compared with.", completion: .directory)
  var operands: [String]

  @Option(
    name: .customLong("with"), parsing: .singleValue,
    help: "Compare one operand with itself under this overlay; may be repeated.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var overlays: [String] = []

  @OptionGroup(title: "Settings") var settings: SettingOptions
  @Option(name: .shortAndLong, help: "Write all differences as CSV to this file; - prints them.")
  var output: String?
  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false

  mutating func run() async throws {
    if let output, output != "-", FileManager.default.fileExists(atPath: output) {
      throw RunFolderError.exists(path: output)
    }
    let request = ComparisonRequest(
      operands: operands, overlays: overlays, trials: settings.trials?.value, seed: settings.seed,
      environment: try EnvironmentSettings(ProcessInfo.processInfo.environment),
      threads: settings.workers.threads, level: settings.level, strategy: settings.strategy)
    let prepared = try PreparedComparison(
      request, entries: library.entries(), directory: FileManager.default.currentDirectoryPath)
    let line = ProgressLine(quiet ? .none : .auto)
    defer { line.end() }
    let record = try await prepared.run { line.tell($0) }
    line.end()
    record.warnings.forEach { Terminal.complain("warning: \($0)\n") }
    if let output, output != "-" { try record.writeTable(to: output) }
    guard output != "-" else { return try Terminal.print(CSVText.text(record.table)) }
    try shape.print(record, text: ComparisonText(record, ink: shape.ink).text)
  }
}
