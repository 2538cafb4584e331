import ArgumentParser
import Foundation
import Studies

/// `breakwater update`: rates and losses revised by what really happened.
struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Revise rates and losses by the register of incidents.",
    discussion: """
      A rate is revised as a gamma law, a share of attempts as a beta law, a lognormal law of \
      losses as a lognormal law. The prior is the study's own estimate; what it is worth is shown \
      beside each figure, and --prior-years and --prior-records set it. Near misses count as \
      attempts that failed; for risks without attempts they count by --near-miss-weight.

      Before and after are printed. The study is never changed: -o FILE writes an overlay.

      Exit codes: 0 done, 2 wrong use, 3 the study is not valid.
      """)

  @OptionGroup var study: StudyOptions

  @OptionGroup var record: RecordOptions

  @Option(
    name: .customLong("prior-years"),
    help: "Years of record that each rate is worth. Default: what its spread says.")
  var priorYears: Double?

  @Option(
    name: .customLong("prior-records"), help: "Records that each law of losses is worth.")
  var priorRecords = 5.0

  @Option(
    name: .customLong("near-miss-weight"),
    help: "What a near miss counts where a risk has no attempts, from 0 to 1.")
  var nearMissWeight = 0.0

  @Option(
    name: .customLong("risk"), parsing: .singleValue,
    help: "Revise this risk alone; may be repeated. Default: those in the register.")
  var risks: [String] = []

  @Option(
    name: .shortAndLong, help: "Write the revised estimates as an overlay; the file must not exist."
  )
  var output: String?

  @OptionGroup var shape: OutputOptions

  func validate() throws {
    if let priorYears, !(priorYears > 0 && priorYears.isFinite) {
      throw ValidationError("--prior-years is above 0.")
    }
    guard priorRecords > 0, priorRecords.isFinite else {
      throw ValidationError("--prior-records is above 0.")
    }
    guard (0...1).contains(nearMissWeight) else {
      throw ValidationError("--near-miss-weight is from 0 to 1.")
    }
  }

  mutating func run() throws {
    if let output, output != "-", FileManager.default.fileExists(atPath: output) {
      throw RunFolderError.exists(path: output)
    }
    let update = try StudyUpdate(
      UpdateRequest(
        study: study.study, overlays: study.overlays, since: record.since?.value,
        asOf: record.asOf?.value ?? .today, priorYears: priorYears, priorRecords: priorRecords,
        nearMissWeight: nearMissWeight, risks: risks))
    guard output != "-" else { return try Terminal.print(update.overlay) }
    if let output { try update.writeOverlay(to: output) }
    try shape.print(update, text: update.text(shape.ink, written: output))
  }
}
