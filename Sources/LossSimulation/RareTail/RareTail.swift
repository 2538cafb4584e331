public import Sampling

/// Figures of losses so rare that plain years hardly show them, by conditional Monte Carlo.
///
/// Of each simulated year some events are taken in turn, and their losses are replaced by the law
/// they were drawn from: the chance that the year exceeds x is then computed, not counted
/// (Asmussen and Kroese 2006). The probabilities are unbiased; a quantile is where the estimated
/// probability crosses its level.
public struct RareTail: Sendable {
  /// The chance that a year loses more than a stated loss.
  public struct Exceedance: Sendable {
    /// In the study's currency.
    public let loss: Double
    /// P(L > loss).
    public let probability: Estimate
  }

  /// Simulated years.
  public let trials: Int
  /// At the levels asked for, ascending.
  public let valueAtRisk: [LevelEstimate]
  /// At the same levels; nil with a reason where the mean loss is infinite.
  public let expectedShortfall: Result<[LevelEstimate], MissingFigure>
  /// Loss of a year by return period.
  public let aggregateCurve: [CurvePoint]
  /// Largest event of a year by return period, before shares per year.
  public let occurrenceCurve: [CurvePoint]
  /// At the losses asked for.
  public let exceedance: [Exceedance]

  /// Fewest effective years behind a figure whose interval's coverage is promised.
  public static let leastEffectiveYears = 500.0

  static func caveat(_ effectiveYears: Double) -> String? {
    effectiveYears < leastEffectiveYears
      ? "fewer than \(Int(leastEffectiveYears)) effective years beyond" : nil
  }
}
