import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Short ways to write studies in tests.
func quantity(_ law: any Distribution) -> Quantity { Quantity(law, written: "\(law)") }

func constant(_ value: Double) throws -> Quantity { quantity(try Constant(value)) }

func lognormal(mu: Double, sigma: Double) throws -> Quantity {
  quantity(try LogNormal(mu: mu, sigma: sigma))
}

func risk(
  _ id: String, rate: Quantity, count: CountLaw = .poisson, loss: Quantity? = nil,
  downtime: Downtime? = nil, people: PeopleHarm? = nil, owner: String? = nil,
  fromNetwork: [String] = []
) -> Risk {
  Risk(
    id: id, name: "Risk \(id)", category: "criminal", owner: owner,
    frequency: Frequency(rate: .events(rate), count: count), loss: loss, downtime: downtime,
    people: people, fromNetwork: fromNetwork)
}

func study(
  _ risks: [Risk], trials: Int = 100_000, seed: UInt64 = 2_026, controls: [Control] = [],
  processes: [BusinessProcess] = [], network: Network? = nil, dependence: Dependence? = nil,
  criteria: Criteria = Criteria(), uncertainty: ParameterUncertainty = .pooled
) -> Study {
  Study(
    identity: StudyIdentity(id: "test", currency: "EUR"),
    simulation: SimulationSettings(
      trials: trials, seed: seed, parameterUncertainty: uncertainty, dependence: dependence),
    criteria: criteria, processes: processes, network: network, risks: risks, controls: controls)
}

func run(_ study: Study, threads: Int = 2) async throws -> SimulationResult {
  try await Simulator(study).run(RunOptions(threads: threads))
}

func current(_ study: Study, threads: Int = 2) async throws -> LevelResult {
  let result = try await run(study, threads: threads)
  return try #require(result["current"])
}

extension LossMeasures {
  /// Value at risk or shortfall at a level of the study.
  func valueAtRisk(_ level: Double) throws -> Estimate {
    try #require(valueAtRisk.first { $0.level == level }).estimate
  }

  func shortfall(_ level: Double) throws -> Estimate {
    try #require(expectedShortfall.first { $0.level == level }).estimate
  }
}
