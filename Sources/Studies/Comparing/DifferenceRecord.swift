internal import LossSimulation

/// One figure of two operands with its difference, in `compare --json`.
public struct DifferenceRecord: Encodable, Sendable {
  /// As in `metrics.csv`.
  public let metric: String
  /// `all`, or the id of a risk or process.
  public let scope: String
  /// The name of the risk or process.
  public let name: String?
  /// The probability of a tail figure, or the loss of an exceedance.
  public let level: Double?
  /// `money`, `persons` or `1`.
  public let unit: String
  /// The first operand's figure; nil (null) where it has no such risk.
  public let a: EstimateRecord?
  /// The second operand's figure; nil (null) where it has no such risk.
  public let b: EstimateRecord?
  /// B − A.
  public let difference: EstimateRecord
  /// Whether the error comes from differences on the same trials.
  public let paired: Bool
  /// What the interval says.
  public let verdict: String

  init(_ difference: Difference) {
    metric = difference.metric.rawValue
    scope = difference.scope
    name = difference.name
    level = difference.level
    unit = Self.unit(of: difference.metric)
    a = difference.first.map(EstimateRecord.init)
    b = difference.second.map(EstimateRecord.init)
    self.difference = EstimateRecord(difference.difference)
    paired = difference.isPaired
    verdict = difference.verdict.rawValue
  }

  private static func unit(of metric: Difference.Metric) -> String {
    switch metric {
    case .expectedAnnualLoss, .valueAtRisk, .expectedShortfall: "money"
    case .fatalities, .injuries: "persons"
    case .probabilityOfLoss, .exceedance, .availability: "1"
    }
  }

  /// Whether nothing differs, bit for bit.
  var isSame: Bool { verdict == Difference.Verdict.same.rawValue }

  /// Whether the interval lies on one side of 0.
  var isClear: Bool { !isSame && verdict != Difference.Verdict.unseen.rawValue }

  private enum CodingKeys: CodingKey {
    case metric, scope, name, level, unit, a, b, difference, paired, verdict
  }

  /// Encodes by hand, because a missing figure is null, not absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(metric, forKey: .metric)
    try container.encode(scope, forKey: .scope)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encode(level, forKey: .level)
    try container.encode(unit, forKey: .unit)
    try container.encode(a, forKey: .a)
    try container.encode(b, forKey: .b)
    try container.encode(difference, forKey: .difference)
    try container.encode(paired, forKey: .paired)
    try container.encode(verdict, forKey: .verdict)
  }
}
