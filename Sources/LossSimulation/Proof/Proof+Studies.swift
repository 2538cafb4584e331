internal import Distributions
internal import RiskModel

/// Short ways to write the studies of the cases.
extension Proof {
  static let levels = [0.5, 0.9, 0.95, 0.99]

  static func study(
    _ risks: [Risk], controls: [Control] = [], processes: [BusinessProcess] = [],
    network: Network? = nil, dependence: Dependence? = nil
  ) -> Study {
    Study(
      identity: StudyIdentity(id: "proof", currency: "EUR"),
      simulation: SimulationSettings(
        levels: levels, returnPeriods: [10, 100], dependence: dependence),
      processes: processes, network: network, risks: risks, controls: controls)
  }

  static func quantity(_ law: any Distribution) -> Quantity { Quantity(law, written: "\(law)") }

  static func constant(_ value: Double) throws -> Quantity { quantity(try Constant(value)) }

  static func risk(
    _ id: String = "R", rate: Quantity, _ count: CountLaw = .poisson, loss: (any Distribution)?
  ) -> Risk {
    Risk(
      id: id, name: id, category: "criminal",
      frequency: Frequency(rate: .events(rate), count: count), loss: loss.map(quantity))
  }

  /// A study with one loss each year, so that the year's law is the loss's own.
  static func yearly(_ law: any Distribution, controls: [Control] = []) throws -> Study {
    study([risk(rate: try constant(1), .fixed, loss: law)], controls: controls)
  }

  /// A control that multiplies one quantity of a risk.
  static func control(
    _ factor: Double, on quantity: Effect.Quantity, of risk: String = "R",
    outages: ControlOutages? = nil
  ) throws -> Control {
    Control(
      id: "C", name: "C",
      effects: [
        Effect(
          target: .risks([risk]), quantity: quantity, operation: .multiply(try constant(factor)))
      ], outages: outages)
  }
}
