/// The outcome of a self-check: every figure with its exact value and its distance from it.
public struct ProofReport: Sendable {
  /// One figure.
  public struct Line: Sendable {
    /// The case that the figure belongs to.
    public let caseID: String
    /// What the case is about.
    public let title: String
    /// Name of the figure, with its level where it is not the current one.
    public let figure: String
    /// Paper, closed form, or the independent path that gave the exact value.
    public let source: String
    /// The exact value.
    public let exact: Double
    /// What the simulation gave; NaN where it gave nothing.
    public let engine: Double
    /// Of the simulation's figure: exact where it is known, else as the engine states it.
    public let standardError: Double
    /// (engine − exact) / standard error; infinite where a figure without error differs.
    public let zScore: Double
    /// Whether |z| is at most `allowedScore`.
    public let passed: Bool
    /// Why there is no figure; nil where there is one.
    public let problem: String?

    /// Takes the values of all fields.
    public init(
      caseID: String, title: String, figure: String, source: String, exact: Double,
      engine: Double, standardError: Double, zScore: Double, passed: Bool, problem: String? = nil
    ) {
      self.caseID = caseID
      self.title = title
      self.figure = figure
      self.source = source
      self.exact = exact
      self.engine = engine
      self.standardError = standardError
      self.zScore = zScore
      self.passed = passed
      self.problem = problem
    }
  }

  /// All figures, case by case.
  public let lines: [Line]
  /// Simulated years of each case.
  public let trials: Int
  /// The seed of the run, from which each case took its own.
  public let seed: UInt64
  /// Chance that a faultless engine fails at a random seed, over all figures together.
  public let falseAlarm: Double
  /// The largest |z| that passes (Bonferroni): the normal quantile of 1 − falseAlarm/(2 · figures).
  public let allowedScore: Double

  /// Takes the values of all fields.
  public init(
    lines: [Line], trials: Int, seed: UInt64, falseAlarm: Double, allowedScore: Double
  ) {
    self.lines = lines
    self.trials = trials
    self.seed = seed
    self.falseAlarm = falseAlarm
    self.allowedScore = allowedScore
  }

  /// Whether every figure passed.
  public var passed: Bool { lines.allSatisfy(\.passed) }
  /// The figures that did not pass.
  public var failures: [Line] { lines.filter { !$0.passed } }
  /// The largest |z| of all figures.
  public var largestScore: Double { lines.reduce(0) { Swift.max($0, Swift.abs($1.zScore)) } }
}

/// How far a self-check has come.
public struct ProofProgress: Sendable {
  /// Cases done.
  public let done: Int
  /// Cases in all.
  public let total: Int
  /// The case that comes next; nil at the end.
  public let next: String?

  /// Takes the values of all fields.
  public init(done: Int, total: Int, next: String?) {
    self.done = done
    self.total = total
    self.next = next
  }
}
