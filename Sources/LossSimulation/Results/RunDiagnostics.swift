/// What happened during a run that a reader of the figures must know.
public struct RunDiagnostics: Sendable {
  /// Trials behind the figures; fewer than asked where the run was stopped.
  public var trials: Int
  /// Trials that were asked for.
  public var trialsAsked: Int
  /// The study's seed.
  public var seed: UInt64
  /// Events simulated at the level simulated first.
  public var events: Int
  /// Share of trials, at the current level, in which a process' lost days were scaled to 365.
  public var scaledTrialShare: Double
  /// Draws of losses, durations or rates below 0 that were set to 0.
  public var clippedDraws: Int
  /// Frobenius distance to the nearest correlation matrix, where a repair was asked for and needed.
  public var correlationRepairDistance: Double?
  /// The instruction set of the kernels.
  public var instructionSet: String
  /// Further sentences for the reader, each said once.
  public var notes: [String]
  /// Why the run ended: `trials`, `stopped` by the user, or the figure that reached its tolerance.
  public var endedBy: String
  /// The expected loss and its relative half-width as the run went on.
  public var convergence: [ConvergencePoint]

  /// The expected annual loss at the current level after some trials.
  public struct ConvergencePoint: Hashable, Sendable {
    /// Trials done.
    public let trials: Int
    /// The mean loss of a year, in the study's currency.
    public let expectedAnnualLoss: Double
    /// Half the 95 % interval.
    public let halfWidth: Double

    /// Takes the values of all fields.
    public init(trials: Int, expectedAnnualLoss: Double, halfWidth: Double) {
      self.trials = trials
      self.expectedAnnualLoss = expectedAnnualLoss
      self.halfWidth = halfWidth
    }
  }

  /// Takes the values of all fields.
  public init(
    trials: Int, trialsAsked: Int, seed: UInt64, events: Int, scaledTrialShare: Double,
    clippedDraws: Int, correlationRepairDistance: Double?, instructionSet: String,
    notes: [String], endedBy: String, convergence: [ConvergencePoint]
  ) {
    self.trials = trials
    self.trialsAsked = trialsAsked
    self.seed = seed
    self.events = events
    self.scaledTrialShare = scaledTrialShare
    self.clippedDraws = clippedDraws
    self.correlationRepairDistance = correlationRepairDistance
    self.instructionSet = instructionSet
    self.notes = notes
    self.endedBy = endedBy
    self.convergence = convergence
  }
}
