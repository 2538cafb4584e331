import Distributions
import LossSimulation
import RiskModel

/// Short ways to write treatments in tests.
func treatment(_ id: String, _ effects: [Effect] = [], share: Share? = nil) -> Treatment {
  Treatment(id: id, name: id, effects: effects, share: share)
}

func multiply(
  _ target: Effect.Target, _ quantity: Effect.Quantity, _ factor: RiskModel.Quantity,
  mayWorsen: Bool = false
) -> Effect {
  Effect(target: target, quantity: quantity, operation: .multiply(factor), mayWorsen: mayWorsen)
}

/// The residual level of a study under treatments.
func residual(
  _ study: Study, _ treatments: [Treatment], threads: Int = 2
) async throws -> LevelResult {
  let portfolio = Portfolio(id: "plan", treatments: treatments)
  let result = await (try Simulator(study, under: portfolio)).run(RunOptions(threads: threads))
  return result.levels[0]
}

/// Suppliers, a hazard, a control with outages, insurance, dependence: everything at once.
///
/// - Parameters:
///   - mu: of the first risk's lognormal loss.
///   - switchDays: after which the first supplier has another source of its input.
///   - control: in place of a guard force that a supplier provides.
func mixedStudy(
  trials: Int = 5_000, mu: Double = 8, switchDays: Double? = nil, control: Control? = nil
) throws -> Study {
  let risks = [
    risk(
      "R1", rate: quantity(try LogNormal(p05: 0.5, p95: 4)),
      loss: try lognormal(mu: mu, sigma: 1), people: PeopleHarm(injuries: try constant(0.2))),
    risk(
      "R2", rate: try constant(0.8), loss: quantity(try PERT(min: 1, mode: 4, max: 9)),
      downtime: Downtime(processes: ["P"], days: quantity(try Exponential(mean: 3)))),
    risk("R3", rate: try constant(2), loss: quantity(try Gamma(shape: 2, scale: 500))),
  ]
  let suppliers = try ["S1", "S2", "S3"].map {
    Supplier(
      id: $0, name: $0, category: "power", outageRate: try constant(0.7),
      outageDays: quantity(try LogNormal(p05: 0.5, p95: 20)), hazards: ["H"])
  }
  let network = Network(
    suppliers: suppliers,
    dependencies: [
      Dependency(source: "S1", target: "P", input: "a", share: 0.6, bufferDays: 1),
      Dependency(source: "S2", target: "P", input: "a", share: 0.4, bufferDays: 1),
      Dependency(source: "S3", target: "S1", input: "b", criticality: 0.5, switchDays: switchDays),
    ],
    hazards: [SharedHazard(id: "H", perYear: try constant(0.4), days: try constant(6), hits: 0.7)])
  let guardForce = Control(
    id: "C", name: "Control", provider: "S3", providerOutage: true,
    effects: [multiply(.risks(["R1", "R3"]), .frequency, try constant(0.5))],
    share: Share(
      scope: .risks(["R1", "R2"]), attachment: 2_000, limit: 50_000, proportion: 0.8))
  return study(
    risks, trials: trials, controls: [control ?? guardForce],
    processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 1_000)], network: network,
    dependence: Dependence(pairs: [.init(first: "R1", second: "R3", correlation: 0.6)]))
}
