public import RiskModel

/// Treatments whose worth together is asked: a strategy of the study, or one treatment by itself.
public struct TreatmentBundle: Sendable {
  /// The id in results.
  public let id: String
  /// For people.
  public let name: String
  /// In file order.
  public let treatments: [Treatment]

  /// Makes the value from its parts.
  public init(id: String, name: String, treatments: [Treatment]) {
    self.id = id
    self.name = name
    self.treatments = treatments
  }

  /// One treatment by itself.
  public init(_ treatment: Treatment) {
    self.init(id: treatment.id, name: treatment.name, treatments: [treatment])
  }

  /// A strategy of the study.
  public init(_ strategy: Strategy, of study: Study) {
    let members = Set(strategy.treatments)
    self.init(
      id: strategy.id, name: strategy.name,
      treatments: study.treatments.filter { members.contains($0.id) })
  }

  /// Without some of its treatments.
  public func without(_ id: String) -> TreatmentBundle {
    TreatmentBundle(
      id: "\(self.id)-\(id)", name: name, treatments: treatments.filter { $0.id != id })
  }

  var members: Set<String> { Set(treatments.map(\.id)) }

  /// Days at which a treatment comes into force, ascending and each once.
  var readiness: [Double] { Set(treatments.map(\.readyInDays)).sorted() }

  /// What is in force from a day on: treatments that are ready by then.
  func inForce(at day: Double) -> TreatmentBundle {
    TreatmentBundle(
      id: "\(id)@\(day)", name: name, treatments: treatments.filter { $0.readyInDays <= day })
  }
}
