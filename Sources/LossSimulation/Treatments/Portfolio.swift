public import RiskModel

/// Treatments that are adopted together: one residual level of a study.
public struct Portfolio: Sendable {
  /// The strategy's id in results.
  public let id: String
  /// In file order.
  public let treatments: [Treatment]
  /// What they do only together, beyond their own effects.
  public let interactions: [TreatmentInteraction]

  /// - Parameter interactions: Those of the study; the ones whose treatments are not all adopted are
  ///   left out.
  public init(
    id: String, treatments: [Treatment], interactions: [TreatmentInteraction] = []
  ) {
    self.id = id
    self.treatments = treatments
    let adopted = Set(treatments.map(\.id))
    self.interactions = interactions.filter { adopted.isSuperset(of: $0.treatments) }
  }

  /// The effects with an address each, under which uncertain factors are drawn.
  var effects: [(effect: Effect, address: String)] {
    let own = treatments.flatMap { treatment in
      treatment.effects.enumerated().map { (effect: $1, address: "\(treatment.id)/\($0)") }
    }
    return own + interactions.map { (effect: $0.effect, address: $0.path) }
  }
}

/// A factor applied once when all of its treatments are adopted: below 1 synergy, above 1 overlap.
public struct TreatmentInteraction: Sendable {
  /// Ids of two or more treatments.
  public let treatments: [String]
  /// What they do together.
  public let effect: Effect
  /// Where the study states it, for messages.
  public let path: String

  /// Makes the value from its parts.
  public init(treatments: [String], effect: Effect, path: String) {
    self.treatments = treatments
    self.effect = effect
    self.path = path
  }
}
