import ArgumentParser
import Foundation
import Studies

/// `breakwater show`: the summary of a run, or its worst years.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the summary of a run, or its worst years.")

  @Argument(
    help: ArgumentHelp("last, last~1, a run's id, or a run folder.", valueName: "run"),
    completion: .directory)
  var name = "last"

  @Option(help: "Show the worst simulated years with their events, this many (at most 100).")
  var worst: Int?

  @Option(help: "The level to show: inherent, current or a strategy of the run.")
  var level: String?

  @Option(help: "For whom: full (the default), management, review-pack, partner or public.")
  var profile: ProfileArgument?

  @OptionGroup var library: LibraryOptions
  @OptionGroup var shape: OutputOptions

  func validate() throws {
    if let worst, !(1...100).contains(worst) {
      throw ValidationError("--worst is from 1 to 100: that many years are kept.")
    }
    if worst != nil, level != nil {
      throw ValidationError("--worst shows the years of the level that was run: leave out --level.")
    }
  }

  mutating func run() throws {
    let stored = try library.run(name)
    let profile = profile?.profile ?? .full
    if let worst {
      try profile.refuse("The list of the worst years")
      return try show(worst, of: stored)
    }
    var summary = try stored.summary().redacted(for: profile)
    if let level {
      guard let other = summary.showing(level) else {
        let levels = stored.manifest.strategies.joined(separator: ", ")
        throw WrongUse("The run has no level `\(level)`; it has \(levels).")
      }
      summary = other
    }
    if !shape.json { summary.folder = summary.folder.map(Terminal.shortened) }
    try shape.print(summary, text: SummaryText(summary, ink: shape.ink).text)
  }

  private func show(_ count: Int, of stored: StoredRun) throws {
    let trials = try stored.worstTrials().first(count)
    try shape.print(
      trials,
      text: WorstTrialsText(trials, currency: stored.manifest.study.currency, ink: shape.ink).text)
  }
}
