internal import Sampling

/// A figure in `summary.json`, with what is known of its error.
public struct EstimateRecord: Codable, Hashable, Sendable {
  /// The figure; nil (null) where it is not a finite number.
  public let value: Double?
  /// The standard error, in the figure's unit.
  public let standardError: Double?
  /// The lower end of the 95 % interval.
  public let low: Double?
  /// The upper end of the 95 % interval.
  public let high: Double?
  /// How value and interval were found, for example `order_statistic`.
  public let method: String
  /// The number of trials behind the figure.
  public let sampleSize: Int
  /// Whether the interval's coverage is promised.
  public let reliable: Bool
  /// Why the coverage is not promised.
  public let caveat: String?
  /// Why a part is null.
  public let reason: String?

  init(_ estimate: Estimate) {
    value = Self.finite(estimate.value)
    standardError = Self.finite(estimate.standardError)
    low = Self.finite(estimate.low)
    high = Self.finite(estimate.high)
    method = estimate.method.rawValue
    sampleSize = estimate.sampleSize
    reliable = estimate.caveat == nil
    caveat = estimate.caveat
    let parts = [value, standardError, low, high]
    reason = parts.contains(nil) ? "not a finite number for this study and number of trials" : nil
  }

  /// The loss at a point of a curve, for display.
  init(curveLoss value: Double?, low: Double?, high: Double?, isExact: Bool) {
    self.value = value
    standardError = nil
    self.low = low
    self.high = high
    method = (isExact ? Estimate.Method.exact : .orderStatistic).rawValue
    sampleSize = 0
    reliable = true
    caveat = nil
    reason = nil
  }

  /// Whether the figure has no sampling error.
  public var isExact: Bool { method == Estimate.Method.exact.rawValue }

  /// Half the 95 % interval over the value; nil where the figure is 0 or unknown.
  public var relativeHalfWidth: Double? {
    guard let value, let low, let high, value != 0 else { return nil }
    return (high - low) / 2 / value.magnitude
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  /// Encodes by hand, because a missing number is null, not absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(standardError, forKey: .standardError)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(method, forKey: .method)
    try container.encode(sampleSize, forKey: .sampleSize)
    try container.encode(reliable, forKey: .reliable)
    try container.encodeIfPresent(caveat, forKey: .caveat)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}
