import ArgumentParser
import Studies

/// `breakwater evidence`: what the clauses ask to be computed.
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Compute what the clauses ask for: contributions, chances, thresholds, load.",
    discussion: """
      Contributions to the loss by owner, process, supplier and outsourced process (of the latest \
      run); the chance that measured objectives are reached by their day; thresholds of plans with \
      starts in vain and missed; whom to warn, and what plans rest on; events at once for teams.

      Exit codes: 0 done, 2 wrong use, 3 the study is not valid.
      """)

  @OptionGroup var study: StudyOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day of the evidence. Default: today.", valueName: "date"))
  var asOf: Day?

  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    let evidence = try ComputedEvidence(
      ConformityRequest(
        study: study.study, overlays: study.overlays, asOf: asOf?.value ?? .today))
    try shape.print(evidence, text: evidence.text(shape.ink))
  }
}
