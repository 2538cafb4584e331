public import Sampling

/// One figure of two studies with the difference second − first.
public struct Difference: Sendable {
  /// What is compared; the raw value is the word in the results.
  public enum Metric: String, Sendable {
    case fatalities = "expected_fatalities"
    case injuries = "expected_injuries"
    case expectedAnnualLoss = "expected_annual_loss"
    case valueAtRisk = "value_at_risk"
    case expectedShortfall = "expected_shortfall"
    case probabilityOfLoss = "probability_of_loss"
    /// P(loss of a year > a point of a tolerance curve).
    case exceedance
    case availability
  }

  /// What the difference's interval says; the raw value is what a reader sees.
  public enum Verdict: String, Sendable {
    /// The whole interval is above 0.
    case higher = "higher, clear"
    /// The whole interval is below 0.
    case lower = "lower, clear"
    /// The interval holds 0.
    case unseen = "no difference that can be seen"
    /// Identical bit for bit in every simulated year.
    case same = "the same"
  }

  /// What is compared.
  public let metric: Metric
  /// `all`, or the id of a risk or process.
  public let scope: String
  /// The name of the risk or process, for display; nil for `all`.
  public let name: String?
  /// The probability of a tail figure, or the loss of an exceedance.
  public let level: Double?
  /// The first study's figure; nil where it has no such risk.
  public let first: Estimate?
  /// The second study's figure; nil where it has no such risk.
  public let second: Estimate?
  /// Second − first with its error; a risk that a study does not have costs it nothing.
  public let difference: Estimate
  /// Whether the error comes from differences on the same trials.
  public let isPaired: Bool
  /// What the interval says.
  public let verdict: Verdict

  /// Takes the values of all fields but the verdict, which follows from them.
  ///
  /// - Parameter isIdentical: whether the two studies agree in every simulated year.
  public init(
    _ metric: Metric, scope: String = "all", name: String? = nil, level: Double? = nil,
    first: Estimate?, second: Estimate?, difference: Estimate, isPaired: Bool, isIdentical: Bool
  ) {
    self.metric = metric
    self.scope = scope
    self.name = name
    self.level = level
    self.first = first
    self.second = second
    self.difference = difference
    self.isPaired = isPaired
    verdict = Self.verdict(of: difference, isIdentical: isIdentical)
  }

  private static func verdict(of difference: Estimate, isIdentical: Bool) -> Verdict {
    if isIdentical { return .same }
    if difference.low > 0 { return .higher }
    return difference.high < 0 ? .lower : .unseen
  }
}

extension Estimate {
  /// Second − first of two independent estimates.
  ///
  /// The standard error is √(a² + b²). The ends add the half-intervals that face each other in the
  /// same way (Zou and Donner 2008), so that lopsided intervals stay lopsided.
  public static func independentDifference(_ first: Estimate, _ second: Estimate) -> Estimate {
    func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    let value = second.value - first.value
    let isExact = first.method == .exact && second.method == .exact
    return Estimate(
      value: value, standardError: root(first.standardError, second.standardError),
      low: value - root(second.value - second.low, first.high - first.value),
      high: value + root(second.high - second.value, first.value - first.low),
      method: first.method == .exact ? second.method : first.method,
      sampleSize: Swift.min(first.sampleSize, second.sampleSize),
      caveat: isExact ? nil : first.caveat ?? second.caveat)
  }
}
