internal import LossSimulation
internal import Sampling

/// The section `rare_tail` of `summary.json`: losses of the current level too rare for plain years.
public struct RareTailSummary: Codable, Sendable {
  /// Simulated years, besides those of the run.
  public let trials: Int
  /// By level, as its shortest decimal text.
  public let valueAtRisk: [String: EstimateRecord]
  /// By level, as its shortest decimal text; nil (null) where the mean loss is infinite.
  public let expectedShortfall: [String: EstimateRecord]?
  /// Why there is no shortfall.
  public let expectedShortfallReason: String?
  /// Losses of a year by return period.
  public let aggregate: [Point]
  /// Largest events of a year by return period, before shares per year.
  public let occurrence: [Point]
  /// Chances of losing more than stated losses.
  public let exceedance: [Chance]

  /// One point of a curve.
  public struct Point: Codable, Sendable {
    /// Mean years between such years.
    public let returnPeriodYears: Double
    /// In the study's currency.
    public let loss: EstimateRecord
  }

  /// The chance that a year loses more than a loss.
  public struct Chance: Codable, Sendable {
    /// In the study's currency.
    public let loss: Double
    /// P(loss of a year > loss).
    public let probability: EstimateRecord
  }

  /// Encodes by hand, because a missing figure is null, not absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(trials, forKey: .trials)
    try container.encode(valueAtRisk, forKey: .valueAtRisk)
    try container.encode(expectedShortfall, forKey: .expectedShortfall)
    try container.encodeIfPresent(expectedShortfallReason, forKey: .expectedShortfallReason)
    try container.encode(aggregate, forKey: .aggregate)
    try container.encode(occurrence, forKey: .occurrence)
    try container.encode(exceedance, forKey: .exceedance)
  }
}

extension RareTailSummary {
  init(_ result: RareTail) {
    trials = result.trials
    valueAtRisk = LevelSummary.byLevel(result.valueAtRisk)
    switch result.expectedShortfall {
    case .success(let estimates):
      expectedShortfall = LevelSummary.byLevel(estimates)
      expectedShortfallReason = nil
    case .failure(let missing):
      expectedShortfall = nil
      expectedShortfallReason = missing.reason
    }
    aggregate = result.aggregateCurve.map(Point.init)
    occurrence = result.occurrenceCurve.map(Point.init)
    exceedance = result.exceedance.map {
      Chance(loss: $0.loss, probability: EstimateRecord($0.probability))
    }
  }
}

extension RareTailSummary.Point {
  fileprivate init(_ point: CurvePoint) {
    returnPeriodYears = point.returnPeriod
    loss = EstimateRecord(point.loss)
  }
}
