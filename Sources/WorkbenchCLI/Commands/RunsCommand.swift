import ArgumentParser
import Foundation
import Studies

/// `breakwater runs`: the runs on this machine, who approved them, and how they moved.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List runs, approve one, or show the trend of approved ones.",
    discussion: "`breakwater runs [STUDY]` lists runs, newest first.",
    subcommands: [RunListing.self, RunApproving.self, RunTrending.self],
    defaultSubcommand: RunListing.self)
}

/// `breakwater runs [STUDY]`.
struct RunListing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List runs, newest first.")

  @Argument(help: "A study's folder or id; without it all studies.", completion: .directory)
  var study: String?

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    let list = try RunList(
      library: library.entries(), study: study,
      directory: FileManager.default.currentDirectoryPath)
    try shape.print(list, text: list.text)
  }
}

/// `breakwater runs approve RUN --by PERSON`.
struct RunApproving: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Write down that somebody vouches for a run.",
    discussion: """
      Adds a line to approvals.csv beside the run's folder, with the run's seal: an approval does \
      not hold for a folder that has changed since. The run itself is not written. Trends use \
      approved runs alone.

      Exit codes: 0 done, 2 wrong use, or the run is not as it was written.
      """)

  @Argument(
    help: ArgumentHelp("last, last~1, a run's id, or a run folder.", valueName: "run"),
    completion: .directory)
  var name = "last"

  @Option(help: "Who approves: a role or a person.")
  var by: String

  @Option(help: "Why, in a sentence.")
  var note: String?

  @Flag(help: "Take the approval back.")
  var withdraw = false

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day of the approval. Default: today.", valueName: "date"))
  var asOf: Day?

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  func validate() throws {
    if by.trimmingCharacters(in: .whitespaces).isEmpty {
      throw ValidationError("--by names who approves.")
    }
  }

  mutating func run() throws {
    let line = try library.run(name).approve(
      by: by, on: asOf?.value ?? .today, note: note, withdrawing: withdraw)
    let verb = withdraw ? "is approved no longer, says" : "is approved by"
    try shape.print(line, text: "\(line.run) \(verb) \(line.by) on \(line.date).\n")
  }
}

/// `breakwater runs trend STUDY`.
struct RunTrending: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend", abstract: "Show how figures moved between approved runs.",
    discussion: """
      Takes the approved runs in the study's runs/ that have no overlay. Every change carries the \
      Monte Carlo error of both runs, and all intervals together hold with 95 %, so that noise is \
      not read as a trend.
      """)

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    let trend = RunTrend(inStudy: study)
    try shape.print(trend, text: trend.text(shape.ink))
  }
}
