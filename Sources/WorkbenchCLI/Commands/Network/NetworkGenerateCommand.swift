import ArgumentParser
import Studies

/// `breakwater network generate`: makes a network.
struct NetworkGenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make up a network for tests and studies of method.",
    discussion: """
      Writes nodes.csv, edges.csv and essential.csv and prints their SHA-256 digests. The same \
      options give the same bytes on every machine and for any number of threads.

      scale-free: degrees with power-law tails (exponents 1.26 of customers and 1.35 of \
      suppliers, Fujiwara and Aoyama 2010), inputs by sector, some links both ways. \
      sectors: inputs by sector, firms alike. tiers: five layers. tree: each firm supplies one. \
      block: ten blocks, four links in five inside.
      """)

  @Option(
    help: "\(NetworkGeneration.kinds.joined(separator: ", ")).",
    completion: .list(NetworkGeneration.kinds))
  var kind = "scale-free"

  @Option(help: "The number of firms, for example 10000 or 100k.") var firms: Count

  @Option(help: "The number of links, for example 1M. Default: ten a firm; three in tiers.")
  var links: Count?

  @Option(help: "Where the random numbers begin; the same seed gives the same network.")
  var seed: UInt64 = 1

  @Option(help: "Share of links whose reverse is a link too. Default: 0.05 in scale-free networks.")
  var reciprocity: Double?

  @Flag(help: "Add the column probability: the share of the customer's purchases.")
  var probabilities = false

  @OptionGroup var output: NetworkOutputOptions

  func run() throws {
    let generation = try NetworkGeneration(
      kind: kind, firms: firms.value, links: links?.value, seed: seed, reciprocity: reciprocity,
      givesProbabilities: probabilities)
    var options = NetworkReader.Options()
    options.threads = try output.workers
    try output.carryOut(NetworkReader(options)) { try generation.run($0) }
  }
}
