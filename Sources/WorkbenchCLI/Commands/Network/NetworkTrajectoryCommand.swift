import ArgumentParser
import Studies

/// `breakwater network trajectory`: dynamic inoperability.
struct NetworkTrajectoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trajectory", abstract: "Dynamic inoperability day by day, and recovery.",
    discussion: """
      q(t+1) = clip(q(t) + K (A* q(t) + c*(t+1) − q(t)), 0, 1), or continuous recovery. Writes \
      trajectory.csv (scenario,day,node,inoperability) and recovery.csv (scenario,node,days_to_90,\
      days_to_95,days_to_99,cumulative_inoperability,loss). days_to_90 is the first day from which \
      on, up to the last day, at most 10 % of the largest inoperability are left.
      """)

  @OptionGroup(title: "Network") var network: LinearNetworkOptions

  @OptionGroup var perturbation: PerturbationOptions

  @Option(
    help: ArgumentHelp("Inoperability of day 0: scenario,node,value.", valueName: "file"),
    completion: .file())
  var initial: String?

  @Option(
    help: ArgumentHelp("Resilience coefficients: node,k.", valueName: "file"),
    completion: .file())
  var resilience: String?

  @Option(
    help: ArgumentHelp("Days in which a node alone recovers: node,days.", valueName: "file"),
    completion: .file())
  var recoveryDays: String?

  @Option(help: "What is left of an inoperability after the recovery days.") var remaining = 0.01

  @Option(help: ArgumentHelp("The last day; days are 0 to N.", valueName: "N")) var days: Int

  @Option(help: ArgumentHelp("The first day of the perturbation.", valueName: "t")) var from = 0

  @Option(help: ArgumentHelp("The last day of the perturbation. Default: no end.", valueName: "t"))
  var to: Int?

  @Flag(help: "Continuous recovery exp(−K (I − A*) t) instead of the recursion.")
  var continuous = false

  @Flag(help: "Only totals, by closed forms where nothing clips: no trajectory, no days.")
  var totals = false

  @Flag(help: "With --totals: over all time instead of up to day N.") var allTime = false

  @Flag(help: "Also what a unit of shock and of first inoperability costs at each node.")
  var prices = false

  @Flag(inversion: .prefixedNo, help: "Write trajectory.csv.") var trajectory = true

  @OptionGroup var options: NetworkOptions

  func validate() throws {
    guard perturbation.isGiven || initial != nil else {
      throw ValidationError("Name what happens: --shocks, --demand-loss or --initial.")
    }
    guard (resilience == nil) != (recoveryDays == nil) else {
      throw ValidationError("Name the recovery by one of --resilience and --recovery-days.")
    }
    try validateDays()
  }

  private func validateDays() throws {
    guard (0...1_000_000).contains(days) else {
      throw ValidationError("--days is from 0 to 1,000,000.")
    }
    guard from >= 0, to.map({ $0 >= from && $0 < Int(Int32.max) - 1 }) ?? true else {
      throw ValidationError("--from is at least 0, and --to is at least --from.")
    }
    guard remaining > 0, remaining < 1 else {
      throw ValidationError("--remaining is above 0 and below 1.")
    }
    guard !prices || !continuous else {
      throw ValidationError("--prices are of the recursion, not of --continuous.")
    }
    guard totals || !allTime else { throw ValidationError("--all-time belongs to --totals.") }
  }

  func run() async throws {
    var request = NetworkTrajectory(network.input)
    request.shocks = perturbation.shocks
    request.demandLoss = perturbation.demandLoss
    request.initial = initial
    request.resilience = resilience
    request.recoveryDays = recoveryDays
    request.remaining = remaining
    request.days = days
    request.from = from
    request.to = to
    request.isContinuous = continuous
    request.totalsOnly = totals
    request.isAllTime = allTime
    request.prices = prices
    request.keepsTrajectory = trajectory && options.output.folder != nil
    request.method = network.method?.rawValue
    request.timing = network.timing
    let asked = request
    try await options.carryOut { try await asked.run($0) }
  }
}
