import ArgumentParser
import Foundation
import Studies

/// `breakwater report`: a run as one HTML file.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a run as one HTML file.",
    discussion: """
      The file needs nothing else: no network, no script, no fonts. It prints on A4 and Letter, \
      with the classification on every page.

      Profiles: full; management (two pages); review-pack (clause 9.3.2 in its order); partner (no weaknesses, owners, criteria or \
      findings); public (no names, no amounts). Results of `optimise` and of \
      `check --conformity` that lie beside the run are taken in; --optimum and --conformity name \
      others.
      """)

  @Argument(
    help: ArgumentHelp(
      "last, last~1, a run's id, a run folder, or a study (its newest run).", valueName: "run"),
    completion: .directory)
  var name = "last"

  @Option(help: "For whom: full (the default), management, review-pack, partner or public.")
  var profile: ProfileArgument?

  @Option(
    help: ArgumentHelp("A folder that `optimise` has written.", valueName: "folder"),
    completion: .directory)
  var optimum: String?

  @Option(
    help: ArgumentHelp("conformity.csv, or a folder that holds it.", valueName: "file"),
    completion: .file())
  var conformity: String?

  @Option(
    name: .shortAndLong,
    help: "The file; it must not exist. - for standard output. Default: report-RUN.html here.",
    completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup var workers: ThreadOption

  @OptionGroup var library: LibraryOptions

  mutating func run() async throws {
    let stored = try library.run(name)
    let request = ReportRequest(
      profile: profile?.profile ?? .full, optimum: optimum, conformity: conformity)
    let page = try await StudyReport.withOutlook(stored, request, threads: workers.threads).html()
    let path = output ?? "report-\(stored.manifest.run).html"
    try ResultFile.write(page, to: path)
    guard path != "-" else { return }
    try Terminal.print("\(Terminal.shortened(path))\n")
  }
}

/// The words of `--profile`.
struct ProfileArgument: ExpressibleByArgument {
  let profile: ReportProfile

  init?(argument: String) {
    guard let profile = ReportProfile(rawValue: argument) else { return nil }
    self.profile = profile
  }

  static let allValueStrings = ReportProfile.allCases.map(\.rawValue)
}
