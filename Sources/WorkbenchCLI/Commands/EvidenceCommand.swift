import ArgumentParser
import Studies

/// `breakwater evidence`: what the clauses ask to be computed.
struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Compute what the clauses ask for: contributions, chances, thresholds, load.",
    discussion: """
      Contributions to the loss by owner, process, supplier and outsourced process (of the latest \
      run) and what each control holds back; the chance that measured objectives are reached by their day; thresholds of plans with \
      starts in vain and missed; whom to warn, and what plans rest on; events at once for teams; \
      how often all means of communication are down together, beside independent failures.

      Exit codes: 0 done, 2 wrong use, 3 the study is not valid.
      """)

  @OptionGroup var study: StudyOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day of the evidence. Default: today.", valueName: "date"))
  var asOf: Day?

  @Option(
    name: .shortAndLong,
    help: "Write evidence.csv and evidence.json into this folder; it must not exist.",
    completion: .directory)
  var output: String?

  @Option(help: "Workers. Default: the number of processors.")
  var threads: Int?

  @Option(help: "For whom: full (the default), management, review-pack, partner or public.")
  var profile: ProfileArgument?

  @OptionGroup var shape: OutputOptions

  func validate() throws {
    if let threads, !(1...4096).contains(threads) {
      throw ValidationError("--threads is from 1 to 4096.")
    }
    try RunFolderOption.check(output)
  }

  mutating func run() async throws {
    let evidence = try await ComputedEvidence.simulatingControls(
      ConformityRequest(
        study: study.study, overlays: study.overlays, asOf: asOf?.value ?? .today),
      threads: threads
    ).redacted(for: profile?.profile ?? .full)
    if let output { try evidence.write(to: output) }
    try shape.print(evidence, text: evidence.text(shape.ink))
  }
}
