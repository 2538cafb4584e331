internal import LossSimulation

/// What one stated event costs, with its path over time.
public struct StatedEventSummary: Codable, Sendable {
  /// Always `event/1`.
  public let schema: String
  /// The study, as results name it.
  public let study: StudyFacts
  /// The event as the user wrote it.
  public let event: String
  /// Suppliers or processes that lose capability.
  public let struck: [String]
  /// In (0, 1].
  public let lostShare: Double
  /// How long it lasts.
  public let durationDays: Double
  /// The path over time.
  public let steps: [Step]
  /// Processes that lose something.
  public let processes: [ProcessLoss]
  /// Before insurance, in the study's currency; exact, for no random number is drawn.
  public let groundUpLoss: Double?
  /// The longest duration of the event that costs nothing; nil where even a year does not.
  public let timeToSurviveDays: Double?

  /// A stretch of time in which nothing changes.
  public struct Step: Codable, Sendable {
    /// Days from the event.
    public let fromDay: Double
    /// Days from the event; nil where it does not end.
    public let toDay: Double?
    /// The level of every node that is not whole, in [0, 1).
    public let levels: [NodeLevel]
    /// What happened at its beginning.
    public let happenings: [String]
  }

  /// A node's level during a step.
  public struct NodeLevel: Codable, Sendable {
    /// The id in the study.
    public let id: String
    /// In [0, 1).
    public let level: Double
  }

  /// What a process loses.
  public struct ProcessLoss: Codable, Sendable {
    /// The id in the study.
    public let id: String
    /// Days of output that are lost.
    public let lostDays: Double?
    /// In the study's currency.
    public let loss: Double?
  }

  init(_ report: StatedEventReport, written: String, study: StudyFacts) {
    schema = "event/1"
    self.study = study
    event = written
    struck = report.event.struck
    lostShare = report.event.level
    durationDays = report.event.duration
    steps = report.steps.map { step in
      Step(
        fromDay: step.from, toDay: step.to.finite,
        levels: step.levels.map { NodeLevel(id: $0.id, level: $0.level) },
        happenings: step.happenings)
    }
    processes = report.processes.map {
      ProcessLoss(id: $0.id, lostDays: $0.lostDays.finite, loss: $0.loss.finite)
    }
    groundUpLoss = report.groundUpLoss.finite
    timeToSurviveDays = report.timeToSurvive?.finite
  }
}
