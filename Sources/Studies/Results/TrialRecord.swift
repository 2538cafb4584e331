internal import LossSimulation

/// The content of `worst.json`: the worst simulated years with their events, worst first.
public struct WorstTrials: Codable, Sendable {
  /// Always `worst/1`.
  public let schema: String
  /// The run's id.
  public let run: String
  /// `inherent`, `current` or a strategy's id.
  public let strategy: String
  /// Simulated years.
  public let trials: [TrialRecord]
  /// Why there are none.
  public let reason: String?

  /// The first of the trials.
  public func first(_ count: Int) -> WorstTrials {
    WorstTrials(
      schema: schema, run: run, strategy: strategy, trials: Array(trials.prefix(count)),
      reason: reason)
  }
}

/// One simulated year with its events.
public struct TrialRecord: Codable, Sendable {
  /// 1 is the worst.
  public let rank: Int
  /// From 0.
  public let trial: Int
  /// The loss of the year, net of insurance.
  public let aggregate: Double?
  /// The largest event loss, net of event layers.
  public let largestEvent: Double?
  /// The events of the year, by day.
  public let events: [EventRecord]
}

/// One event of a simulated year.
public struct EventRecord: Codable, Sendable {
  /// `risk`, `supplier` or `hazard`.
  public let sourceKind: String
  /// The id of the risk, supplier or hazard.
  public let source: String
  /// Suppliers that a hazard struck.
  public let struck: [String]
  /// Day of the year, from 0.
  public let day: Double?
  /// Days of downtime or outage.
  public let days: Double?
  /// Before insurance.
  public let groundUpLoss: Double?
  /// After event layers, before year layers.
  public let loss: Double?
  /// Of the ground-up loss, what came through downtime of processes.
  public let networkLoss: Double?
  /// Persons injured.
  public let injuries: Double?
  /// Persons killed.
  public let fatalities: Double?
  /// Controls that were out at the time.
  public let controlsOut: [String]
}

extension WorstTrials {
  /// Trials of a level that are kept in the run folder.
  static let kept = 100

  init(_ level: LevelResult, run: String) {
    schema = "worst/1"
    self.run = run
    strategy = level.strategy
    trials = level.worstTrials.prefix(Self.kept).enumerated().map { index, report in
      TrialRecord(report, rank: index + 1)
    }
    reason = trials.isEmpty ? "the events of the simulated years are not known" : nil
  }
}

extension TrialRecord {
  fileprivate init(_ report: TrialReport, rank: Int) {
    self.rank = rank
    trial = report.trial
    aggregate = report.aggregate.finite
    largestEvent = report.largestEvent.finite
    events = report.events.map(EventRecord.init)
  }
}

extension EventRecord {
  fileprivate init(_ report: EventReport) {
    switch report.source {
    case .risk(let id): (sourceKind, source, struck) = ("risk", id, [])
    case .supplier(let id): (sourceKind, source, struck) = ("supplier", id, [])
    case .hazard(let id, let struck): (sourceKind, source, self.struck) = ("hazard", id, struck)
    }
    day = report.day.finite
    days = report.days?.finite
    groundUpLoss = report.groundUpLoss.finite
    loss = report.loss.finite
    networkLoss = report.networkLoss.finite
    injuries = report.injuries.finite
    fatalities = report.fatalities.finite
    controlsOut = report.controlsOut
  }
}
