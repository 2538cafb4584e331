import ArgumentParser
import Foundation
import Studies

/// `breakwater review`: the pack for a management review.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Make the pack for a management review.",
    discussion: """
      The items of clause 9.3.2, a to m, in their order, from the records of the study and the \
      figures of its latest run, as Markdown. -o FILE.html writes a page for print, with the \
      classification on every sheet.

      Exit codes: 0 done, 2 wrong use, 3 the study is not valid.
      """)

  @OptionGroup var study: StudyOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day of the pack. Default: today.", valueName: "date"))
  var asOf: Day?

  @Option(
    name: .shortAndLong,
    help: "Write the pack to this file, which must not exist: a page if it ends in .html.",
    completion: .file(extensions: ["html", "md", "json"]))
  var output: String?

  @Option(help: "For whom: full (the default), management, review-pack, partner or public.")
  var profile: ProfileArgument?

  @OptionGroup var shape: OutputOptions

  mutating func run() throws {
    try (profile?.profile ?? .full).refuse("The pack of a management review")
    let pack = try ReviewPack(
      ConformityRequest(
        study: study.study, overlays: study.overlays, asOf: asOf?.value ?? .today))
    guard let output, output != "-" else { return try shape.print(pack, text: pack.text) }
    var file = try ExportFile(output)
    do {
      try file.append(content(pack, for: output))
    } catch {
      file.discard()
      throw error
    }
  }

  private func content(_ pack: ReviewPack, for path: String) throws -> Data {
    if shape.json { return try ResultJSON.data(pack) }
    return path.lowercased().hasSuffix(".html") ? pack.page : Data(pack.text.utf8)
  }
}
