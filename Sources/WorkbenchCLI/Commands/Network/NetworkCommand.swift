import ArgumentParser
import Foundation
import Studies

/// `breakwater network`: disruption of supply networks given as plain tables.
struct NetworkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Supply networks in plain tables, of any size.",
    discussion: """
      Tables are CSV with a line of headings, comma, semicolon or tab between cells; .gz is \
      unpacked, .mtx (Matrix Market) and .graphml are read as links; - is standard input. Ids \
      are text. Columns may have any heading: --supplier, --customer, --weight and --node name it.

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 a table is not as it must be.
      """,
    subcommands: [
      NetworkDescribeCommand.self, NetworkGenerateCommand.self, NetworkSolveCommand.self,
      NetworkLeontiefCommand.self, NetworkTrajectoryCommand.self, NetworkCriticalityCommand.self,
      NetworkCascadeCommand.self, NetworkContagionCommand.self, NetworkDebtRankCommand.self,
      NetworkAvailabilityCommand.self, NetworkFluidCommand.self,
    ])
}

/// What every verb of `network` takes.
struct NetworkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The heading of the suppliers' column.", valueName: "column"))
  var supplier: String?

  @Option(help: ArgumentHelp("The heading of the customers' column.", valueName: "column"))
  var customer: String?

  @Option(help: ArgumentHelp("The heading of the weights' column.", valueName: "column"))
  var weight: String?

  @Option(help: ArgumentHelp("The heading of the nodes' column.", valueName: "column"))
  var node: String?

  @Option(help: "Links that come twice: refuse, or sum their weights. Default: refuse.")
  var duplicates: DuplicateLinks?

  @Option(
    name: .customLong("self-links"),
    help: "Links from a node to itself: refuse, drop or keep. Default: refuse.")
  var selfLinks: SelfLinks?

  @OptionGroup var output: NetworkOutputOptions

  /// Claims the folder, reads and computes, writes and prints.
  func carryOut<Summary>(
    _ body: (NetworkReader) throws -> NetworkReport<Summary>
  ) throws {
    try output.carryOut(NetworkReader(try readerOptions()), body)
  }
}

/// Where the results of a verb go.
struct NetworkOutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output-folder")],
    help: ArgumentHelp("Write tables into this folder, which must not exist.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Flag(help: "Write big columns of numbers as NumPy files too.") var npy = false

  @OptionGroup var threads: ThreadOption
  @OptionGroup var shape: OutputOptions
  @Flag(name: .shortAndLong, help: "No notes on standard error.") var quiet = false

  /// The number of workers.
  var workers: Int { get throws { try threads.count } }

  /// Claims the folder, computes, writes and prints.
  func carryOut<Summary>(
    _ reader: NetworkReader, _ body: (NetworkReader) throws -> NetworkReport<Summary>
  ) throws {
    let claimed = try folder.map { try RunFolder.claim($0) }
    let report: NetworkReport<Summary>
    do {
      report = try body(reader)
    } catch {
      claimed?.discard()
      throw error
    }
    try finish(report, reader, claimed)
  }

  /// Writes the tables into the claimed folder and prints the summary.
  func finish<Summary>(
    _ report: NetworkReport<Summary>, _ reader: NetworkReader, _ claimed: RunFolder?
  ) throws {
    var report = report
    if let claimed { try report.write(to: claimed, reader: reader, arrays: npy) }
    if !quiet { reader.notes.forEach { Terminal.complain("note: \($0)\n") } }
    try shape.print(report.summary, text: report.text(shape.ink))
    if let claimed, !quiet, !shape.json {
      Terminal.complain("Written to \(Terminal.shortened(claimed.path)).\n")
    }
  }
}

/// A word of `--duplicates`.
struct DuplicateLinks: ExpressibleByArgument {
  let choice: NetworkReader.Options.Duplicates

  init?(argument: String) {
    guard let choice = NetworkReader.Options.Duplicates(rawValue: argument) else { return nil }
    self.choice = choice
  }
}

/// A word of `--self-links`.
struct SelfLinks: ExpressibleByArgument {
  let choice: NetworkReader.Options.SelfLinks

  init?(argument: String) {
    guard let choice = NetworkReader.Options.SelfLinks(rawValue: argument) else { return nil }
    self.choice = choice
  }
}
