import ArgumentParser
import Foundation
import Studies

/// `breakwater optimise`: chooses treatments under budgets and limits, and proves the choice.
struct OptimiseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimise",
    abstract: "Choose treatments under budgets and limits, with proof.",
    discussion: """
      The study's `optimisation` says what is minimised and what must hold. Results go to \
      STUDY/runs/<id>/, or to the folder that -o names, which must not exist: optimum.json, \
      decision.json, treatments.csv, strategies.csv, roadmap.csv, actions.csv, sensitivity.csv \
      where inputs are uncertain, and, where cheap or asked for, prices.csv and frontier.csv.

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 study invalid, 5 no plan keeps all rules \
      (optimum.json is written and names those that clash).
      """)

  @OptionGroup var study: StudyOptions

  @Option(
    name: .customLong("budget-once"),
    help: ArgumentHelp("Largest sum of one-off costs, for example 3M.", valueName: "money"))
  var budgetOnce: Money?

  @Option(
    name: .customLong("budget-per-year"),
    help: ArgumentHelp("Largest sum of yearly costs, for example 400k.", valueName: "money"))
  var budgetPerYear: Money?

  @Flag(help: "Compute the least residual risk at each cost too.")
  var frontier = false

  @Flag(help: "Compute the price of every rule even where that takes long.")
  var prices = false

  @Flag(
    name: .customLong("cross-check"),
    help: "Have another solver check the proof even where that takes long.")
  var crossCheck = false

  @Option(
    name: .customLong("by"),
    help: ArgumentHelp("Who decides. Default: the study's owner.", valueName: "role"))
  var decidedBy: String?

  @Option(help: "Simulated years, for example 100k, where years are simulated.")
  var trials: Count?

  @Option(help: "Where drawn marks and inputs begin; the same seed gives the same numbers.")
  var seed: UInt64?

  @OptionGroup var workers: ThreadOption

  @Option(
    name: .shortAndLong, help: "The folder of the results; it must not exist.",
    completion: .directory)
  var output: String?

  @OptionGroup var shape: OutputOptions

  @Flag(name: .shortAndLong, help: "No warnings.")
  var quiet = false

  mutating func run() async throws {
    let prepared = try PreparedOptimisation(request())
    if !quiet, !prepared.warnings.isEmpty {
      Terminal.complain(ProblemReport(prepared.warnings).text)
    }
    let folder = try prepared.claimFolder(output)
    await prepared.simulate(threads: try workers.count)
    let optimisation = prepared.run()
    try optimisation.write(to: folder)
    var record = optimisation.record(run: folder.id)
    record.folder = shape.json ? folder.path : Terminal.shortened(folder.path)
    try shape.print(
      record, text: OptimisationText(optimisation, record: record, ink: shape.ink).text)
    if optimisation.isInfeasible { throw ExitCode(Outcome.infeasible) }
  }

  private func request() throws -> OptimisationRequest {
    let environment = try EnvironmentSettings(ProcessInfo.processInfo.environment)
    let seeds =
      seed.map {
        [SettingOverride(path: "simulation/seed", text: "\($0)", origin: "--seed")]
      } ?? environment.seed
    let years =
      trials.map {
        [SettingOverride(path: "simulation/trials", text: "\($0.value)", origin: "--trials")]
      } ?? environment.trials
    return OptimisationRequest(
      study: study.study, overlays: study.overlays, settings: seeds + years,
      budgetOnce: budgetOnce?.value, budgetPerYear: budgetPerYear?.value,
      wantsFrontier: frontier, wantsPrices: prices, decidedBy: decidedBy,
      solvers: try SolverChoice(
        environment: ProcessInfo.processInfo.environment, executable: Bundle.main.executablePath,
        folder: FileManager.default.currentDirectoryPath),
      wantsCheck: crossCheck)
  }
}

/// An amount of money such as `250000`, `3M` or `1.5k`; at least 0.
struct Money: ExpressibleByArgument {
  let value: Double

  init?(argument: String) {
    guard let value = AmountText.parse(argument), value >= 0 else { return nil }
    self.value = value
  }
}
