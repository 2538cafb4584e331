import ArgumentParser
import Studies

/// `breakwater check`: everything that is wrong with a study, in one go.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a study and report every problem with its place.",
    discussion: """
      With --conformity the records are held against the clauses 4.1 to 10.2 of ISO 28000:2022, \
      one rule for each requirement, and against the figures of the study's latest run. Verdicts: \
      met, advice, gap, stale, attested, not applicable, no data. They report evidence; they \
      certify nothing. `breakwater explain 8.6.4` says what a rule asks.

      Exit codes: 0 done, 2 wrong use, 3 the study cannot be run, 4 the condition of --fail-on \
      holds.
      """)

  @OptionGroup var study: StudyOptions

  @Flag(help: "Hold the records against the clauses of ISO 28000:2022.")
  var conformity = false

  @Option(
    help: ArgumentHelp(
      "Only the rules of this clause, for example 8.5.", valueName: "clause"))
  var clause: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day on which intervals are judged. Default: today.", valueName: "date"))
  var asOf: Day?

  @Option(
    name: .customLong("fail-on"),
    help: "End with exit code 4 where there is a gap; or a gap or stale; or any advice too.")
  var failOn: ConformityFailure?

  @Option(
    name: .shortAndLong,
    help: "Write conformity.csv and conformity.json into this folder; it must not exist.",
    completion: .directory)
  var output: String?

  @OptionGroup var shape: OutputOptions

  func validate() throws {
    let isForConformity = clause != nil || asOf != nil || failOn != nil || output != nil
    if isForConformity, !conformity {
      throw ValidationError("--clause, --as-of, --fail-on and -o belong to --conformity: add it.")
    }
    try RunFolderOption.check(output)
  }

  mutating func run() throws {
    guard !conformity else { return try checkConformity() }
    do {
      let prepared = try PreparedStudy(
        StudyRunRequest(study: study.study, overlays: study.overlays))
      let report = ProblemReport(prepared.warnings)
      try shape.print(report, text: report.text)
    } catch let error as StudyReadError {
      let report = ProblemReport(error.problems)
      try shape.print(report, text: report.text)
      throw ExitCode(Outcome.studyInvalid)
    }
  }

  private func checkConformity() throws {
    let report = try ConformityReport(
      ConformityRequest(
        study: study.study, overlays: study.overlays, clause: clause,
        asOf: asOf?.value ?? .today))
    if let output { try report.write(to: output) }
    try shape.print(report, text: ConformityText(report, ink: shape.ink).text)
    guard let failOn = failOn?.condition, failOn.holds(in: report) else { return }
    Terminal.complain(
      "--fail-on \(failOn.rawValue): \(report.count(.gap)) gaps, \(report.count(.stale)) stale, "
        + "\(report.count(.advice)) advice.\n")
    throw ExitCode(Outcome.conditionHolds)
  }
}

/// `gap`, `stale` or `advice`.
struct ConformityFailure: ExpressibleByArgument {
  let condition: ConformityCondition

  init?(argument: String) {
    guard let condition = ConformityCondition(rawValue: argument) else { return nil }
    self.condition = condition
  }

  static let allValueStrings = ConformityCondition.allCases.map(\.rawValue)
}
