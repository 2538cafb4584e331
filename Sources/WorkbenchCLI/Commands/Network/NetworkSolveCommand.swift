import ArgumentParser
import Studies

/// `breakwater network solve`: static inoperability.
struct NetworkSolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Static inoperability q = A* q + c* of shocks.",
    discussion: """
      Writes inoperability.csv (scenario,node,inoperability,uncapped,loss), scenarios.csv \
      (scenario,loss,residual), order.csv (i,j,a) with --order and prices.csv \
      (node,loss_per_shock) with --prices. Losses are per time unit of the outputs.
      """)

  @OptionGroup(title: "Network") var network: LinearNetworkOptions

  @OptionGroup var perturbation: PerturbationOptions

  @Option(help: ArgumentHelp("Also the entries of A* to this power.", valueName: "n"))
  var order: Int?

  @Flag(help: "Also what a unit of shock at each node costs.") var prices = false

  @Option(help: "The residual that sparse solves come to.") var tolerance = 1e-12

  @OptionGroup var options: NetworkOptions

  func validate() throws {
    guard perturbation.isGiven || order != nil || prices else {
      throw ValidationError("Ask for something: --shocks, --demand-loss, --order or --prices.")
    }
    if let order, !(0...1_000_000).contains(order) {
      throw ValidationError("--order is from 0 to 1,000,000.")
    }
    guard tolerance > 0, tolerance < 1 else {
      throw ValidationError("--tolerance is above 0 and below 1.")
    }
  }

  func run() async throws {
    var solve = NetworkSolve(network.input)
    solve.shocks = perturbation.shocks
    solve.demandLoss = perturbation.demandLoss
    solve.order = order
    solve.prices = prices
    solve.method = network.method?.rawValue
    solve.tolerance = tolerance
    solve.timing = network.timing
    let request = solve
    try await options.carryOut { try await request.run($0) }
  }
}
