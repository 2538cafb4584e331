/// One event that a user states, `S01 down 10d`, and what it costs.
public struct StatedEvent: Sendable {
  /// Supplier or process ids that lose capability.
  public let struck: [String]
  /// Share of capability lost, in (0, 1].
  public let level: Double
  /// Days.
  public let duration: Double

  /// Takes the values of all fields.
  public init(struck: [String], level: Double = 1, duration: Double) {
    self.struck = struck
    self.level = level
    self.duration = duration
  }
}

/// The priced event with its path over time.
public struct StatedEventReport: Sendable {
  /// A stretch of time in which nothing changes.
  public struct Step: Sendable {
    /// Days from the event.
    public let from: Double
    /// Days from the event.
    public let to: Double
    /// Level of every node that is not whole, by id, in [0, 1).
    public let levels: [(id: String, level: Double)]
    /// What happened at `from`, as sentences: `stock of power at P01 is used up`.
    public let happenings: [String]

    /// Takes the values of all fields.
    public init(
      from: Double, to: Double, levels: [(id: String, level: Double)], happenings: [String]
    ) {
      self.from = from
      self.to = to
      self.levels = levels
      self.happenings = happenings
    }
  }

  /// The event as it was stated.
  public let event: StatedEvent
  /// The path, stretch by stretch.
  public let steps: [Step]
  /// Lost days and loss in the study's currency of each affected process.
  public let processes: [(id: String, lostDays: Double, loss: Double)]
  /// Before insurance.
  public let groundUpLoss: Double
  /// Longest duration of the same event that costs nothing; nil where a year does not.
  public let timeToSurvive: Double?

  /// Takes the values of all fields.
  public init(
    event: StatedEvent, steps: [Step],
    processes: [(id: String, lostDays: Double, loss: Double)], groundUpLoss: Double,
    timeToSurvive: Double?
  ) {
    self.event = event
    self.steps = steps
    self.processes = processes
    self.groundUpLoss = groundUpLoss
    self.timeToSurvive = timeToSurvive
  }
}
