import ArgumentParser
import Studies

/// What `network solve` and `network trajectory` make A* of.
struct LinearNetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A* as i,j,a: row i depends on column j. With --side supply, the technical coefficients.",
      valueName: "file"), completion: .file())
  var matrix: String?

  @Option(
    help: ArgumentHelp("Transactions as i,j,a: what j pays to i.", valueName: "file"),
    completion: .file())
  var transactions: String?

  @Option(
    help: ArgumentHelp("The total output of each node: node,output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("The links of a supplier network.", valueName: "file"), completion: .file())
  var edges: String?

  @Option(
    help: ArgumentHelp("All nodes, also those that no entry names.", valueName: "file"),
    completion: .file())
  var nodes: String?

  @Option(
    help: ArgumentHelp(
      "What a node loses without its suppliers: a number from 0 to below 1, or a table "
        + "node,dependency. Default: 0.5.", valueName: "share or file"))
  var dependency: String?

  @Option(help: "Where a perturbation comes in: demand or supply. Default: demand.")
  var side: Side?

  @Option(help: "How systems are solved: dense or sparse. Default: the faster one.")
  var method: Method?

  @Flag(help: "Tell the CPU seconds of the computation.") var timing = false

  enum Side: String, ExpressibleByArgument, CaseIterable { case demand, supply }
  enum Method: String, ExpressibleByArgument, CaseIterable { case dense, sparse }

  func validate() throws {
    let given = [matrix, transactions, edges].filter { $0 != nil }.count
    guard given == 1 else {
      throw ValidationError("Name the network by one of --matrix, --transactions and --edges.")
    }
    guard transactions == nil || output != nil || nodes != nil else {
      throw ValidationError("--transactions needs --output, the total output of each node.")
    }
    if let dependency, let number = Double(dependency), !(number >= 0 && number < 1) {
      throw ValidationError("--dependency is at least 0 and below 1.")
    }
    guard dependency == nil || edges != nil else {
      throw ValidationError("--dependency belongs to --edges.")
    }
  }

  var input: LinearNetworkInput {
    var input = LinearNetworkInput()
    input.matrix = matrix
    input.transactions = transactions
    input.output = output
    input.edges = edges
    input.nodes = nodes
    input.dependency = dependency
    input.side = side?.rawValue
    return input
  }
}
