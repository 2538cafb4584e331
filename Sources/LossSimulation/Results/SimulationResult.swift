public import Sampling

/// All figures of one run.
public struct SimulationResult: Sendable {
  /// One entry a level, in the order inherent, current, and a strategy where one was asked for.
  public let levels: [LevelResult]
  /// Gains, reported apart and never netted.
  public let opportunities: [OpportunityResult]
  /// What happened on the way that a reader must know.
  public let diagnostics: RunDiagnostics
  /// Rare losses at the current level; nil where none were asked for or the run was stopped.
  public let rareTail: RareTail?

  /// Takes the values of all fields.
  public init(
    levels: [LevelResult], opportunities: [OpportunityResult], diagnostics: RunDiagnostics,
    rareTail: RareTail? = nil
  ) {
    self.levels = levels
    self.opportunities = opportunities
    self.diagnostics = diagnostics
    self.rareTail = rareTail
  }

  /// The level with this name: `inherent`, `current` or a strategy's id.
  public subscript(strategy: String) -> LevelResult? { levels.first { $0.strategy == strategy } }
}

/// The figures of one level: no control acts, controls act, or controls and treatments act.
public struct LevelResult: Sendable {
  /// `inherent`, `current` or a strategy's id.
  public let strategy: String
  /// The year's total, net of insurance.
  public let aggregate: LossMeasures
  /// AEP: losses of a year by return period.
  public let aggregateCurve: [CurvePoint]
  /// OEP: largest event of a year by return period; nil with a reason where events are unknown.
  public let occurrenceCurve: Result<[CurvePoint], MissingFigure>
  /// Harm to people; nil with a reason where it is unknown.
  public let people: Result<PeopleMeasures, MissingFigure>
  /// One row a risk, in the study's order, then `network` where unclaimed suppliers make one.
  public let risks: [RiskResult]
  /// One row a supplier, by id.
  public let suppliers: [SupplierResult]
  /// One row a process, by id, then `unassigned`.
  public let processes: [ProcessResult]
  /// One row an owner, by id.
  public let owners: [OwnerResult]
  /// The study's criteria with their verdicts.
  public let criteria: [CriterionResult]
  /// P(loss of a year > the study's capacity); nil where the study states none.
  public let probabilityBeyondCapacity: Estimate?
  /// The worst years with their events, worst first; empty where events are unknown.
  public let worstTrials: [TrialReport]
  /// 5–95 % bands of figures over outer draws of the uncertain inputs; empty unless nested.
  public let bands: [Band]
  /// The simulated years, for `years.csv` and comparisons.
  public let years: YearLossTable

  /// Takes the values of all fields.
  public init(
    strategy: String, aggregate: LossMeasures, aggregateCurve: [CurvePoint],
    occurrenceCurve: Result<[CurvePoint], MissingFigure>,
    people: Result<PeopleMeasures, MissingFigure>, risks: [RiskResult],
    suppliers: [SupplierResult], processes: [ProcessResult], owners: [OwnerResult],
    criteria: [CriterionResult], probabilityBeyondCapacity: Estimate?,
    worstTrials: [TrialReport], bands: [Band] = [], years: YearLossTable
  ) {
    self.strategy = strategy
    self.aggregate = aggregate
    self.aggregateCurve = aggregateCurve
    self.occurrenceCurve = occurrenceCurve
    self.people = people
    self.risks = risks
    self.suppliers = suppliers
    self.processes = processes
    self.owners = owners
    self.criteria = criteria
    self.probabilityBeyondCapacity = probabilityBeyondCapacity
    self.worstTrials = worstTrials
    self.bands = bands
    self.years = years
  }
}

/// Why a figure that a reader expects is not there.
public struct MissingFigure: Error, Hashable, Sendable {
  /// A sentence without the closing dot.
  public let reason: String

  /// Takes the values of all fields.
  public init(reason: String) { self.reason = reason }
}

/// An estimate at a probability level.
public struct LevelEstimate: Hashable, Sendable {
  /// In (0, 1).
  public let level: Double
  /// The figure.
  public let estimate: Estimate

  /// Takes the values of all fields.
  public init(level: Double, estimate: Estimate) {
    self.level = level
    self.estimate = estimate
  }
}

/// Measures of a yearly loss, in the study's currency.
public struct LossMeasures: Sendable {
  /// The mean loss of a year, in the study's currency.
  public let expectedAnnualLoss: Estimate
  /// At each of the study's levels, ascending.
  public let valueAtRisk: [LevelEstimate]
  /// At each of the study's levels, ascending.
  public let expectedShortfall: [LevelEstimate]
  /// P(L > 0).
  public let probabilityOfLoss: Estimate

  /// Takes the values of all fields.
  public init(
    expectedAnnualLoss: Estimate, valueAtRisk: [LevelEstimate],
    expectedShortfall: [LevelEstimate], probabilityOfLoss: Estimate
  ) {
    self.expectedAnnualLoss = expectedAnnualLoss
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
    self.probabilityOfLoss = probabilityOfLoss
  }
}

/// One point of an exceedance curve.
public struct CurvePoint: Hashable, Sendable {
  /// In years; its probability is the reciprocal.
  public let returnPeriod: Double
  /// The loss that is exceeded with that probability.
  public let loss: Estimate
  /// Simulated years beyond the point; below 50 a display says that more trials are needed.
  ///
  /// Says nothing where the loss is exact.
  public let trialsBeyond: Int

  /// Fewest simulated years beyond a point that a display shows.
  public static let leastTrialsShown = 50

  /// Takes the values of all fields.
  public init(returnPeriod: Double, loss: Estimate, trialsBeyond: Int) {
    self.returnPeriod = returnPeriod
    self.loss = loss
    self.trialsBeyond = trialsBeyond
  }
}

/// The 5–95 % band of a figure over outer draws of uncertain inputs, beside the pooled figure.
public struct Band: Hashable, Sendable {
  /// As in `metrics.csv`: `expected_annual_loss`, `value_at_risk`, `expected_shortfall`.
  public let metric: String
  /// The probability of a tail figure.
  public let level: Double?
  /// Lower end, in the figure's unit.
  public let low: Double
  /// Upper end, in the figure's unit.
  public let high: Double

  /// Takes the values of all fields.
  public init(metric: String, level: Double?, low: Double, high: Double) {
    self.metric = metric
    self.level = level
    self.low = low
    self.high = high
  }

  /// Nil where there are too few outer draws for a band.
  init?(_ metric: String, _ level: Double?, _ ends: (low: Double, high: Double)?) {
    guard let ends else { return nil }
    self.init(metric: metric, level: level, low: ends.low, high: ends.high)
  }
}

/// Expected persons harmed in a year.
public struct PeopleMeasures: Hashable, Sendable {
  /// Persons injured.
  public let injuries: Estimate
  /// Persons killed.
  public let fatalities: Estimate

  /// Takes the values of all fields.
  public init(injuries: Estimate, fatalities: Estimate) {
    self.injuries = injuries
    self.fatalities = fatalities
  }
}
