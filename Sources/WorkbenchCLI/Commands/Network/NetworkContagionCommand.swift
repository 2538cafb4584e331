import ArgumentParser
import Foundation
import Studies

/// `breakwater network contagion`: random spread of failures.
struct NetworkContagionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contagion", abstract: "Which nodes fail when some have failed, by simulation.",
    discussion: """
      Writes contagion.csv (node,probability,low,high) and size.csv (size,probability,low,high). \
      Intervals are exact binomial ones of 95 %.

      cascade: a failed node fails each of its customers once with the link's probability. \
      threshold: a node fails when the weights of its failed suppliers reach its threshold, \
      uniform from 0 to 1; weights into a node sum to at most 1.
      """)

  @Option(
    help: ArgumentHelp(
      "The links: source, target, probability or weight.", valueName: "file"), completion: .file())
  var edges: String

  @Option(
    help: ArgumentHelp("The nodes, where some have no link.", valueName: "file"),
    completion: .file())
  var nodes: String?

  @Option(
    help: ArgumentHelp("Nodes that have failed, a comma between.", valueName: "ids"))
  var seeds: String?

  @Option(
    name: .customLong("seeds-file"),
    help: ArgumentHelp("A table of them, column node.", valueName: "file"), completion: .file())
  var seedsFile: String?

  @Option(help: "Trials, such as 100k. Default: 10000.") var trials: Count?

  @Option(help: "cascade or threshold.") var model: ContagionModel = .cascade

  @OptionGroup var randomness: RandomnessOptions
  @OptionGroup var options: NetworkOptions

  func validate() throws {
    guard seeds != nil || seedsFile != nil else {
      throw ValidationError("Name the nodes that have failed by --seeds or --seeds-file.")
    }
    if let trials, trials.value > NetworkContagion.trialLimit {
      throw ValidationError("--trials is at most \(NetworkContagion.trialLimit).")
    }
  }

  func run() async throws {
    let request = NetworkContagion.Request(
      edges: edges, nodes: nodes, seeds: try IDList.ids(seeds ?? ""), seedsFile: seedsFile,
      usesThresholds: model == .threshold, trials: trials?.value ?? 10_000,
      seed: try randomness.value)
    try await options.carryOut { try await NetworkContagion(request).run($0) }
  }
}

/// A word of `--model`.
enum ContagionModel: String, ExpressibleByArgument, CaseIterable {
  case cascade
  case threshold
}

/// Ids with commas between, as options take them.
enum IDList {
  static func ids(_ text: String) throws -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: true)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}

/// Where random numbers begin.
struct RandomnessOptions: ParsableArguments {
  @Option(help: "Where the random numbers begin; the same seed gives the same numbers. Default: 1.")
  var seed: UInt64?

  /// Flag, else environment, else 1.
  var value: UInt64 {
    get throws {
      if let seed { return seed }
      let settings = try EnvironmentSettings(ProcessInfo.processInfo.environment).seed
      return settings.first.flatMap { UInt64($0.text) } ?? 1
    }
  }
}
