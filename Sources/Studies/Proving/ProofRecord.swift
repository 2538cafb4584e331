internal import LossSimulation

/// The outcome of `breakwater prove`: the engine against exact answers.
public struct ProofRecord: Codable, Sendable {
  /// One figure held against its exact value.
  public struct Line: Codable, Sendable {
    /// The case, for example `copula-gaussian`.
    public let proofCase: String
    /// What the case is about.
    public let title: String
    /// The figure's name.
    public let figure: String
    /// Where the exact value comes from.
    public let source: String
    /// The exact value.
    public let exact: Double?
    /// What the simulation gave; null where it gave nothing.
    public let simulated: Double?
    /// The standard error by which the distance is measured.
    public let standardError: Double?
    /// (simulated − exact) / standard error; null where it is not finite.
    public let zScore: Double?
    /// Whether the distance is within the allowed one.
    public let passed: Bool
    /// Why there is no figure.
    public let problem: String?
  }

  /// Always `proof/1`.
  public let schema: String
  /// Simulated years of each case.
  public let trials: Int
  /// The seed of every case.
  public let seed: UInt64
  /// Chance that a faultless engine fails at a random seed, over all figures.
  public let falseAlarm: Double
  /// The largest |z| that passes.
  public let allowedScore: Double
  /// The largest |z| seen; null where a figure is missing or differs without error.
  public let largestScore: Double?
  /// Whether every figure passed.
  public let passed: Bool
  /// All figures, case by case.
  public let lines: [Line]

  /// Simulates every case and holds each figure against its exact value.
  public static func run(
    trials: Int?, seed: UInt64?, threads: Int,
    progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async -> ProofRecord {
    ProofRecord(
      await Proof.run(
        trials: trials ?? Proof.defaultTrials, seed: seed ?? Proof.defaultSeed, threads: threads,
        progress: { progress($0.done, $0.total) }))
  }

  init(_ report: ProofReport) {
    func finite(_ x: Double) -> Double? { x.isFinite ? x : nil }
    schema = "proof/1"
    trials = report.trials
    seed = report.seed
    falseAlarm = report.falseAlarm
    allowedScore = report.allowedScore
    largestScore = finite(report.largestScore)
    passed = report.passed
    lines = report.lines.map {
      Line(
        proofCase: $0.caseID, title: $0.title, figure: $0.figure, source: $0.source,
        exact: finite($0.exact), simulated: finite($0.engine),
        standardError: finite($0.standardError), zScore: finite($0.zScore), passed: $0.passed,
        problem: $0.problem)
    }
  }
}
