public import Sampling

/// One figure of how a study's losses answer to an input, a control or a risk.
public struct SensitivityFigure: Hashable, Sendable {
  /// Of what the figure is.
  public enum Measure: Hashable, Sendable {
    /// The loss of a year.
    case aggregateLoss
    /// Its mean.
    case expectedAnnualLoss
    /// The mean of its worst years, beyond a probability.
    case expectedShortfall(level: Double)
  }

  /// What the figure says; the raw value is the word in the results.
  public enum Index: String, Hashable, Sendable, CaseIterable {
    /// Rank correlation of the input with the loss of the year, in [−1, 1].
    case spearman
    /// The measure with the input at its 10 % quantile.
    case tornadoLow = "tornado_low"
    /// The measure with the input at its 90 % quantile.
    case tornadoHigh = "tornado_high"
    /// Upper less lower end, on the same years.
    case tornadoSwing = "tornado_swing"
    /// Share of Var E[L | inputs] that knowing the input alone takes off; for a source, the sum.
    case sobolFirst = "sobol_first"
    /// Share that is left when all other inputs are known.
    case sobolTotal = "sobol_total"
    /// Var E[L | inputs], in the currency squared: what not knowing the inputs does to the mean.
    case variance
    /// Shapley value of the risk's loss in the variance of the year's loss, as a share.
    case shapley
    /// The measure as it is less the measure with the source's inputs held at their means.
    case notKnowing = "not_knowing"
    /// The measure without the control less the measure as it is.
    case takenAway = "taken_away"
    /// The measure as it is less the measure were the control never out.
    case addedByOutages = "added_by_outages"
    /// Mean, over the worst years, of the loss that a control's outages let through.
    case outagesInTail = "outages_in_tail"

    /// Whether the figure is a share or a correlation and not an amount.
    public var isShare: Bool {
      switch self {
      case .spearman, .sobolFirst, .sobolTotal, .shapley: true
      default: false
      }
    }
  }

  /// The path of the field, `risks/phishing/events`; or `sources/…`, `controls/<id>`, `risks/<id>`
  /// or `all`.
  public let input: String
  /// Of what the figure is.
  public let measure: Measure
  /// What the figure says.
  public let index: Index
  /// Value and 95 % interval.
  public let estimate: Estimate

  /// Takes the values of all fields.
  public init(input: String, measure: Measure, index: Index, estimate: Estimate) {
    self.input = input
    self.measure = measure
    self.index = index
    self.estimate = estimate
  }
}

/// All sensitivity figures of a study at its current level.
public struct SensitivityResult: Sendable {
  /// Inputs first, those that move the expected loss most in front; then sources, controls, risks.
  public let figures: [SensitivityFigure]
  /// Uncertain inputs of the study.
  public let inputs: Int
  /// Simulated years behind each bar of the tornado and behind each set of a Sobol' index.
  public let trials: Int
  /// Simulated years in all.
  public let years: Int
  /// The probability of the shortfall that figures are of.
  public let level: Double
  /// Sentences that a reader of the figures must know.
  public let notes: [String]

  /// Takes the values of all fields.
  public init(
    figures: [SensitivityFigure], inputs: Int, trials: Int, years: Int, level: Double,
    notes: [String]
  ) {
    self.figures = figures
    self.inputs = inputs
    self.trials = trials
    self.years = years
    self.level = level
    self.notes = notes
  }

  /// The estimate of an input for a measure and an index.
  public subscript(
    input: String, measure: SensitivityFigure.Measure, index: SensitivityFigure.Index
  ) -> Estimate? {
    figures.first { $0.input == input && $0.measure == measure && $0.index == index }?.estimate
  }
}

/// How a sensitivity analysis is asked for.
public struct SensitivityOptions: Sendable {
  /// Simulated years for each bar of the tornado and each set of a Sobol' index; a multiple of 16.
  public var trials: Int
  /// Workers; results do not depend on it.
  public var threads: Int
  /// Inputs with bars and indices: those whose rank correlation is largest.
  public var mostInputs: Int

  /// Years where nothing else is asked.
  public static let defaultTrials = 16_000

  /// Takes the values of all fields.
  public init(trials: Int = Self.defaultTrials, threads: Int = 1, mostInputs: Int = 20) {
    self.trials = trials
    self.threads = threads
    self.mostInputs = mostInputs
  }
}
