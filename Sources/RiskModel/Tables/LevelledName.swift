/// A metric's name with the level of a tail figure: `expected_shortfall_99_5` is the level 0.995.
public struct LevelledName: Hashable, Sendable {
  /// The name without the level.
  public let base: String
  /// The level, in (0, 1).
  public let level: Double

  /// Reads a name; nil where it does not end in a level.
  public init?(_ name: String) {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    let digits = parts.reversed().prefix { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
    guard (1...2).contains(digits.count), digits.count < parts.count else { return nil }
    let percent = digits.reversed().joined(separator: ".")
    guard let value = Double(percent), value > 0, value < 100 else { return nil }
    base = parts.dropLast(digits.count).joined(separator: "_")
    level = value / 100
  }

  /// The figures of a run that a study may name.
  static let metrics = [
    "expected_annual_loss", "value_at_risk", "expected_shortfall", "probability_of_loss",
    "exceedance", "breach_probability", "expected_fatalities", "expected_injuries",
    "availability", "service_level", "downtime_days", "downtime_hours", "loss", "quantile",
    "events_per_year", "annual_cost", "expected_total_cost", "net_benefit",
  ]

  /// Whether a text names a figure, a tail figure with or without its level.
  static func isMetric(_ text: String) -> Bool {
    metrics.contains(text) || LevelledName(text).map { tailMetrics.contains($0.base) } ?? false
  }

  /// The figures whose name may carry a level.
  static let tailMetrics: Set<String> = ["value_at_risk", "expected_shortfall"]
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
