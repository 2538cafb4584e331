internal import LossSimulation
internal import Sampling

/// The section `sensitivity` of `summary.json`: what the losses of the current level answer to.
public struct SensitivitySummary: Codable, Sendable {
  /// The probability of the shortfall that figures are of.
  public let level: Double
  /// Simulated years behind each bar and each set of an index.
  public let trials: Int
  /// Simulated years in all.
  public let years: Int
  /// Uncertain inputs of the study, those without bars too.
  public let uncertainInputs: Int
  /// Inputs with bars, those that move the expected loss most in front.
  public let inputs: [Input]
  /// Who or what the estimates come from.
  public let sources: [Source]
  /// What controls take away and what their outages add.
  public let controls: [ControlEntry]
  /// Shares in the variance of the year's loss.
  public let risks: [RiskEntry]
  /// Sentences that a reader must know.
  public let notes: [String]

  /// One uncertain input.
  public struct Input: Codable, Sendable {
    /// The path of the field.
    public let input: String
    /// Rank correlation with the year's loss.
    public let spearman: EstimateRecord?
    /// The expected annual loss with the input at its ends.
    public let expectedAnnualLoss: Bar?
    /// The shortfall with the input at its ends.
    public let expectedShortfall: Bar?
    /// First-order Sobol' index of the expected annual loss.
    public let sobolFirst: EstimateRecord?
    /// Total Sobol' index of the expected annual loss.
    public let sobolTotal: EstimateRecord?
  }

  /// A figure with an input at its 10 % and 90 % quantile.
  public struct Bar: Codable, Sendable {
    /// At 10 %.
    public let low: EstimateRecord
    /// At 90 %.
    public let high: EstimateRecord
    /// The difference, on the same years.
    public let swing: EstimateRecord
  }

  /// One source of estimates.
  public struct Source: Codable, Sendable {
    /// The author, else the basis, else the part of the study.
    public let source: String
    /// Sum of the first-order indices of its inputs.
    public let sobolFirst: EstimateRecord?
    /// What not knowing its inputs adds to the expected annual loss.
    public let expectedAnnualLoss: EstimateRecord?
    /// What not knowing its inputs adds to the shortfall.
    public let expectedShortfall: EstimateRecord?
  }

  /// One control.
  public struct ControlEntry: Codable, Sendable {
    /// The control's id.
    public let control: String
    /// What it takes off the expected annual loss.
    public let expectedAnnualLossTakenAway: EstimateRecord?
    /// What it takes off the shortfall.
    public let expectedShortfallTakenAway: EstimateRecord?
    /// What its outages add to the expected annual loss.
    public let expectedAnnualLossAddedByOutages: EstimateRecord?
    /// What its outages add to the shortfall.
    public let expectedShortfallAddedByOutages: EstimateRecord?
    /// Of the worst years' loss, the part that its outages let through.
    public let outagesInTail: EstimateRecord?
  }

  /// One risk.
  public struct RiskEntry: Codable, Sendable {
    /// The risk's id.
    public let risk: String
    /// Its share in the variance of the year's loss.
    public let shapley: EstimateRecord
  }
}

extension SensitivitySummary {
  init(_ result: SensitivityResult) {
    level = result.level
    trials = result.trials
    years = result.years
    uncertainInputs = result.inputs
    notes = result.notes
    let figures = FigureLookup(result)
    inputs = figures.names { $0.index == .tornadoSwing }.map { Input($0, figures) }
    sources = figures.names { $0.index == .notKnowing }.map { Source($0, figures) }
    controls = figures.names { $0.index == .takenAway || $0.index == .addedByOutages }
      .map { ControlEntry($0, figures) }
    risks = result.figures.filter { $0.index == .shapley }.map {
      RiskEntry(
        risk: FigureLookup.afterSlash($0.input), shapley: EstimateRecord($0.estimate))
    }
  }
}

/// The figures of a result by input, measure and index.
private struct FigureLookup {
  private struct Key: Hashable {
    let input: String
    let measure: SensitivityFigure.Measure
    let index: SensitivityFigure.Index
  }

  private let result: SensitivityResult
  private let records: [Key: EstimateRecord]

  init(_ result: SensitivityResult) {
    self.result = result
    records = Dictionary(
      result.figures.map {
        (
          Key(input: $0.input, measure: $0.measure, index: $0.index),
          EstimateRecord($0.estimate)
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  var shortfall: SensitivityFigure.Measure { .expectedShortfall(level: result.level) }

  /// The inputs with a figure of a kind, each once, in the result's order.
  func names(_ isMeant: (SensitivityFigure) -> Bool) -> [String] {
    var seen: Set<String> = []
    return result.figures.filter { isMeant($0) && seen.insert($0.input).inserted }.map(\.input)
  }

  func record(
    _ input: String, _ measure: SensitivityFigure.Measure, _ index: SensitivityFigure.Index
  ) -> EstimateRecord? {
    records[Key(input: input, measure: measure, index: index)]
  }

  func bar(_ input: String, _ measure: SensitivityFigure.Measure) -> SensitivitySummary.Bar? {
    guard let low = record(input, measure, .tornadoLow),
      let high = record(input, measure, .tornadoHigh),
      let swing = record(input, measure, .tornadoSwing)
    else { return nil }
    return SensitivitySummary.Bar(low: low, high: high, swing: swing)
  }

  /// `guards` of `controls/guards`.
  static func afterSlash(_ input: String) -> String {
    input.split(separator: "/", maxSplits: 1).last.map(String.init) ?? input
  }
}

extension SensitivitySummary.Input {
  fileprivate init(_ name: String, _ figures: FigureLookup) {
    input = name
    spearman = figures.record(name, .aggregateLoss, .spearman)
    expectedAnnualLoss = figures.bar(name, .expectedAnnualLoss)
    expectedShortfall = figures.bar(name, figures.shortfall)
    sobolFirst = figures.record(name, .expectedAnnualLoss, .sobolFirst)
    sobolTotal = figures.record(name, .expectedAnnualLoss, .sobolTotal)
  }
}

extension SensitivitySummary.Source {
  fileprivate init(_ name: String, _ figures: FigureLookup) {
    source = FigureLookup.afterSlash(name)
    sobolFirst = figures.record(name, .expectedAnnualLoss, .sobolFirst)
    expectedAnnualLoss = figures.record(name, .expectedAnnualLoss, .notKnowing)
    expectedShortfall = figures.record(name, figures.shortfall, .notKnowing)
  }
}

extension SensitivitySummary.ControlEntry {
  fileprivate init(_ name: String, _ figures: FigureLookup) {
    control = FigureLookup.afterSlash(name)
    expectedAnnualLossTakenAway = figures.record(name, .expectedAnnualLoss, .takenAway)
    expectedShortfallTakenAway = figures.record(name, figures.shortfall, .takenAway)
    expectedAnnualLossAddedByOutages = figures.record(name, .expectedAnnualLoss, .addedByOutages)
    expectedShortfallAddedByOutages = figures.record(name, figures.shortfall, .addedByOutages)
    outagesInTail = figures.record(name, figures.shortfall, .outagesInTail)
  }
}
