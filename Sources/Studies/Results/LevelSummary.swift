/// The figures of one level (`inherent`, `current` or a strategy) in `summary.json`.
public struct LevelSummary: Codable, Sendable {
  /// `inherent`, `current` or a strategy's id.
  public let strategy: String
  /// The mean loss of a year, in the study's currency.
  public let expectedAnnualLoss: EstimateRecord
  /// P(loss of a year > 0).
  public let probabilityOfLoss: EstimateRecord
  /// By level, as its shortest decimal text.
  public let valueAtRisk: [String: EstimateRecord]
  /// By level, as its shortest decimal text.
  public let expectedShortfall: [String: EstimateRecord]
  /// Losses by return period.
  public let exceedance: ExceedanceSummary
  /// Expected harm to people in a year.
  public let people: PeopleSummary
  /// The risk criteria with their verdicts.
  public let criteria: [CriterionSummary]
  /// P(loss of a year > the study's capacity).
  public let probabilityBeyondCapacity: EstimateRecord?
  /// 5–95 % bands over outer draws of uncertain inputs; nil unless uncertainty is nested.
  public let bands: [BandSummary]?
  /// The risks, in the study's order.
  public let risks: [RiskSummary]
  /// The suppliers as sources of loss.
  public let suppliers: [SupplierSummary]
  /// The processes, where downtime fell.
  public let processes: [ProcessSummary]
  /// The owners of risks.
  public let owners: [OwnerSummary]
}

/// What not knowing the inputs does to a figure of the year's total.
public struct BandSummary: Codable, Hashable, Sendable {
  /// As in `metrics.csv`.
  public let metric: String
  /// The probability of a tail figure.
  public let level: Double?
  /// The 5 % quantile of the figure over outer draws.
  public let low: Double
  /// The 95 % quantile of the figure over outer draws.
  public let high: Double
}

/// Both exceedance curves, always with their basis.
public struct ExceedanceSummary: Codable, Sendable {
  /// Of the year's total loss (AEP).
  public let aggregate: [Point]
  /// Of the year's largest event (OEP); nil (null) where events are unknown.
  public let occurrence: [Point]?
  /// Why there is no occurrence curve.
  public let occurrenceReason: String?

  /// One point of a curve.
  public struct Point: Codable, Sendable {
    /// Mean years between such years.
    public let returnPeriodYears: Double
    /// In the study's currency.
    public let loss: Double?
    /// The standard error.
    public let standardError: Double?
    /// The lower end of the 95 % interval.
    public let low: Double?
    /// The upper end of the 95 % interval.
    public let high: Double?
    /// Simulated years beyond the point; below 50 a display says that more trials are needed.
    public let trialsBeyond: Int
    /// Whether enough simulated years lie beyond the point to show it.
    public let reliable: Bool
    /// Whether the point has no sampling error.
    public let exact: Bool

    /// Encodes by hand, because a missing number is null, not absent.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(returnPeriodYears, forKey: .returnPeriodYears)
      try container.encode(loss, forKey: .loss)
      try container.encode(standardError, forKey: .standardError)
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
      try container.encode(trialsBeyond, forKey: .trialsBeyond)
      try container.encode(reliable, forKey: .reliable)
      try container.encode(exact, forKey: .exact)
    }
  }

  /// Encodes by hand, because a missing curve is null, not absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(aggregate, forKey: .aggregate)
    try container.encode(occurrence, forKey: .occurrence)
    try container.encodeIfPresent(occurrenceReason, forKey: .occurrenceReason)
  }
}

/// Expected persons harmed in a year; both nil (null) with a reason where it is unknown.
public struct PeopleSummary: Codable, Sendable {
  /// Persons injured.
  public let injuries: EstimateRecord?
  /// Persons killed.
  public let fatalities: EstimateRecord?
  /// Why the figures are not there.
  public let reason: String?

  /// Encodes by hand, because a missing figure is null, not absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(injuries, forKey: .injuries)
    try container.encode(fatalities, forKey: .fatalities)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}

/// A risk criterion with its figure and verdict.
public struct CriterionSummary: Codable, Sendable {
  /// What kind of figure is limited.
  public enum Kind: String, Codable, Sendable {
    case tolerance, fatalities, injuries, service
  }

  /// The criterion's name.
  public let criterion: String
  /// What kind of figure is limited.
  public let kind: Kind
  /// The loss of a tolerance point, in the study's currency.
  public let loss: Double?
  /// The process of a service criterion.
  public let process: String?
  /// The limit, in the unit of the figure.
  public let limit: Double
  /// The figure that is limited.
  public let figure: EstimateRecord
  /// `met`, `breached` or `undecided`.
  public let verdict: String
}

/// One risk's figures.
public struct RiskSummary: Codable, Sendable {
  /// The id in the study.
  public let id: String
  /// The name.
  public let name: String
  /// The category, a word of the study format.
  public let category: String
  /// The role or person that owns it.
  public let owner: String?
  /// Loss events a year.
  public let eventsPerYear: EstimateRecord
  /// P(at least one event in a year).
  public let probabilityOfEvent: EstimateRecord
  /// The mean loss a year, net of insurance.
  public let expectedLoss: EstimateRecord
  /// In [0, 1].
  public let shareOfExpectedLoss: Double?
  /// In [0, 1], at the run's `shortfall_level`.
  public let shareOfShortfall: Double?
}

/// One supplier's figures as a source of loss.
public struct SupplierSummary: Codable, Sendable {
  /// The id in the study.
  public let id: String
  /// The name.
  public let name: String
  /// The category, a word of the study format.
  public let category: String?
  /// Steps from the organisation.
  public let tier: Int?
  /// The risk under which its losses are shown.
  public let risk: String
  /// Outages a year, own and by shared hazards.
  public let outagesPerYear: EstimateRecord
  /// The mean loss a year, net of insurance.
  public let expectedLoss: EstimateRecord
  /// In [0, 1], at the run's `shortfall_level`.
  public let shareOfShortfall: Double?
  /// The longest outage that costs nothing; nil where even a year costs nothing.
  public let timeToSurviveDays: Double?
  /// The mean outage; nil where it has none of its own.
  public let timeToRecoverDays: Double?
  /// Whether its mean outage outlasts what the organisation can bridge.
  public let exposed: Bool
  /// The systemic risk index of its closure (ESRI), in [0, 1]; nil but for the cascade.
  public let systemicRiskIndex: Double?
}

/// One process' figures; `unassigned` takes in losses that no downtime caused.
public struct ProcessSummary: Codable, Sendable {
  /// The id in the study.
  public let id: String
  /// The name.
  public let name: String
  /// Lost days a year.
  public let downtimeDays: EstimateRecord?
  /// The part of the year in which it works.
  public let availability: EstimateRecord?
  /// The mean loss a year, net of insurance.
  public let expectedLoss: EstimateRecord
  /// In [0, 1], at the run's `shortfall_level`.
  public let shareOfShortfall: Double?
}

/// The figures of the risks that one role or person owns.
public struct OwnerSummary: Codable, Sendable {
  /// The id in the study.
  public let id: String
  /// The risks, in the study's order.
  public let risks: [String]
  /// The mean loss a year, net of insurance.
  public let expectedLoss: EstimateRecord
  /// In [0, 1], at the run's `shortfall_level`.
  public let shareOfShortfall: Double?
}
