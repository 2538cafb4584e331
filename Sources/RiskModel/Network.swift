/// The supplier network of a study: who depends on whom, and what can strike several at once.
public struct Network: Sendable {
  /// In file order.
  public var suppliers: [Supplier]
  /// Rows of the dependency register, in file order.
  public var dependencies: [Dependency]
  /// Common causes of outages.
  public var hazards: [SharedHazard]
  /// How disruption travels.
  public var model: PropagationModel
  /// What the model leaves to be chosen.
  public var settings: PropagationSettings

  /// Makes the value from its parts.
  public init(
    suppliers: [Supplier], dependencies: [Dependency], hazards: [SharedHazard] = [],
    model: PropagationModel = .buffered, settings: PropagationSettings = PropagationSettings()
  ) {
    self.suppliers = suppliers
    self.dependencies = dependencies
    self.hazards = hazards
    self.model = model
    self.settings = settings
  }
}

/// How disruption travels (`MODELS.md` section 5).
public enum PropagationModel: String, Sendable, CaseIterable {
  /// Stocks, switches and the scarcest input, day by day (5.4).
  case buffered
  /// Inoperability that stays as it is while the outage lasts (5.1).
  case `static`
  /// Inoperability that spreads and fades as the struck node recovers (5.2).
  case dynamic
  /// Production that is lost downstream and upstream (5.3).
  case cascade
}

/// A supplier or site outside the organisation.
public struct Supplier: Sendable {
  /// Unique in its list; no process has the id of a supplier.
  public var id: String
  /// For people.
  public var name: String
  /// What it supplies.
  public var category: String?
  /// Steps from the organisation.
  public var tier: Int?
  /// Outages per year; nil where the supplier has none of its own.
  public var outageRate: Quantity?
  /// Days of one outage, the whole node down.
  public var outageDays: Quantity?
  /// Hazards that the supplier shares with others.
  public var hazards: [String]
  /// The study's currency per year.
  public var annualSpend: Double
  /// All columns of the register as text, for selectors.
  public var attributes: [String: String]

  /// Makes the value from its parts.
  public init(
    id: String, name: String, category: String? = nil, tier: Int? = nil,
    outageRate: Quantity? = nil, outageDays: Quantity? = nil, hazards: [String] = [],
    annualSpend: Double = 0, attributes: [String: String] = [:]
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.tier = tier
    self.outageRate = outageRate
    self.outageDays = outageDays
    self.hazards = hazards
    self.annualSpend = annualSpend
    self.attributes = attributes
  }
}

/// A dependency: `target` needs `input`, of which `source` delivers a share.
public struct Dependency: Hashable, Sendable {
  /// Id of a supplier or process.
  public var source: String
  /// Id of a supplier or process.
  public var target: String
  /// The input's name; sources of one input of one target share it.
  public var input: String
  /// The source's part of the input, in (0, 1]; the parts of one input sum to 1.
  public var share: Double
  /// Part of the target's function lost when the input is absent, in [0, 1].
  public var criticality: Double
  /// Days of stock.
  public var bufferDays: Double
  /// Days until a substitute stands in; nil where there is none.
  public var switchDays: Double?

  /// Makes the value from its parts.
  public init(
    source: String, target: String, input: String, share: Double = 1, criticality: Double = 1,
    bufferDays: Double = 0, switchDays: Double? = nil
  ) {
    self.source = source
    self.target = target
    self.input = input
    self.share = share
    self.criticality = criticality
    self.bufferDays = bufferDays
    self.switchDays = switchDays
  }
}

/// A common cause: one event strikes each member independently, all for one duration.
public struct SharedHazard: Sendable {
  /// Unique in its list; no process has the id of a supplier.
  public var id: String
  /// Events per year.
  public var perYear: Quantity
  /// Days, one draw per event, common to all struck.
  public var days: Quantity
  /// Probability that an event strikes a member.
  public var hits: Double

  /// Makes the value from its parts.
  public init(id: String, perYear: Quantity, days: Quantity, hits: Double = 1) {
    self.id = id
    self.perYear = perYear
    self.days = days
    self.hits = hits
  }
}

/// A process of the organisation and what a day of it is worth.
public struct BusinessProcess: Sendable {
  /// Unique in its list; no process has the id of a supplier.
  public var id: String
  /// For people.
  public var name: String
  /// In the study's currency.
  public var valuePerDay: Double
  /// Part of a day's value that is not caught up later, in [0, 1].
  public var lostShare: Double
  /// The role that answers for it.
  public var owner: String?

  /// Makes the value from its parts.
  public init(
    id: String, name: String, valuePerDay: Double, lostShare: Double = 1, owner: String? = nil
  ) {
    self.id = id
    self.name = name
    self.valuePerDay = valuePerDay
    self.lostShare = lostShare
    self.owner = owner
  }
}
