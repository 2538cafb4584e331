import ArgumentParser
import Foundation
import Studies

/// `breakwater merge`: joins the parts of a run to its run folder.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join parts that `shard` has computed to a run folder.",
    discussion: """
      The files may be named in any order; together they must hold every block of the run once. \
      The run folder is, to the byte, that of `breakwater run`; run.json says what it was merged \
      from. A study that reads data files has to be named with --study.

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 a part is damaged, missing, there twice or of \
      another run, 4 a --fail-on condition holds (the run is kept).
      """)

  @Argument(help: "Files that `breakwater shard` has written.", completion: .file())
  var files: [String]

  @Option(
    help: "The study's folder or file; it must be the one that the parts were computed from.",
    completion: .directory)
  var study: String?

  @OptionGroup var workers: ThreadOption
  @OptionGroup var ending: RunEndOptions

  func validate() throws {
    guard study != nil || ending.output != nil else {
      throw ValidationError("Name the run folder with -o, or the study with --study.")
    }
  }

  mutating func run() async throws {
    let prepared = try PreparedStudy(
      merging: files, study: study, threads: workers.wanted(), keepsYears: ending.keepsYears)
    try await ending.writing(progress: .none).run(prepared)
  }
}
