import ArgumentParser
import Foundation
import Studies

/// Runs a prepared study into a folder and reports it: the end of `run` and of `merge`.
struct RunWriting {
  let destination: RunDestination
  let shape: OutputOptions
  let quiet: Bool
  let progress: ProgressLine.Style
  let failOn: FailConditions?

  func run(_ prepared: PreparedStudy) async throws {
    let folder = try prepared.claimFolder(destination)
    let stop = StopSignal()
    stop.listen { folder.discard() }
    let line = ProgressLine(quiet ? .none : progress)
    let run: WrittenRun
    do {
      run = try await prepared.run(
        into: folder, destination, progress: { line.tell($0) }, shouldStop: { stop.isAsked })
    } catch {
      line.end()
      throw error
    }
    line.end()
    if let warning = run.libraryWarning { Terminal.complain("warning: \(warning)\n") }
    try report(run)
  }

  private func report(_ run: WrittenRun) throws {
    var summary = run.summary
    if shape.json {
      try Terminal.print(ResultJSON.data(summary))
    } else {
      summary.folder = summary.folder.map(Terminal.shortened)
      try Terminal.print(SummaryText(summary, ink: shape.ink, hints: !quiet).text)
    }
    if run.wasCutShort { throw ExitCode(Outcome.stopped) }
    let broken = (failOn?.conditions ?? []).flatMap { $0.criteria(in: summary.shown) }
    guard !broken.isEmpty else { return }
    let words = broken.map { "\($0.criterion) is \($0.verdict)" }.joined(separator: "; ")
    Terminal.complain("--fail-on: \(words).\n")
    throw ExitCode(Outcome.conditionHolds)
  }
}

/// What `-o` may name where a folder is written.
enum RunFolderOption {
  static func check(_ output: String?) throws {
    guard output != "-" else {
      throw ValidationError("A run is a folder, so -o - has no meaning: name a folder with -o.")
    }
  }
}
