/// A treatment that could be adopted (clause 8.5).
public struct Treatment: Sendable {
  /// Unique in its list.
  public var id: String
  /// For people.
  public var name: String
  /// ISO 31000's word for the kind of treatment, for example `change_likelihood`.
  public var option: String?
  /// The role that answers for it.
  public var owner: String?
  /// In the study's currency: now, and each year.
  public var costOnce: Quantity?
  /// In the study's currency, each year.
  public var costPerYear: Quantity?
  /// Years until it is bought again; nil is the horizon of the optimisation.
  public var lifeYears: Double?
  /// Days until it works.
  public var readyInDays: Double
  /// Persons that it binds.
  public var staff: Double
  /// Amount of each named resource.
  public var resources: [String: Double]
  /// What it changes.
  public var effects: [Effect]
  /// The insurance layer that it is, where it is one.
  public var share: Share?
  /// Treatments without which it cannot be chosen.
  public var requires: [String]
  /// Treatments with which it cannot be chosen.
  public var excludes: [String]
  /// The obligation that makes it mandatory.
  public var mandatory: String?

  /// Makes the value from its parts.
  public init(
    id: String, name: String, option: String? = nil, owner: String? = nil,
    costOnce: Quantity? = nil, costPerYear: Quantity? = nil, lifeYears: Double? = nil,
    readyInDays: Double = 0, staff: Double = 0, resources: [String: Double] = [:],
    effects: [Effect] = [], share: Share? = nil, requires: [String] = [],
    excludes: [String] = [], mandatory: String? = nil
  ) {
    self.id = id
    self.name = name
    self.option = option
    self.owner = owner
    self.costOnce = costOnce
    self.costPerYear = costPerYear
    self.lifeYears = lifeYears
    self.readyInDays = readyInDays
    self.staff = staff
    self.resources = resources
    self.effects = effects
    self.share = share
    self.requires = requires
    self.excludes = excludes
    self.mandatory = mandatory
  }
}

/// A named bundle of treatments.
public struct Strategy: Sendable {
  /// Unique in its list.
  public var id: String
  /// For people.
  public var name: String
  /// Ids of its treatments.
  public var treatments: [String]

  /// Makes the value from its parts.
  public init(id: String, name: String, treatments: [String]) {
    self.id = id
    self.name = name
    self.treatments = treatments
  }
}
