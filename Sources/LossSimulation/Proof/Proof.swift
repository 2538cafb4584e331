internal import Distributions
internal import RiskModel
internal import Sampling

/// The self-check: the engine against exact answers that a user can run anywhere.
///
/// Small studies with closed forms, and with yearly totals by Fourier inversion, which shares no
/// step with the simulation. The verdict covers all figures together: a faultless engine fails
/// once in a million seeds, and at the default seed it passes, every time.
///
/// ```swift
/// let report = await Proof.run(threads: 2)
/// report.passed
/// ```
public struct Proof: Sendable {
  /// Years of each case, unless asked otherwise.
  public static let defaultTrials = 200_000
  /// The seed of the published figures, from which each case takes its own.
  public static let defaultSeed: UInt64 = 20_261_124
  /// Chance that a faultless engine fails at a random seed.
  public static let falseAlarm = 1e-6

  /// All cases, in the order of the report.
  public static let cases: [ProofCase] =
    lawCases + countCases + controlCases + networkCases + dependenceCases + compoundCases

  var cases: [ProofCase] = Self.cases
  var defect = ProofDefect()

  /// Simulates every case and holds each figure against its exact value.
  ///
  /// - Parameters:
  ///   - trials: above 0; more make the check sharper.
  ///   - progress: called before each case and at the end.
  public static func run(
    trials: Int = Self.defaultTrials, seed: UInt64 = Self.defaultSeed, threads: Int = 1,
    progress: @Sendable (ProofProgress) -> Void = { _ in }
  ) async -> ProofReport {
    await Proof().report(trials: trials, seed: seed, threads: threads, progress: progress)
  }

  func report(
    trials: Int, seed: UInt64, threads: Int,
    progress: @Sendable (ProofProgress) -> Void = { _ in }
  ) async -> ProofReport {
    var readings: [Reading] = []
    for (position, entry) in cases.enumerated() {
      progress(ProofProgress(done: position, total: cases.count, next: entry.id))
      readings += await read(entry, trials: trials, seed: seed, threads: threads)
    }
    progress(ProofProgress(done: cases.count, total: cases.count, next: nil))
    let figures = Double(Swift.max(readings.count, 1))
    let allowed = -standardNormalQuantile(Self.falseAlarm / (2 * figures))
    return ProofReport(
      lines: readings.map { $0.line(allowed: allowed) }, trials: trials, seed: seed,
      falseAlarm: Self.falseAlarm, allowedScore: allowed)
  }

  /// Each case has streams of its own, so that scores of different cases are independent: FNV-1a
  /// of the case's name (Fowler, Noll and Vo) over the run's seed.
  static func seed(_ seed: UInt64, of caseID: String) -> UInt64 {
    caseID.utf8.reduce(0xcbf2_9ce4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private func read(
    _ entry: ProofCase, trials: Int, seed: UInt64, threads: Int
  ) async -> [Reading] {
    do {
      var (study, figures) = try entry.build()
      study.simulation.trials = trials
      study.simulation.seed = Self.seed(seed, of: entry.id)
      let simulator = try Simulator(defect.study(entry.id, study))
      let result = await simulator.run(RunOptions(threads: threads, worstTrials: 1))
      return figures.map { figure in
        let level = result[figure.level].map { defect.result(entry.id, $0) }
        let rare = figure.readTail.flatMap { result.rareTail.flatMap($0) }
        return Reading(
          entry: entry, figure: figure, estimate: rare ?? level.flatMap(figure.read), trials)
      }
    } catch {
      return [Reading(entry: entry, problem: "\(error)")]
    }
  }
}

/// A fault put in on purpose, to show that the check would catch it; none by default.
struct ProofDefect: Sendable {
  var study: @Sendable (_ caseID: String, Study) -> Study = { $1 }
  var result: @Sendable (_ caseID: String, LevelResult) -> LevelResult = { $1 }
}

/// A figure as read, before the verdict.
private struct Reading {
  let entry: ProofCase
  var name = "study"
  var source = ""
  var exact = Double.nan
  var engine = Double.nan
  var standardError = 0.0
  var score = Double.infinity
  var problem: String?

  init(entry: ProofCase, problem: String) {
    self.entry = entry
    self.problem = problem
  }

  init(entry: ProofCase, figure: ProofFigure, estimate: Estimate?, _ trials: Int) {
    self.entry = entry
    name = figure.level == "current" ? figure.name : "\(figure.name), \(figure.level)"
    source = figure.source
    exact = figure.exact(Double(trials))
    guard let estimate else {
      problem = "the results do not have the figure"
      return
    }
    engine = estimate.value
    standardError = figure.standardError(Double(trials)) ?? estimate.standardError
    let gap = engine - exact
    // Rounding, and for some exact values their own error, is no fault of the engine.
    let excused = Swift.max(figure.tolerance, 1e-10 * Swift.abs(exact))
    let beyond = Swift.max(0, Swift.abs(gap) - excused) * (gap < 0 ? -1 : 1)
    score = beyond == 0 ? 0 : beyond / standardError
  }

  func line(allowed: Double) -> ProofReport.Line {
    ProofReport.Line(
      caseID: entry.id, title: entry.title, figure: name, source: source, exact: exact,
      engine: engine, standardError: standardError, zScore: score,
      passed: problem == nil && Swift.abs(score) <= allowed, problem: problem)
  }
}
