/// How a study is simulated.
public struct SimulationSettings: Sendable {
  /// Simulated years.
  public var trials: Int
  /// Start of all random streams.
  public var seed: UInt64
  /// Where the trials come from.
  public var method: SimulationMethod
  /// Losses from another model, for `method: table` and `method: events`.
  public var table: ExternalTable?
  /// Probabilities for value at risk and shortfall, ascending, each in (0, 1).
  public var levels: [Double]
  /// Years, ascending, each > 1.
  public var returnPeriods: [Double]
  /// What happens to inputs that are uncertain rather than random.
  public var parameterUncertainty: ParameterUncertainty
  /// Outer draws of `nested`; inner years = trials / outerDraws.
  public var outerDraws: Int
  /// Dependence of annual counts beyond what the network explains.
  public var dependence: Dependence?
  /// When a run may end before `trials`.
  public var stopWhen: StoppingRule?
  /// Figures of losses too rare for plain years; nil where none are asked for.
  public var rareTail: RareTailSettings?

  /// Defaults of `STUDY.md` section 4.
  public static let defaultLevels = [0.5, 0.8, 0.9, 0.95, 0.99, 0.995]
  /// Defaults of `STUDY.md` section 4, in years.
  public static let defaultReturnPeriods: [Double] = [2, 5, 10, 20, 50, 100, 200, 250, 500, 1000]

  /// The most trials that a study can have, 2³²: a trial's number is 32 bits of the counter that
  /// addresses its random numbers (Philox4x32, `MODELS.md` section 1).
  public static let mostTrials = 1 << 32

  /// Makes the value from its parts.
  public init(
    trials: Int = 100_000, seed: UInt64 = 1, method: SimulationMethod = .monteCarlo,
    table: ExternalTable? = nil, levels: [Double] = Self.defaultLevels,
    returnPeriods: [Double] = Self.defaultReturnPeriods,
    parameterUncertainty: ParameterUncertainty = .pooled, outerDraws: Int = 200,
    dependence: Dependence? = nil, stopWhen: StoppingRule? = nil,
    rareTail: RareTailSettings? = nil
  ) {
    self.trials = trials
    self.seed = seed
    self.method = method
    self.table = table
    self.levels = levels
    self.returnPeriods = returnPeriods
    self.parameterUncertainty = parameterUncertainty
    self.outerDraws = outerDraws
    self.dependence = dependence
    self.stopWhen = stopWhen
    self.rareTail = rareTail
  }
}

/// What is asked of losses too rare for plain years (`MODELS.md` section 4).
public struct RareTailSettings: Hashable, Sendable {
  /// Probabilities for value at risk and shortfall, ascending, each in (0, 1).
  public var levels: [Double]
  /// Return periods of the curves, ascending, each above 1 year.
  public var returnPeriods: [Double]
  /// Losses of a year whose chance of being exceeded is asked for, ascending.
  public var losses: [Double]
  /// Simulated years, which do not depend on the run's trials.
  public var trials: Int

  /// Takes the values of all fields.
  public init(
    levels: [Double] = [0.999, 0.9999],
    returnPeriods: [Double] = [1_000, 2_000, 5_000, 10_000], losses: [Double] = [],
    trials: Int = 50_000
  ) {
    self.levels = levels
    self.returnPeriods = returnPeriods
    self.losses = losses
    self.trials = trials
  }

  /// The chance of exceeding the value at risk of a level: the 1/1000 of 0.999, not 1 − 0.999,
  /// where a short decimal is meant.
  public static func probability(of level: Double) -> Double {
    let periods = (1 / (1 - level)).rounded()
    return abs((1 - 1 / periods) - level) < 1e-15 ? 1 / periods : 1 - level
  }

  /// The probabilities of all levels and return periods, each once, ascending.
  public var probabilities: [Double] {
    Set(levels.map(Self.probability) + returnPeriods.map { 1 / $0 }).sorted()
  }
}

/// Where the trials come from; the raw value is the word in the file.
public enum SimulationMethod: String, Sendable, CaseIterable {
  case monteCarlo = "monte_carlo"
  case latinHypercube = "latin_hypercube"
  case sobol
  case antithetic
  case table
  case events
}

/// What happens to quantities that are uncertain rather than random; the raw value is the word in the file.
public enum ParameterUncertainty: String, Sendable, CaseIterable {
  case pooled, off, nested
}

/// Stops a run when figures are known well enough and verdicts are decided, all of those named.
public struct StoppingRule: Hashable, Sendable {
  /// Names of metrics, with the level appended for tail figures: `expected_shortfall_95`.
  public var metrics: [String]
  /// Half-width of the 95 % interval over the value; nil where no metric is named.
  public var relativeError: Double?
  /// Names of tolerance criteria whose verdict is to be decided: `tolerance/500000`.
  public var criteria: [String]

  /// Makes the value from its parts.
  public init(metrics: [String] = [], relativeError: Double? = nil, criteria: [String] = []) {
    self.metrics = metrics
    self.relativeError = relativeError
    self.criteria = criteria
  }
}

/// A copula on annual counts.
public struct Dependence: Sendable {
  /// The copula.
  public enum Family: Hashable, Sendable {
    case gaussian
    /// Student t with ν > 2 degrees of freedom.
    case t(degreesOfFreedom: Double)
  }

  /// One correlation between all pairs of the members.
  public struct Group: Sendable {
    /// Ids of the risks.
    public var members: [String]
    /// Latent correlation, in (−1, 1).
    public var correlation: Double

    /// Makes the value from its parts.
    public init(members: [String], correlation: Double) {
      self.members = members
      self.correlation = correlation
    }
  }

  /// One correlation between two risks; overrides a group.
  public struct Pair: Sendable {
    /// Id of one risk.
    public var first: String
    /// Id of the other risk.
    public var second: String
    /// Latent correlation, in (−1, 1).
    public var correlation: Double

    /// Makes the value from its parts.
    public init(first: String, second: String, correlation: Double) {
      self.first = first
      self.second = second
      self.correlation = correlation
    }
  }

  /// The copula.
  public var family: Family
  /// Groups with one correlation each; no pair is in two of them.
  public var groups: [Group]
  /// Single correlations.
  public var pairs: [Pair]
  /// Whether an indefinite matrix is replaced by the nearest correlation matrix (Higham 2002).
  public var repair: Bool

  /// Makes the value from its parts.
  public init(
    family: Family = .gaussian, groups: [Group] = [], pairs: [Pair] = [], repair: Bool = false
  ) {
    self.family = family
    self.groups = groups
    self.pairs = pairs
    self.repair = repair
  }
}

/// Losses that another model has computed.
public enum ExternalTable: Sendable {
  /// A year loss table: one row a year with its probability, one column a risk.
  case years(probabilities: [Double], losses: [String: [Double]])
  /// A year event table: one entry an event; trials count from 0.
  case events(trial: [Int], risk: [String], loss: [Double], mark: [Double]?)
}
