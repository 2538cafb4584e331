internal import RealModule

/// The optimal spending on information security (Gordon and Loeb 2002).
public struct GordonLoeb: Sendable {
  /// How spending z lowers the probability of a breach.
  public enum BreachFunction: Sendable {
    /// S = v / (αz + 1)^β.
    case first(alpha: Double, beta: Double)
    /// S = v^(αz + 1).
    case second(alpha: Double)
  }

  /// The probability of a breach without spending, in (0, 1).
  public let vulnerability: Double
  /// The loss of a breach, in the study's currency.
  public let loss: Double
  /// How spending helps.
  public let function: BreachFunction

  /// Makes the value from its parts.
  public init(vulnerability: Double, loss: Double, function: BreachFunction) {
    self.vulnerability = vulnerability
    self.loss = loss
    self.function = function
  }

  /// The probability of a breach after spending z.
  public func breachProbability(spending z: Double) -> Double {
    switch function {
    case .first(let alpha, let beta): vulnerability / Double.pow(alpha * z + 1, beta)
    case .second(let alpha): Double.pow(vulnerability, alpha * z + 1)
    }
  }

  /// The spending with the largest expected net benefit; 0 where none pays.
  public var optimalSpending: Double {
    switch function {
    case .first(let alpha, let beta):
      let root = Double.pow(vulnerability * beta * alpha * loss, 1 / (beta + 1))
      return Swift.max(0, (root - 1) / alpha)
    case .second(let alpha):
      let log = Double.log(vulnerability)
      return Swift.max(0, Double.log(1 / (-alpha * vulnerability * loss * log)) / (alpha * log))
    }
  }

  /// Expected net benefit of spending z: (v − S)·loss − z.
  public func netBenefit(spending z: Double) -> Double {
    (vulnerability - breachProbability(spending: z)) * loss - z
  }
}
