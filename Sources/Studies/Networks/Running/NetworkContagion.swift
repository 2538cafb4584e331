internal import RiskModel
internal import Sampling
internal import SupplyNetworks

/// `network contagion`: which nodes fail, and how many, when some have failed.
public struct NetworkContagion: Sendable {
  /// What `--json` prints.
  public struct Summary: Encodable, Sendable {
    /// Always `network-contagion/1`.
    public let schema: String
    /// `cascade` or `threshold`.
    public let model: String
    /// The number of nodes.
    public let nodes: Int
    /// The number of links that can carry a failure.
    public let links: Int
    /// The nodes that have failed at the start.
    public let seeds: [String]
    /// The number of trials.
    public let trials: Int
    /// Where the random numbers begin.
    public let seed: UInt64
    /// The number of nodes failed, seeds included.
    public let expectedSize: EstimateRecord
    /// The nodes that failures can reach at all, seeds included.
    public let reachable: Int
  }

  /// What is asked.
  public struct Request: Sendable {
    /// The links.
    public var edges: String
    /// The nodes; those of the links where nil.
    public var nodes: String?
    /// The nodes that have failed at the start.
    public var seeds: [String]
    /// A table of more of them.
    public var seedsFile: String?
    /// Whether failures spread by thresholds rather than as a cascade.
    public var usesThresholds: Bool
    /// The number of trials.
    public var trials: Int
    /// Where the random numbers begin.
    public var seed: UInt64

    /// Takes the values of all fields.
    public init(
      edges: String, nodes: String? = nil, seeds: [String], seedsFile: String? = nil,
      usesThresholds: Bool = false, trials: Int = 10_000, seed: UInt64 = 1
    ) {
      self.edges = edges
      self.nodes = nodes
      self.seeds = seeds
      self.seedsFile = seedsFile
      self.usesThresholds = usesThresholds
      self.trials = trials
      self.seed = seed
    }

    var model: Contagion.Model { usesThresholds ? .threshold : .cascade }
  }

  /// The most trials that can be asked for.
  public static let trialLimit = Contagion.trialLimit

  private let request: Request

  /// A contagion as asked.
  public init(_ request: Request) {
    self.request = request
  }

  /// Reads and simulates.
  ///
  /// - Throws: `StudyReadError` with everything that is wrong with the files.
  public func run(_ reader: NetworkReader) async throws -> NetworkReport<Summary> {
    let (contagion, index, seeds) = try read(reader)
    let result = try await contagion.simulate(
      from: seeds.map { Int($0) }, trials: request.trials, seed: request.seed,
      threads: reader.options.threads)
    let summary = Summary(
      schema: "network-contagion/1", model: request.model.rawValue, nodes: index.count,
      links: contagion.linkCount, seeds: Self.unique(seeds).map { index[Int($0)] },
      trials: request.trials, seed: request.seed,
      expectedSize: EstimateRecord(result.expectedSize),
      reachable: result.possibleSizes.upperBound)
    let probabilities = result.probabilities()
    return NetworkReport(
      summary: summary,
      tables: [Self.nodes(index, probabilities), Self.sizes(result.sizeDistribution())],
      arrays: [("probability", probabilities.map(\.value))], method: method(contagion)
    ) { Self.text(summary, ink: $0) }
  }

  private static func unique(_ seeds: [Int32]) -> [Int32] {
    var seen: Set<Int32> = []
    return seeds.filter { seen.insert($0).inserted }
  }

  private func method(_ contagion: Contagion) -> NetworkMethod {
    NetworkMethod(
      verb: "contagion",
      method: request.model == .cascade
        ? "independent cascade, 256 trials side by side" : "linear threshold, trial by trial",
      sizes: [
        "nodes": contagion.ids.count, "links": contagion.linkCount, "trials": request.trials,
      ],
      options: ["model": request.model.rawValue], seed: request.seed)
  }

  // MARK: Reading

  private func read(_ reader: NetworkReader) throws -> (Contagion, NodeIndex, [Int32]) {
    let table = request.nodes.flatMap { reader.nodes($0) }
    let links = reader.contagionLinks(request.edges, nodes: table, model: request.model)
    // Without its nodes file nothing of the links can be numbered; its problems are known by now.
    let index = request.nodes == nil || table != nil ? links?.index : nil
    let owner = request.nodes ?? request.edges
    let named = reader.nodeList(request.seeds, option: "--seeds", of: index, owner: owner)
    let listed: [Int32]? =
      if let file = request.seedsFile {
        reader.nodeList(file: file, of: index, owner: owner)
      } else {
        []
      }
    let (found, seeds, more) = try reader.complete(links, named, listed)
    do throws(ContagionError) {
      let contagion = try Contagion(request.model, ids: found.index.ids, links: found.links)
      return (contagion, found.index, seeds + more)
    } catch {
      throw reader.refusal(error, edges: request.edges)
    }
  }

  // MARK: Writing

  private static func nodes(_ index: NodeIndex, _ probabilities: [Estimate]) -> ResultColumns {
    ResultColumns(
      "contagion", title: "The probability that each node fails", rowCount: index.count,
      columns: [
        .id("node", "The node", index),
        .number("probability", "The share of trials in which it failed") {
          probabilities[$0].value
        },
        .number("low", "The lower end of its exact 95 % interval") { probabilities[$0].low },
        .number("high", "The upper end of its exact 95 % interval") { probabilities[$0].high },
      ])
  }

  private static func sizes(_ sizes: [ContagionResult.Size]) -> ResultColumns {
    ResultColumns(
      "size", title: "The distribution of the number of failed nodes, seeds included",
      rowCount: sizes.count,
      columns: [
        .integer("size", unit: "nodes", "The number of failed nodes") { sizes[$0].nodes },
        .number("probability", "The share of trials with just this number") {
          sizes[$0].probability.value
        },
        .number("low", "The lower end of its exact 95 % interval") { sizes[$0].probability.low },
        .number("high", "The upper end of its exact 95 % interval") { sizes[$0].probability.high },
      ])
  }

  private static func text(_ summary: Summary, ink: Ink) -> String {
    var text = NetworkText("Contagion by \(summary.model)", ink: ink)
    text.line("nodes", summary.nodes)
    text.line("links", summary.links)
    text.line("failed at the start", summary.seeds.count)
    text.line("within reach", summary.reachable)
    text.line("trials", summary.trials)
    let size = summary.expectedSize
    let error = size.standardError.map { "± \(NetworkText.number($0)) (standard error)" }
    text.line("expected number failed", size.value, error ?? "")
    return text.finish()
  }
}
