/// One thing that a plan must keep, with the name under which a clash reports it.
public struct PlanRule: Sendable {
  /// The kinds of rule.
  public enum Kind: Sendable {
    /// Σ coefficients of what is chosen ≤ limit; coefficients at least 0.
    case sum(coefficients: [Double], limit: Double)
    /// The first only with the second.
    case requires(Int, Int)
    /// Not both.
    case excludes(Int, Int)
    /// All of them.
    case include([Int])
    /// None of them.
    case exclude([Int])
    /// A figure of the residual loss ≤ limit.
    case figure(LossFigure, limit: Double)
    /// Expected harm to people ≤ limit, persons a year: Σ over risks of harm × factors.
    case people(harm: [Double], limit: Double)
    /// Expected lost days of a process ≤ limit, days a year; on simulated years alone.
    case lostDays(process: String, limit: Double)
  }

  /// The name: where the study writes it, for example `constraints/0/budget_once`.
  public var name: String
  /// What must hold.
  public var kind: Kind

  /// Makes the value from its parts.
  public init(name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The figure that it limits, where it limits one.
  var limitedFigure: LossFigure? {
    if case .figure(let figure, _) = kind { return figure }
    return nil
  }

  /// Part of a limit by which it may be passed, for sums of decimal numbers are not exact.
  public static let slack = 1e-9

  /// Whether a value keeps a limit.
  public static func keeps(_ value: Double, limit: Double) -> Bool {
    value <= limit + slack * Swift.max(Swift.abs(limit), 1e-3)
  }
}
