/// A control in place (clause 8.4).
///
/// The study's estimates are with controls working.
public struct Control: Sendable {
  /// Unique in its list.
  public var id: String
  /// For people.
  public var name: String
  /// The role that answers for it.
  public var owner: String?
  /// The supplier that provides the control.
  public var provider: String?
  /// Whether the control fails while its provider is down.
  public var providerOutage: Bool
  /// In the study's currency.
  public var costPerYear: Double
  /// What the control holds down; `multiply` only.
  public var effects: [Effect]
  /// The insurance layer that the control is, where it is one.
  public var share: Share?
  /// When the control itself fails.
  public var outages: ControlOutages?

  /// Makes the value from its parts.
  public init(
    id: String, name: String, owner: String? = nil, provider: String? = nil,
    providerOutage: Bool = false, costPerYear: Double = 0, effects: [Effect] = [],
    share: Share? = nil, outages: ControlOutages? = nil
  ) {
    self.id = id
    self.name = name
    self.owner = owner
    self.provider = provider
    self.providerOutage = providerOutage
    self.costPerYear = costPerYear
    self.effects = effects
    self.share = share
    self.outages = outages
  }
}

/// Windows in which a control does not act: an M/G/∞ process.
public struct ControlOutages: Sendable {
  /// Windows per year.
  public var rate: Quantity
  /// Days of one window; the law's mean is finite.
  public var days: Quantity

  /// Makes the value from its parts.
  public init(rate: Quantity, days: Quantity) {
    self.rate = rate
    self.days = days
  }
}

/// An insurance layer: recovery = proportion × min(max(X − attachment, 0), limit).
public struct Share: Sendable {
  /// Whose ground-up losses X the layer sees.
  public enum Scope: Sendable {
    case all
    case risks([String])
  }

  /// What X is.
  public enum Basis: String, Sendable {
    /// The loss of one event.
    case event
    /// The sum of a year.
    case year
  }

  /// Whose losses the layer sees.
  public var scope: Scope
  /// In the study's currency, ≥ 0.
  public var attachment: Double
  /// In the study's currency; infinity where there is none.
  public var limit: Double
  /// In (0, 1].
  public var proportion: Double
  /// What X is.
  public var basis: Basis

  /// Makes the value from its parts.
  public init(
    scope: Scope, attachment: Double = 0, limit: Double = .infinity, proportion: Double = 1,
    basis: Basis = .year
  ) {
    self.scope = scope
    self.attachment = attachment
    self.limit = limit
    self.proportion = proportion
    self.basis = basis
  }
}
