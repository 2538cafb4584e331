public import RiskModel
internal import Sampling

/// How a run is asked for, beyond the study.
public struct RunOptions: Sendable {
  /// Workers; results do not depend on it.
  public var threads: Int
  /// Whether persons harmed are kept year by year.
  public var keepsYears: Bool
  /// Worst years whose events are reported.
  public var worstTrials: Int
  /// Whether a finished run keeps what a longer one can go on from, its years a second time; one
  /// that ended early always does.
  public var keepsState: Bool

  /// Takes the values of all fields.
  public init(
    threads: Int = 1, keepsYears: Bool = false, worstTrials: Int = 100, keepsState: Bool = true
  ) {
    self.threads = threads
    self.keepsYears = keepsYears
    self.worstTrials = worstTrials
    self.keepsState = keepsState
  }
}

/// How far a run has come.
public struct RunProgress: Sendable {
  /// Trials merged so far.
  public let trialsDone: Int
  /// Trials that were asked for.
  public let trialsAsked: Int
  /// Half the 95 % interval of the expected annual loss over its value, so far; nil while 0.
  public let relativeError: Double?

  /// Takes the values of all fields.
  public init(trialsDone: Int, trialsAsked: Int, relativeError: Double?) {
    self.trialsDone = trialsDone
    self.trialsAsked = trialsAsked
    self.relativeError = relativeError
  }
}

/// Compiles a study and runs it.
///
/// The one door to the simulation.
///
/// ```swift
/// let result = await Simulator(study).run(RunOptions(threads: 2))
/// result["current"]?.aggregate.expectedAnnualLoss
/// ```
///
/// Results depend on the study alone: not on threads, and not on the order of its records.
public struct Simulator: Sendable {
  enum Engine: Sendable {
    case trials(CompiledStudy)
    case table(TableSimulation)
  }

  let study: Study
  let engine: Engine
  /// The portfolio whose residual level is simulated; nil for the study as it is.
  let portfolio: String?

  /// - Throws: All reasons why a valid study cannot be simulated, for example a correlation matrix
  ///   that is not positive definite.
  public init(_ study: Study) throws(SimulationError) {
    try self.init(study, adopting: nil)
  }

  /// The residual level of a study under a portfolio: the same years, with the portfolio in force
  /// all the year (`MODELS.md` section 6).
  ///
  /// - Throws: All reasons why the study cannot be simulated or an effect cannot be applied.
  public init(_ study: Study, under portfolio: Portfolio) throws(SimulationError) {
    try self.init(study, adopting: portfolio)
  }

  private init(_ study: Study, adopting portfolio: Portfolio?) throws(SimulationError) {
    self.study = study
    self.portfolio = portfolio?.id
    if case .years? = study.simulation.table, let portfolio {
      engine = .table(try TableSimulation(study, under: portfolio))
    } else if case .years(let probabilities, let losses) = study.simulation.table {
      engine = .table(
        try TableSimulation(study, probabilities: probabilities, losses: losses))
    } else {
      var compiler = try StudyCompiler(study, under: portfolio)
      engine = .trials(try compiler.compile())
    }
  }

  /// Simulates.
  ///
  /// A stop keeps the trials done without a gap from trial 0: a valid smaller run.
  ///
  /// - Parameters:
  ///   - progress: called now and then, from any worker but never from two at once.
  ///   - shouldStop: asked before each block of trials.
  public func run(
    _ options: RunOptions, progress: @Sendable @escaping (RunProgress) -> Void = { _ in },
    shouldStop: @Sendable @escaping () -> Bool = { false }
  ) async -> SimulationResult {
    switch engine {
    case .table(let table):
      guard let portfolio else { return table.result() }
      return table.residual(named: portfolio)
    case .trials(let compiled):
      return await TrialRun(study: study, compiled: compiled, options: options)
        .result(progress: progress, shouldStop: shouldStop)
    }
  }
}

/// Reasons why a study cannot be simulated.
public struct SimulationError: Error, Sendable {
  /// One problem: the path in the study, what is wrong, and the remedy.
  public struct Problem: Hashable, Sendable {
    /// `simulation/dependence`, for the reader to find the place.
    public let path: String
    /// What is wrong and what is required.
    public let requirement: String
    /// How to mend it.
    public let remedy: String

    /// Takes the values of all fields.
    public init(path: String, requirement: String, remedy: String) {
      self.path = path
      self.requirement = requirement
      self.remedy = remedy
    }
  }

  /// All of them.
  public let problems: [Problem]

  /// Takes the values of all fields.
  public init(problems: [Problem]) { self.problems = problems }
}
