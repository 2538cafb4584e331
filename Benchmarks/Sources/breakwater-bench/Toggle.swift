import ArgumentParser
import Distributions
import LossSimulation
import RiskModel
import Sampling
import TreatmentPlanning

/// One treatment switched on or off, re-evaluated in full: net years, mean and expected shortfall.
struct Toggle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time one treatment switched on or off in a study of many risks and years.")

  @Option(help: "Risks of the study.")
  var risks = 100

  @Option(help: "Years of the study.")
  var years = 100_000

  @Option(help: "Threads on which what is new is simulated.")
  var threads = 2

  /// As many as risks; the k-th acts on three risks.
  private static let treatments = 40

  func run() throws {
    try simulated()
    table()
  }

  private var objective: PlanObjective {
    PlanObjective(
      name: "total", costWeight: 1,
      terms: [.init(.mean), .init(.shortfall(level: 0.95), weight: 0.1)])
  }

  /// Places of the risks on which a treatment acts.
  private func targets(_ treatment: Int) -> [Int] {
    [7 * treatment, 7 * treatment + 31, 11 * treatment + 3].map { $0 % risks }
  }

  private func options() -> [PlanOption] {
    (0..<Self.treatments).map { PlanOption(id: "T\($0)", annualCost: 1) }
  }

  /// Milliseconds of each toggle from a plan of every second treatment, by the clock and of all
  /// threads' processor time; the median and the largest.
  private func report(_ job: String, _ toggle: (Int) -> Double) {
    let clock = ContinuousClock()
    let times = (0..<Self.treatments).map { option -> (wall: Double, cpu: Double) in
      let (start, began) = (Stopwatch.seconds, clock.now)
      require(toggle(option) > 0, job)
      let (cpu, wall) = (Stopwatch.seconds - start, began.duration(to: clock.now) / .seconds(1))
      return (wall * 1e3, cpu * 1e3)
    }
    for (name, values) in [("wall", times.map(\.wall)), ("CPU", times.map(\.cpu))] {
      let sorted = values.sorted()
      let figures = [("median", sorted[sorted.count / 2]), ("slowest", sorted[sorted.count - 1])]
      for (which, value) in figures {
        Figure(job: "\(job), \(which) \(name)", size: years, value: value, unit: "ms").write()
      }
    }
  }

  private var start: [Bool] { (0..<Self.treatments).map { $0 % 2 == 0 } }

  private func toggled(_ option: Int) -> [Bool] {
    var isChosen = start
    isChosen[option].toggle()
    return isChosen
  }

  // MARK: Simulated years

  /// Poisson counts and lognormal losses: what is new is simulated, once; then it is at hand.
  private func simulated() throws {
    var study = Study(
      identity: StudyIdentity(id: "toggle", currency: "EUR"),
      simulation: SimulationSettings(trials: years, seed: 1))
    study.risks = try (0..<risks).map { place in
      Risk(
        id: "R\(place)", name: "R\(place)", category: "criminal",
        frequency: Frequency(rate: .events(try quantity(0.1 + Double(place % 9) / 6))),
        loss: Quantity(try LogNormal(mu: 8, sigma: 1), written: "lognormal"))
    }
    study.treatments = try (0..<Self.treatments).map { option in
      Treatment(
        id: "T\(option)", name: "T\(option)",
        effects: [
          Effect(
            target: .risks(targets(option).map { "R\($0)" }), quantity: .frequency,
            operation: .multiply(try quantity(0.6)), mayWorsen: false)
        ])
    }
    let replay = try ReplayedYears(study, interactions: []).oneByOne
    replay.use(threads: threads)
    let problem = TreatmentProblem(
      options: options(),
      factors: FactorTable(riskCount: risks, options: study.treatments.map { _ in [] }),
      years: SimulatedYears(replay: replay, riskCount: risks), risks: study.risks.map(\.id),
      objective: objective)
    var near = ToggledYears(problem, around: Plan(start))
    for round in ["simulated", "again"] {
      report("toggle, \(round)") { option in
        let plan = Plan(toggled(option))
        near.load(plan)
        return near.objective(of: plan)
      }
    }
  }

  private func quantity(_ value: Double) throws -> RiskModel.Quantity {
    Quantity(try Constant(value), written: "\(value)")
  }

  // MARK: A year loss table

  private func table() {
    let stream = RandomStream(seed: 1, purpose: "loss", record: "toggle")
    let losses = (0..<risks).map { risk in
      (0..<years).map { year in
        let (u, v) = stream.uniforms(trial: UInt32(year), draw: UInt32(risk))
        return u < 0.3 ? 1_000 * v / (1.001 - v) : 0
      }
    }
    let factors = (0..<Self.treatments).map { option in
      targets(option).map {
        FactorTable.Factor(row: FactorTable.row(risk: $0, .frequency), value: 0.6)
      }
    }
    let problem = TreatmentProblem(
      options: options(), factors: FactorTable(riskCount: risks, options: factors),
      years: TableYears(
        losses: losses, probabilities: [Double](repeating: 1 / Double(years), count: years)),
      risks: (0..<risks).map { "R\($0)" }, objective: objective)
    var near = ToggledYears(problem, around: Plan(start))
    var evaluator = PlanEvaluator(problem)
    for option in 0..<Self.treatments {
      let plan = Plan(toggled(option))
      near.load(plan)
      let (quick, full) = (near.objective(of: plan), evaluator.objective(of: plan))
      require(abs(quick / full - 1) < 1e-9, "toggle of a table")
    }
    report("toggle, year loss table") { option in
      let plan = Plan(toggled(option))
      near.load(plan)
      return near.objective(of: plan)
    }
  }
}
