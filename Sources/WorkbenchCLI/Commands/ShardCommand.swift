import ArgumentParser
import Foundation
import Studies

/// `breakwater shard`: computes one part of a run, for `merge`.
struct ShardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shard", abstract: "Compute one part of a run into a file, for `merge`.",
    discussion: """
      Every part may be computed on another machine with the same version and the same study; \
      `breakwater merge` joins them to the run that one machine would have computed, to the byte. \
      The study travels in the file; data files that it reads do not.

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 study invalid, 130 stopped (nothing is kept).
      """)

  @OptionGroup var study: StudyOptions

  @Option(
    help: ArgumentHelp("Which part of how many, for example 2/3.", valueName: "k/n"),
    transform: { text in
      guard let part = RunPart(text) else {
        throw ValidationError("--part takes k/n, for example 2/3, with k from 1 to n.")
      }
      return part
    })
  var part: RunPart

  @Option(name: .shortAndLong, help: "The file; it must not exist.", completion: .file())
  var output: String

  @OptionGroup(title: "Settings") var settings: SettingOptions

  @Flag(help: "Keep persons harmed year by year, so that merge can write years.")
  var years = false

  @OptionGroup var shape: OutputOptions

  @Flag(name: .shortAndLong, help: "No progress and no warnings.")
  var quiet = false

  @Option(help: "How progress is told on standard error: auto, json or none.")
  var progress: ProgressLine.Style = .auto

  func validate() throws {
    guard output != "-" else {
      throw ValidationError("A part takes its name once it is whole: name a file with -o.")
    }
  }

  mutating func run() async throws {
    let prepared = try PreparedStudy(settings.request(study, keepsYears: years))
    if !quiet, !prepared.warnings.isEmpty {
      Terminal.complain(ProblemReport(prepared.warnings).text)
    }
    let stop = StopSignal()
    stop.listen(keeps: "a part is of use only whole, so nothing is kept") {}
    let line = ProgressLine(quiet ? .none : progress)
    defer { line.end() }
    var record = try await prepared.writeShard(
      part, to: output, progress: { line.tell($0) }, shouldStop: { stop.isAsked })
    line.end()
    if !shape.json { record.file = Terminal.shortened(record.file) }
    try shape.print(record, text: record.text)
  }
}
