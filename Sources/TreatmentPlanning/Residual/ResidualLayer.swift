/// An insurance layer on residual losses: recovery = proportion × min(max(X − attachment, 0), limit).
public struct ResidualLayer: Sendable {
  /// In the study's currency, at least 0.
  public var attachment: Double
  /// In the study's currency; infinity where there is none.
  public var limit: Double
  /// In (0, 1].
  public var proportion: Double
  /// Positions of the risks whose ground-up losses it sees.
  public var risks: [Int]
  /// Whether X is the loss of one event rather than of a year.
  public var isPerEvent: Bool

  /// Makes the value from its parts.
  public init(
    attachment: Double, limit: Double, proportion: Double, risks: [Int], isPerEvent: Bool = false
  ) {
    self.attachment = attachment
    self.limit = limit
    self.proportion = proportion
    self.risks = risks
    self.isPerEvent = isPerEvent
  }

  /// The recovery on a ground-up loss X.
  @inline(__always)
  public func recovery(on loss: Double) -> Double {
    proportion * Swift.min(Swift.max(loss - attachment, 0), limit)
  }
}
