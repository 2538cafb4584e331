/// A figure of a year's residual loss.
public enum LossFigure: Hashable, Sendable {
  /// The mean, in the study's currency.
  case mean
  /// Expected shortfall at a level in (0, 1).
  case shortfall(level: Double)
  /// Value at risk at a level in (0, 1).
  case valueAtRisk(level: Double)
  /// The chance of a year with a loss above a sum.
  case exceedance(loss: Double)
}

/// A sum of figures, minimised.
public struct PlanObjective: Sendable {
  /// The weight of the plan's annual cost, at least 0.
  public var costWeight: Double
  /// Weights of figures of the residual loss, each at least 0.
  public var terms: [Term]
  /// The name as the study writes it, for reports.
  public var name: String

  /// A figure with its weight.
  public struct Term: Hashable, Sendable {
    /// The figure.
    public var figure: LossFigure
    /// At least 0.
    public var weight: Double

    /// Makes the value from its parts.
    public init(_ figure: LossFigure, weight: Double = 1) {
      self.figure = figure
      self.weight = weight
    }
  }

  /// Makes the value from its parts.
  public init(name: String, costWeight: Double, terms: [Term]) {
    self.name = name
    self.costWeight = costWeight
    self.terms = terms
  }

  /// The value for a cost and the figures.
  public func value(cost: Double, _ figures: (LossFigure) -> Double) -> Double {
    terms.reduce(costWeight * cost) { $0 + $1.weight * figures($1.figure) }
  }
}
