public import Sampling

/// The Euler contribution of a component to expected shortfall at one level.
///
/// The contributions of all components of one kind add up to the shortfall exactly.
public struct Contribution: Hashable, Sendable {
  /// The level of the shortfall.
  public let level: Double
  /// E[component's loss | the year is in the tail], in the study's currency.
  public private(set) var estimate: Estimate
  /// Part of the shortfall, in [0, 1].
  public let share: Double

  /// Takes the values of all fields.
  public init(level: Double, estimate: Estimate, share: Double) {
    self.level = level
    self.estimate = estimate
    self.share = share
  }

  /// Says why the interval's coverage is not promised, where nothing is said yet.
  mutating func markRough(_ reason: String) { estimate.caveat = estimate.caveat ?? reason }
}

/// The figures of one risk; losses are net of insurance.
public struct RiskResult: Sendable {
  /// The record's id.
  public let id: String
  /// The record's name, for display.
  public let name: String
  /// The record's category.
  public let category: String
  /// The owning role, where the study names one.
  public let owner: String?
  /// Loss events per year (with outages of suppliers where the risk takes them in).
  public let eventsPerYear: Estimate
  /// P(at least one event in a year).
  public let probabilityOfEvent: Estimate
  /// Loss a year, net of insurance, in the study's currency.
  public let expectedLoss: Estimate
  /// Part of the expected loss of all risks, in [0, 1].
  public let shareOfExpectedLoss: Double
  /// Contributions to shortfall, one a level that is split.
  public let shortfall: [Contribution]
  /// Expected persons a year; nil where the risk harms nobody.
  public let people: PeopleMeasures?

  /// Takes the values of all fields.
  public init(
    id: String, name: String, category: String, owner: String?, eventsPerYear: Estimate,
    probabilityOfEvent: Estimate, expectedLoss: Estimate, shareOfExpectedLoss: Double,
    shortfall: [Contribution], people: PeopleMeasures?
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.owner = owner
    self.eventsPerYear = eventsPerYear
    self.probabilityOfEvent = probabilityOfEvent
    self.expectedLoss = expectedLoss
    self.shareOfExpectedLoss = shareOfExpectedLoss
    self.shortfall = shortfall
    self.people = people
  }
}

/// The figures of one supplier as a source of loss.
public struct SupplierResult: Sendable {
  /// The record's id.
  public let id: String
  /// The record's name, for display.
  public let name: String
  /// The record's category.
  public let category: String?
  /// Distance from the organisation in the chain, where the study says it.
  public let tier: Int?
  /// The risk under which the supplier's losses are shown; `network` where none claims it.
  public let risk: String
  /// Outages per year, own and by shared hazards.
  public let outagesPerYear: Estimate
  /// Loss a year caused by its outages, net of insurance; a joint event is split.
  public let expectedLoss: Estimate
  /// Contributions to shortfall, one a level that is split.
  public let shortfall: [Contribution]
  /// Longest own outage, in days, that costs no process anything; nil where a year does not.
  public let timeToSurvive: Double?
  /// Mean own outage in days; nil where it has none.
  public let timeToRecover: Double?
  /// The systemic risk index of its closure (ESRI), in [0, 1]; nil but for the cascade.
  public let systemicRisk: Double?

  /// Whether the supplier's mean outage outlasts what the organisation can bridge.
  public var isExposed: Bool {
    guard let survive = timeToSurvive, let recover = timeToRecover else { return false }
    return survive < recover
  }

  /// Takes the values of all fields.
  public init(
    id: String, name: String, category: String?, tier: Int?, risk: String,
    outagesPerYear: Estimate, expectedLoss: Estimate, shortfall: [Contribution],
    timeToSurvive: Double?, timeToRecover: Double?, systemicRisk: Double? = nil
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.tier = tier
    self.risk = risk
    self.outagesPerYear = outagesPerYear
    self.expectedLoss = expectedLoss
    self.shortfall = shortfall
    self.timeToSurvive = timeToSurvive
    self.timeToRecover = timeToRecover
    self.systemicRisk = systemicRisk
  }
}

/// The figures of one process; `unassigned` for losses that no downtime caused.
public struct ProcessResult: Sendable {
  /// The id of the row that takes in losses without downtime.
  public static let unassigned = "unassigned"

  /// The record's id.
  public let id: String
  /// The record's name, for display.
  public let name: String
  /// Lost days a year, at most 365; nil for `unassigned`.
  public let downtimeDays: Estimate?
  /// 1 − E[lost days]/365; nil for `unassigned`.
  public let availability: Estimate?
  /// Loss a year where the downtime fell, net of insurance.
  public let expectedLoss: Estimate
  /// Contributions to shortfall, one a level that is split.
  public let shortfall: [Contribution]

  /// Takes the values of all fields.
  public init(
    id: String, name: String, downtimeDays: Estimate?, availability: Estimate?,
    expectedLoss: Estimate, shortfall: [Contribution]
  ) {
    self.id = id
    self.name = name
    self.downtimeDays = downtimeDays
    self.availability = availability
    self.expectedLoss = expectedLoss
    self.shortfall = shortfall
  }
}

/// The figures of an owner: the sum over the risks owned.
public struct OwnerResult: Sendable {
  /// The id of the row that takes in risks without an owner.
  public static let unassigned = "unassigned"

  /// The record's id.
  public let id: String
  /// Ids of the risks owned.
  public let risks: [String]
  /// Loss a year, net of insurance, in the study's currency.
  public let expectedLoss: Estimate
  /// Contributions to shortfall, one a level that is split.
  public let shortfall: [Contribution]

  /// Takes the values of all fields.
  public init(id: String, risks: [String], expectedLoss: Estimate, shortfall: [Contribution]) {
    self.id = id
    self.risks = risks
    self.expectedLoss = expectedLoss
    self.shortfall = shortfall
  }
}

/// The figures of an opportunity, in the study's currency.
public struct OpportunityResult: Sendable {
  /// The record's id.
  public let id: String
  /// The record's name, for display.
  public let name: String
  /// Gain a year in the study's currency.
  public let expectedAnnualGain: Estimate
  /// P(at least one event in a year).
  public let probabilityOfEvent: Estimate

  /// Takes the values of all fields.
  public init(
    id: String, name: String, expectedAnnualGain: Estimate, probabilityOfEvent: Estimate
  ) {
    self.id = id
    self.name = name
    self.expectedAnnualGain = expectedAnnualGain
    self.probabilityOfEvent = probabilityOfEvent
  }
}
