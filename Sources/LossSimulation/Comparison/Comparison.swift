public import RiskModel

/// A study made ready to be compared, with the trials that are to be simulated.
public struct ComparedStudy: Sendable {
  let study: Study
  let engine: Simulator.Engine
  let trials: Int

  /// Compiles a study.
  ///
  /// - Parameter trials: fewer than the study's own, as for a run that was stopped; nil for all.
  /// - Throws: All reasons why a valid study cannot be simulated.
  public init(_ study: Study, trials: Int? = nil) throws(SimulationError) {
    self.init(study, try Simulator(study), trials: trials)
  }

  /// Compiles a study under a portfolio.
  ///
  /// - Throws: All reasons why the study cannot be simulated or an effect cannot be applied.
  public init(
    _ study: Study, under portfolio: Portfolio, trials: Int? = nil
  ) throws(SimulationError) {
    self.init(study, try Simulator(study, under: portfolio), trials: trials)
  }

  private init(_ study: Study, _ simulator: Simulator, trials: Int?) {
    self.study = study
    engine = simulator.engine
    switch engine {
    case .table(let table): self.trials = table.probabilities.count
    case .trials:
      let asked = study.simulation.trials
      self.trials = Swift.min(trials ?? asked, asked)
    }
  }

  /// Years that will be simulated; 0 for a table of years.
  public var plannedTrials: Int { compiled == nil ? 0 : trials }

  var compiled: CompiledStudy? {
    if case .trials(let compiled) = engine { return compiled }
    return nil
  }
}

/// How the errors of differences are found.
public enum Pairing: Hashable, Sendable {
  /// Both use the same random numbers, so errors come from differences on the same trials.
  case common
  /// They do not; errors are those of independent runs. The reason is a sentence without its dot.
  case independent(reason: String)
  /// Both come from tables: no figure has an error.
  case exact

  init(_ first: ComparedStudy, _ second: ComparedStudy) {
    switch (first.compiled, second.compiled) {
    case (nil, nil): self = .exact
    case (let a?, let b?):
      self = Self.obstacle(first, a, second, b).map(Pairing.independent) ?? .common
    default: self = .independent(reason: "the years of one of them come from a table")
    }
  }

  private static func obstacle(
    _ first: ComparedStudy, _ a: CompiledStudy, _ second: ComparedStudy, _ b: CompiledStudy
  ) -> String? {
    if a.settings.seed != b.settings.seed {
      return "the seeds are \(a.settings.seed) and \(b.settings.seed)"
    }
    if first.trials != second.trials {
      return "the numbers of trials are \(first.trials) and \(second.trials)"
    }
    if a.settings.method != b.settings.method {
      return "the methods are \(a.settings.method.rawValue) and \(b.settings.method.rawValue)"
    }
    guard ComparisonPass.clusterSize(of: a) == ComparisonPass.clusterSize(of: b) else {
      return "their uncertain inputs are not drawn in the same way"
    }
    return nil
  }
}

/// The differences of two studies at one level.
public struct Comparison: Sendable {
  /// How the errors were found.
  public let pairing: Pairing
  /// How far the losses of the same trials move together, in [−1, 1]; nil unless they are shared.
  public let correlation: Double?
  /// People first, then the year's total, tolerance points, risks and processes.
  public let differences: [Difference]
}

/// What comparing several studies with the first of them came to.
public struct ComparisonResult: Sendable {
  /// The figures of a year's total, by study.
  public let totals: [LossMeasures]
  /// The trials that were simulated, by study.
  public let trials: [Int]
  /// One entry for each study but the first.
  public let comparisons: [Comparison]
  /// The loss of each simulated year, by study; empty for a table of years.
  public let years: [[Double]]
}
