import ArgumentParser
import Studies

/// `breakwater network criticality`: what the closure of each firm costs the network.
struct NetworkCriticalityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "criticality", abstract: "What the closure of each firm costs all (ESRI).",
    discussion: """
      Writes criticality.csv: node, esri, esri_down, esri_up, steps, residual, in the order of the \
      firms. Ctrl-C keeps what is done; --resume goes on from a folder that was stopped or broken \
      off, where files and rules are the same.

      Examples:
        breakwater network criticality --edges edges.csv --nodes nodes.csv --epsilon 0.01 -o out
        breakwater network criticality --edges edges.csv --nodes nodes.csv --epsilon 0.01 \
      --resume out -o all
      """)

  @OptionGroup var cascade: CascadeOptions

  @Option(help: ArgumentHelp("The firms to close, by id.", valueName: "id,id,…"))
  var firms: String?

  @Option(
    name: .customLong("firms-file"),
    help: ArgumentHelp("The firms to close: a table with a column node.", valueName: "file"),
    completion: .file())
  var firmsFile: String?

  @Option(help: "How many of the worst firms the summary names.")
  var top: Int = 10

  @Option(
    help: ArgumentHelp(
      "Take over what a stopped run of the same has done.", valueName: "folder"),
    completion: .directory)
  var resume: String?

  @OptionGroup var options: NetworkOptions

  func validate() throws {
    if firms != nil, firmsFile != nil {
      throw ValidationError("--firms and --firms-file exclude each other.")
    }
    if top < 1 { throw ValidationError("--top is a whole number from 1.") }
  }

  private var chosen: NetworkCriticality.Firms {
    if let firms {
      return .listed(
        firms.split(separator: ",").map { $0.trimmingPrefix(" ") }.map { String($0) })
    }
    return firmsFile.map { .file($0) } ?? .all
  }

  func run() throws {
    // Not for every command: two workers that free large arrays would wait for the system's pages.
    ProcessSetup.giveBackMemory()
    let reader = NetworkReader(try options.readerOptions())
    let folder = try options.output.folder.map { try RunFolder.claim($0) }
    let progress = CountProgress("firms", isQuiet: options.output.quiet)
    let stop = StopSignal()
    if let folder { stop.listen(keeps: "the firms that are done are kept") { folder.discard() } }
    let report: NetworkReport<NetworkCriticality.Summary>
    do {
      report = try NetworkCriticality(cascade.request, firms: chosen, top: top).run(
        reader, folder: folder, resume: resume, shouldStop: { stop.isAsked },
        progress: progress.tell)
    } catch {
      progress.end()
      folder?.discard()
      throw error
    }
    progress.end()
    try options.output.finish(report, reader, folder)
    if report.summary.firms < report.summary.asked { throw ExitCode(Outcome.stopped) }
  }
}
