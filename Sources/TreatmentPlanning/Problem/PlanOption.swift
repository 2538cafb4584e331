/// A treatment as something that can be chosen: what it costs and binds.
public struct PlanOption: Sendable {
  /// The treatment's id.
  public var id: String
  /// For people.
  public var name: String
  /// One-off cost, in the study's currency.
  public var costOnce: Double
  /// In the study's currency, each year.
  public var costPerYear: Double
  /// `once` spread over its life, plus `per_year` (`STUDY.md` section 4).
  public var annualCost: Double
  /// Persons that it binds.
  public var staff: Double
  /// Amount of each named resource.
  public var resources: [String: Double]
  /// Days until it works.
  public var readyInDays: Double
  /// Years until `costOnce` is spent again; nil for never within the horizon.
  public var lifeYears: Double?

  /// Makes the value from its parts.
  public init(
    id: String, name: String? = nil, costOnce: Double = 0, costPerYear: Double = 0,
    annualCost: Double, staff: Double = 0, resources: [String: Double] = [:],
    readyInDays: Double = 0, lifeYears: Double? = nil
  ) {
    self.id = id
    self.name = name ?? id
    self.costOnce = costOnce
    self.costPerYear = costPerYear
    self.annualCost = annualCost
    self.staff = staff
    self.resources = resources
    self.readyInDays = readyInDays
    self.lifeYears = lifeYears
  }
}
