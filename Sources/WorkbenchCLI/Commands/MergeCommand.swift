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

  @Option(name: .shortAndLong, help: "The run folder; it must not exist.", completion: .directory)
  var output: String?

  @Option(help: "Workers. Default: the number of processors. Figures do not depend on it.")
  var threads: Int?

  @Flag(help: "Write years.csv, one row for each simulated year.")
  var years = false

  @Flag(name: .customLong("years-npy"), help: "Write the years as NumPy files, one a column.")
  var yearsNumpy = false

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "End with exit code 4 where a criterion is breached or undecided: tolerance, people, "
        + "service, undecided, divided by commas.", valueName: "conditions"))
  var failOn: FailConditions?

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  @Flag(name: .shortAndLong, help: "No progress and no hints.")
  var quiet = false

  func validate() throws {
    try RunFolderOption.check(output)
    if let threads, !(1...4096).contains(threads) {
      throw ValidationError("--threads is from 1 to 4096.")
    }
    guard study != nil || output != nil else {
      throw ValidationError("Name the run folder with -o, or the study with --study.")
    }
  }

  mutating func run() async throws {
    let environment = try EnvironmentSettings(ProcessInfo.processInfo.environment)
    let prepared = try PreparedStudy(
      merging: files, study: study, threads: threads ?? environment.threads,
      keepsYears: years || yearsNumpy)
    let destination = RunDestination(
      folder: output, library: library.path,
      years: YearFiles(table: years, arrays: yearsNumpy))
    try await RunWriting(
      destination: destination, shape: shape, quiet: quiet, progress: .none, failOn: failOn
    ).run(prepared)
  }
}
