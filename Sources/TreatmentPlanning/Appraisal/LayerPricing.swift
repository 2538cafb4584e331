public import Distributions

/// What an insurance layer on each event costs and pays, in expectation.
public struct LayerPricing: Sendable {
  /// Events per year.
  public let frequency: Double
  /// Mean recovery of one event.
  public let meanPerEvent: Double
  /// frequency × mean recovery.
  public let purePremium: Double
  /// The expected loss of a year that stays.
  public let retainedMean: Double
  /// Events per year that reach the layer.
  public let attachmentFrequency: Double
  /// Events per year that exhaust it.
  public let exhaustionFrequency: Double

  /// Panels of the integration, each with five Gauss–Legendre points.
  private static let panels = 400

  /// Prices `limit` in excess of `attachment` for a law of severity.
  ///
  /// E[min((X − a)⁺, l)] = ∫ from a to a + l of P(X > x) dx.
  ///
  /// - Parameter limit: Finite.
  public init(
    frequency: Double, severity: some Distribution, attachment: Double, limit: Double
  ) {
    self.frequency = frequency
    meanPerEvent = Self.integral(attachment, attachment + limit) { severity.survival($0) }
    purePremium = frequency * meanPerEvent
    retainedMean = frequency * severity.mean - purePremium
    attachmentFrequency = frequency * severity.survival(attachment)
    exhaustionFrequency = frequency * severity.survival(attachment + limit)
  }

  /// The premium with a loading on the pure one.
  public func premium(loading: Double) -> Double { purePremium * (1 + loading) }

  private static func integral(
    _ from: Double, _ to: Double, _ value: (Double) -> Double
  ) -> Double {
    let nodes = [0.0, 0.538_469_310_105_683_1, 0.906_179_845_938_664]
    let weights = [0.568_888_888_888_888_9, 0.478_628_670_499_366_47, 0.236_926_885_056_189_08]
    let half = (to - from) / Double(2 * panels)
    var sum = 0.0
    for panel in 0..<panels {
      let middle = from + Double(2 * panel + 1) * half
      sum += weights[0] * value(middle)
      for point in 1...2 {
        sum +=
          weights[point]
          * (value(middle - half * nodes[point]) + value(middle + half * nodes[point]))
      }
    }
    return sum * half
  }
}
