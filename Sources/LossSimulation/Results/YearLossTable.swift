/// The simulated years of one level, one entry a trial.
public struct YearLossTable: Sendable {
  /// Total loss of each year, net of insurance, in the study's currency.
  public let aggregate: [Double]
  /// Largest event loss of each year; empty where events are unknown.
  public let largestEvent: [Double]
  /// Persons injured in each year; empty unless years were asked for.
  public let injuries: [Double]
  /// Persons killed in each year; empty unless years were asked for.
  public let fatalities: [Double]
  /// The probability of each year; empty where all are equal.
  public let probabilities: [Double]

  /// Takes the values of all fields.
  public init(
    aggregate: [Double], largestEvent: [Double], injuries: [Double] = [],
    fatalities: [Double] = [], probabilities: [Double] = []
  ) {
    self.aggregate = aggregate
    self.largestEvent = largestEvent
    self.injuries = injuries
    self.fatalities = fatalities
    self.probabilities = probabilities
  }
}
