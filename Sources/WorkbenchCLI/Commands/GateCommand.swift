import ArgumentParser
import Foundation
import Studies

/// `breakwater gate`: a change, looked at before it happens.
struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Judge a change or a corrective action before it begins.",
    discussion: """
      Simulates the study with and without the overlay that the change names in `what_if` (or \
      --with), or the treatment that a corrective action names, on the same random numbers, and shows the difference in people, expected loss and \
      shortfall, the risks it brings, and the records that would lose their owner. CHANGE is the \
      id of a change, or of a nonconformity whose action is judged. An action against imminent \
      danger may go first. The study is never changed; -o FOLDER keeps FOLDER/g-<date>-a/gate.json.

      Exit codes: 0 done, 2 wrong use, 3 a study is not valid, 4 the condition of --fail-on holds \
      (the gate is kept).
      """)

  @Argument(help: "The study's folder or file.", completion: .directory)
  var study: String

  @Argument(help: "The id of a change or of a nonconformity.")
  var change: String

  @Option(
    name: .customLong("with"), parsing: .singleValue,
    help: "An overlay that states the change, instead of its own; may be repeated.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var overlays: [String] = []

  @Option(help: "Simulated years, for example 100k. Default: the study's.")
  var trials: Count?

  @Option(help: "Where the random numbers begin. Default: the study's.")
  var seed: UInt64?

  @OptionGroup var workers: ThreadOption

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day of the gate. Default: today.", valueName: "date"))
  var asOf: Day?

  @Option(
    name: .customLong("fail-on"),
    help:
      "End with exit code 4 where harm to people grows; or that or the loss; or any of it or a lost owner."
  )
  var failOn: GateFailure?

  @Option(
    name: .shortAndLong, help: "Keep the gate in a new folder below this one.",
    completion: .directory)
  var output: String?

  @OptionGroup var shape: OutputOptions
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false

  func validate() throws {
    try RunFolderOption.check(output)
  }

  mutating func run() async throws {
    let gate = try StudyGate(
      GateRequest(
        study: study, change: change, overlays: overlays, trials: trials?.value, seed: seed,
        threads: workers.threads, asOf: asOf?.value ?? .today))
    let line = ProgressLine(quiet ? .none : .auto)
    defer { line.end() }
    var record = try await gate.run { line.tell($0) }
    line.end()
    if let output { _ = try record.write(into: output) }
    try shape.print(record, text: GateText(record, ink: shape.ink).text)
    guard let failOn = failOn?.condition, failOn.holds(for: record) else { return }
    Terminal.complain("--fail-on \(failOn.rawValue): \(record.conclusion).\n")
    throw ExitCode(Outcome.conditionHolds)
  }
}

/// `people`, `worse` or `any`.
struct GateFailure: ExpressibleByArgument {
  let condition: GateCondition

  init?(argument: String) {
    guard let condition = GateCondition(rawValue: argument) else { return nil }
    self.condition = condition
  }

  static let allValueStrings = GateCondition.allCases.map(\.rawValue)
}
