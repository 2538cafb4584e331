import Distributions
import LossSimulation
import RiskModel
import TreatmentPlanning

/// Eight treatments on 300 simulated years, few enough to be enumerated.
enum SimulatedProblem {
  private static func constant(_ value: Double) throws -> RiskModel.Quantity {
    Quantity(try Constant(value), written: "\(value)")
  }

  private static func effect(
    _ target: Effect.Target, _ quantity: Effect.Quantity, _ factor: Double
  ) throws -> Effect {
    Effect(
      target: target, quantity: quantity, operation: .multiply(try constant(factor)),
      mayWorsen: factor > 1)
  }

  /// Three risks and a supplier under eight treatments, of which one makes a risk worse and one is a
  /// second source.
  private static func study() throws -> Study {
    var study = Study(
      identity: StudyIdentity(id: "t", currency: "EUR"),
      simulation: SimulationSettings(trials: 300, seed: 11),
      processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 4)],
      network: Network(
        suppliers: try ["S", "Q"].map { id in
          Supplier(
            id: id, name: id, outageRate: try constant(0.9),
            outageDays: Quantity(try Exponential(mean: 9), written: "e"))
        }, dependencies: [Dependency(source: "S", target: "P", input: "x", bufferDays: 1)]))
    study.risks = try [("A", 1.5, 20.0), ("B", 0.4, 90), ("C", 2, 8)].map { id, rate, mean in
      Risk(
        id: id, name: id, category: "criminal",
        frequency: Frequency(rate: .events(try constant(rate))),
        loss: Quantity(try Exponential(mean: mean), written: "e"))
    }
    let second = Dependency(source: "Q", target: "P", input: "x", share: 1, bufferDays: 3)
    let effects: [[Effect]] = try [
      [effect(.risks(["A"]), .frequency, 0.5)], [effect(.risks(["A", "B"]), .loss, 0.6)],
      [
        Effect(
          target: .dependencies([0]), quantity: .bufferDays, operation: .add(try constant(6)))
      ], [effect(.suppliers(["S"]), .outageDays, 0.3), effect(.risks(["C"]), .frequency, 1.7)],
      [effect(.risks(["A", "C"]), .frequency, 0.7)], [effect(.risks(["C"]), .loss, 0.4)],
      [Effect(target: .network, quantity: nil, operation: .addDependency(second))],
      [effect(.risks(["B"]), .frequency, 0.2), effect(.suppliers(["S"]), .outageRate, 0.8)],
    ]
    study.treatments = effects.enumerated().map {
      Treatment(id: "T\($0)", name: "T\($0)", effects: $1)
    }
    return study
  }

  static func make(
    _ objective: PlanObjective, _ rules: [PlanRule], oneByOne: Bool = true,
    isWeighted: Bool = false
  ) throws -> TreatmentProblem {
    let study = try study()
    // A year counts once, twice or three times as much as another.
    let probabilities = (0..<300).map { Double(1 + $0 % 3) / 600 }
    let replay = try ReplayedYears(study, interactions: [])
    return TreatmentProblem(
      options: study.treatments.enumerated().map { place, treatment in
        PlanOption(id: treatment.id, annualCost: [9, 11, 6, 3, 7, 4, 8, 5][place])
      }, factors: FactorTable(riskCount: 3, options: study.treatments.map { _ in [] }),
      years: SimulatedYears(
        replay: oneByOne ? replay.oneByOne : replay, riskCount: 3,
        probabilities: isWeighted ? probabilities : nil),
      risks: ["A", "B", "C"], objective: objective, rules: rules)
  }
}
