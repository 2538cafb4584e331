/// An interval that a number must lie in; either end may be open or infinite.
public struct ValueRange: Hashable, Sendable, CustomStringConvertible {
  /// The lower end; −∞ where there is none.
  public let lower: Double
  /// The upper end; ∞ where there is none.
  public let upper: Double
  /// Whether the lower end itself is excluded.
  public let isLowerOpen: Bool
  /// Whether the upper end itself is excluded.
  public let isUpperOpen: Bool

  init(
    _ lower: Double, _ upper: Double, lowerOpen: Bool = false, upperOpen: Bool = false
  ) {
    self.lower = lower
    self.upper = upper
    isLowerOpen = lowerOpen
    isUpperOpen = upperOpen
  }

  static let nonNegative = ValueRange(0, .infinity)
  static let positive = ValueRange(0, .infinity, lowerOpen: true)
  /// [0, 1].
  static let unit = ValueRange(0, 1)
  /// (0, 1].
  static let part = ValueRange(0, 1, lowerOpen: true)
  /// (0, 1).
  static let inside = ValueRange(0, 1, lowerOpen: true, upperOpen: true)
  /// (−1, 1).
  static let correlation = ValueRange(-1, 1, lowerOpen: true, upperOpen: true)

  static func atLeast(_ lower: Double) -> ValueRange { ValueRange(lower, .infinity) }
  static func above(_ lower: Double) -> ValueRange {
    ValueRange(lower, .infinity, lowerOpen: true)
  }

  /// Whether the number lies in the interval; NaN never does.
  public func contains(_ value: Double) -> Bool {
    (isLowerOpen ? value > lower : value >= lower) && (isUpperOpen ? value < upper : value <= upper)
  }

  /// The end of the sentence “must be …”.
  public var description: String {
    let below = isUpperOpen ? "below \(plain(upper))" : "at most \(plain(upper))"
    let above = isLowerOpen ? "above \(plain(lower))" : "at least \(plain(lower))"
    if lower == -.infinity { return below }
    if upper == .infinity { return above }
    if !isLowerOpen, !isUpperOpen { return "between \(plain(lower)) and \(plain(upper))" }
    return "\(above) and \(below)"
  }
}

/// A number as a person writes it: whole numbers without `.0`.
func plain(_ value: Double) -> String {
  if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
  return "\(value)"
}
