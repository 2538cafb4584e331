internal import Sampling

/// How often a loss is exceeded: mean years between such years, and what follows for a horizon.
///
/// Years are independent. A return period is the reciprocal of the chance in one year
/// (`MODELS.md` section 4).
public struct ReturnPeriod: Hashable, Sendable {
  /// In years; 1 or more.
  public let years: Double

  /// Nil below one year, and where it is not a number.
  public init?(years: Double) {
    guard years >= 1 else { return nil }
    self.years = years
  }

  /// The return period of what happens with a chance within a horizon: 10 % in 50 years is 475 years.
  ///
  /// - Parameters:
  ///   - probability: of at least one such year within the horizon, in (0, 1].
  ///   - horizon: years, above 0.
  /// - Returns: nil outside these ranges, or where a year's chance would be above 1.
  public init?(probability: Double, within horizon: Double) {
    guard probability > 0, probability <= 1, horizon > 0 else { return nil }
    let yearly =
      probability < 1 ? Self.oneLessPower(1 - probability, 1 / horizon) : 1
    self.init(years: 1 / yearly)
  }

  /// The chance that at least one such year lies within a horizon: 1 − (1 − 1/T)^horizon.
  ///
  /// - Parameter horizon: years, 0 or more.
  public func probability(within horizon: Double) -> Double {
    years > 1 ? Self.oneLessPower(1 - 1 / years, horizon) : (horizon > 0 ? 1 : 0)
  }

  /// Mean years between events that arrive at random, where years with several count several times:
  /// −1/log(1 − 1/T).
  public var yearsBetweenEvents: Double {
    years > 1 ? -1 / logarithm(1 - 1 / years) : 0
  }

  /// 1 − base^exponent.
  private static func oneLessPower(_ base: Double, _ exponent: Double) -> Double {
    1 - KernelReference.exp(exponent * logarithm(base))
  }
}
