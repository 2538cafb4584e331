public import Distributions

/// The law of one risk's yearly loss: a random number of independent losses.
public struct CompoundRisk: Sendable {
  /// The record's id.
  public let id: String
  /// The number of losses in a year.
  public let count: AnnualCount
  /// The law of one loss before scaling; what falls below 0 counts as 0, as in the simulation.
  public let severity: any Distribution
  /// Each loss is this many times a draw of `severity`, as under a control on the loss.
  public let factor: Double

  /// Makes the law from its parts.
  ///
  /// - Parameter factor: above 0.
  public init(
    id: String, count: AnnualCount, severity: any Distribution, factor: Double = 1
  ) {
    self.id = id
    self.count = count
    self.severity = severity
    self.factor = factor
  }

  // MARK: Severity

  /// P(one loss > x).
  func survival(_ x: Double) -> Double { x < 0 ? 1 : severity.survival(x / factor) }

  /// E[min(one loss, x)] for x ≥ 0.
  func limitedExpectedValue(_ x: Double) -> Double {
    factor * (severity.limitedExpectedValue(x / factor) - belowZero)
  }

  /// E[min(X, 0)] of the law before its draws below 0 are set to 0.
  private var belowZero: Double {
    severity.support.lowerBound < 0 ? severity.limitedExpectedValue(0) : 0
  }

  /// The mean of one loss.
  var meanLoss: Double { factor * (severity.mean - belowZero) }

  /// The values of a law on listed atoms; nil for any other law.
  var atoms: [(value: Double, probability: Double)]? {
    Self.atoms(of: severity)?.map { (Swift.max(0, $0.value) * factor, $0.probability) }
  }

  static func atoms(of law: any Distribution) -> [(value: Double, probability: Double)]? {
    if law.support.lowerBound == law.support.upperBound { return [(law.support.lowerBound, 1)] }
    if let law = law as? Discrete {
      return zip(law.values, law.probabilities).map { ($0, $1) }
    }
    if let law = law as? Empirical {
      return law.values.map { ($0, 1 / Double(law.values.count)) }
    }
    if let law = law as? Bernoulli { return [(0, law.distribution(0)), (1, law.survival(0))] }
    return nil
  }

  // MARK: Year

  /// E[loss of a year] (Wald's identity).
  public var mean: Double {
    count.mean > 0 ? count.mean * meanLoss : 0
  }
}
