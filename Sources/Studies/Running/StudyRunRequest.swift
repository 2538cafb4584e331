/// What a user asks of a run, beyond the study itself; nil leaves the study's own setting.
public struct StudyRunRequest: Sendable {
  /// The study's folder or file, or `-` for standard input.
  public var study: String
  /// Overlays in the order in which they are applied.
  public var overlays: [String]
  /// Settings that go before the study's own.
  public var settings: [SettingOverride]
  /// Workers, on which results do not depend; nil is the number of active processors.
  public var threads: Int?
  /// The level in front of the summary: `current` or `inherent`.
  public var level: String
  /// A strategy whose treatments are to be applied.
  public var strategy: String?
  /// Whether persons harmed are kept year by year, for `years.csv`.
  public var keepsYears: Bool
  /// Whether figures are computed exactly instead of simulated, where the study allows it.
  public var isExact: Bool
  /// Simulated years for each figure of a sensitivity analysis after the run; nil for none.
  public var sensitivityTrials: Int?
  /// Whether a finished run keeps what a longer one can go on from; one that ended early always does.
  public var keepsState: Bool

  /// A request with the study's own settings.
  public init(
    study: String, overlays: [String] = [], settings: [SettingOverride] = [],
    threads: Int? = nil, level: String = "current", strategy: String? = nil,
    keepsYears: Bool = false, isExact: Bool = false, sensitivityTrials: Int? = nil,
    keepsState: Bool = false
  ) {
    self.study = study
    self.overlays = overlays
    self.settings = settings
    self.threads = threads
    self.level = level
    self.strategy = strategy
    self.keepsYears = keepsYears
    self.isExact = isExact
    self.sensitivityTrials = sensitivityTrials
    self.keepsState = keepsState
  }
}

/// Says that a command asked for something that cannot be done, in one sentence.
public struct WrongUse: Error, Equatable, Sendable, CustomStringConvertible {
  /// The sentence, with its dot.
  public let description: String

  /// A refusal from a whole sentence.
  public init(_ description: String) { self.description = description }
}

/// Says that a run was stopped before its first trials were done, so that there is nothing to keep.
public struct RunStopped: Error, Equatable, Sendable {}

/// How far a run has come.
public struct RunUpdate: Codable, Hashable, Sendable {
  /// Simulated years so far.
  public let trialsDone: Int
  /// The simulated years that were asked for.
  public let trialsAsked: Int
  /// Half the 95 % interval of the expected annual loss over its value; nil while unknown.
  public let relativeError: Double?

  /// An update from its parts.
  public init(trialsDone: Int, trialsAsked: Int, relativeError: Double?) {
    self.trialsDone = trialsDone
    self.trialsAsked = trialsAsked
    self.relativeError = relativeError
  }
}
