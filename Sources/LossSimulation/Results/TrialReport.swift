/// One simulated year with its events, for reading.
public struct TrialReport: Sendable {
  /// The trial's number, from 0.
  public let trial: Int
  /// The year's loss, net of insurance.
  public let aggregate: Double
  /// The largest event loss of the year, net of event layers.
  public let largestEvent: Double
  /// Events that happened at this level, by day.
  public let events: [EventReport]

  /// Takes the values of all fields.
  public init(trial: Int, aggregate: Double, largestEvent: Double, events: [EventReport]) {
    self.trial = trial
    self.aggregate = aggregate
    self.largestEvent = largestEvent
    self.events = events
  }
}

/// One event of a simulated year.
public struct EventReport: Sendable {
  /// What happened.
  public enum Source: Hashable, Sendable {
    case risk(String)
    /// An outage of one supplier.
    case supplier(String)
    /// A shared hazard and the suppliers it struck.
    case hazard(String, struck: [String])
  }

  /// What the event came from.
  public let source: Source
  /// Day of the year, in [0, 365).
  public let day: Double
  /// Duration of downtime or outage, at most 365 days; nil where there is none.
  public let days: Double?
  /// Before insurance, in the study's currency.
  public let groundUpLoss: Double
  /// After event layers, before year layers.
  public let loss: Double
  /// Of the ground-up loss, the part that came through downtime of processes.
  public let networkLoss: Double
  /// Persons injured.
  public let injuries: Double
  /// Persons killed.
  public let fatalities: Double
  /// Controls that were out at the time and whose effect on this risk was absent.
  public let controlsOut: [String]

  /// Takes the values of all fields.
  public init(
    source: Source, day: Double, days: Double?, groundUpLoss: Double, loss: Double,
    networkLoss: Double, injuries: Double, fatalities: Double, controlsOut: [String]
  ) {
    self.source = source
    self.day = day
    self.days = days
    self.groundUpLoss = groundUpLoss
    self.loss = loss
    self.networkLoss = networkLoss
    self.injuries = injuries
    self.fatalities = fatalities
    self.controlsOut = controlsOut
  }
}
