/// What the models of propagation other than `buffered` leave to be chosen (`MODELS.md` 5.1–5.4).
public struct PropagationSettings: Hashable, Sendable {
  /// Whether the firms of one market stand in for one another in a cascade.
  public enum Replaceability: String, Sendable, CaseIterable {
    case market
    case off
  }

  /// What stands in for a market of which nothing is left in a cascade.
  public enum ZeroAvailability: String, Sendable, CaseIterable {
    case one
    case literal
  }

  /// δ in [0, 1]: the factor on every criticality × share of the static and the dynamic model.
  public var dependency = 1.0
  /// λ in (0, 1): the part of a node's own inoperability that is left after the outage's days, in
  /// the dynamic model.
  public var remaining = 0.01
  /// The largest fall of a production in the last step of a cascade; nil for the fixed point.
  public var epsilon: Double?
  /// Whether suppliers of one category stand in for one another in a cascade.
  public var replaceability = Replaceability.market
  /// What a dead market counts as in a cascade.
  public var zeroAvailability = ZeroAvailability.one
  /// The criticality from which on an input is essential in a cascade, in [0, 1].
  public var essentialFrom = 0.5

  /// The defaults.
  public init() {}
}
