internal import Distributions
public import RiskModel
internal import Sampling

/// Exact answers for studies whose risks are independent, in the shape of the simulation's.
///
/// ```swift
/// switch ExactStudy.answers(for: study) {
/// case .success(let answers): answers["current"]?.aggregate.expectedAnnualLoss
/// case .failure(let refusal): refusal.reasons
/// }
/// ```
public enum ExactStudy {
  /// Why a study has no exact answer here.
  public struct Refusal: Error, Hashable, Sendable {
    /// Sentences without the closing dot, each with the remedy or the place.
    public let reasons: [String]

    /// Takes the values of all fields.
    public init(reasons: [String]) { self.reasons = reasons }
  }

  /// The figures, or every reason why they have to be simulated.
  ///
  /// A study is exact where each year's loss is a sum of independent compound risks: no outages of
  /// suppliers, no downtime, no copula, no insurance, no controls that fail. Estimates are with
  /// controls, so the current level is as stated; the inherent one divides by the factors.
  /// - Parameter accuracy: largest relative move of a figure under the last halving of the grid.
  public static func answers(
    for study: Study, accuracy: Double = 1e-6
  ) -> Result<ExactAnswers, Refusal> {
    let reasons = ExactConditions(study: study).reasons
    guard reasons.isEmpty else { return .failure(Refusal(reasons: reasons)) }
    let book = ExactRegister(study: study)
    let current = level("current", of: book, isInherent: false, accuracy)
    let acts = study.controls.contains { !$0.effects.isEmpty }
    let inherent =
      acts ? level("inherent", of: book, isInherent: true, accuracy) : current.renamed("inherent")
    return .success(
      ExactAnswers(
        levels: [inherent, current], opportunities: book.opportunities,
        relativeError: Swift.max(relativeError(inherent), relativeError(current))))
  }

  /// The largest relative half-width of a tail figure.
  private static func relativeError(_ level: LevelResult) -> Double {
    let figures =
      (level.aggregate.valueAtRisk + level.aggregate.expectedShortfall).map(\.estimate)
      + level.aggregateCurve.map(\.loss)
    return figures.reduce(0) {
      $1.value > 0 ? Swift.max($0, ($1.high - $1.value) / $1.value) : $0
    }
  }

  private static func level(
    _ name: String, of book: ExactRegister, isInherent: Bool, _ accuracy: Double
  ) -> LevelResult {
    let study = book.study
    let settings = study.simulation
    let rows = book.rows(isInherent: isInherent)
    let periods = settings.returnPeriods
    let law = CompoundDistribution(
      rows.compactMap(\.loss), levels: settings.levels + periods.map { 1 - 1 / $0 },
      accuracy: accuracy)
    let total = ExactTotal(law: law, accuracy: accuracy)
    let processes = ExactRow.processes(study.processes)
    let people = ExactRow.people(rows)
    return LevelResult(
      strategy: name, aggregate: LossMeasures(of: total, levels: settings.levels),
      aggregateCurve: LevelFigures.curve(total, periods),
      occurrenceCurve: .success(LevelFigures.curve(ExactLargest(law: law), periods)),
      people: .success(people), risks: rows.map { $0.result(total: law.mean) }, suppliers: [],
      processes: processes + [ExactRow.unassigned(law.mean)], owners: ExactRow.owners(rows),
      criteria: CriteriaCheck(criteria: study.criteria).results(
        aggregate: total, people: people, processes: processes),
      probabilityBeyondCapacity: study.criteria.capacity.map(total.exceedance(of:)),
      worstTrials: [], years: YearLossTable(aggregate: [], largestEvent: []))
  }
}

/// Exact figures of a study; no trial was simulated, so all sample sizes are 0.
public struct ExactAnswers: Sendable {
  /// Inherent, then current; shortfall is not split among risks, and years are not listed.
  public let levels: [LevelResult]
  /// Gains, reported apart and never netted.
  public let opportunities: [OpportunityResult]
  /// The largest relative error of a tail figure, from the last halving of the grid.
  public let relativeError: Double

  /// Takes the values of all fields.
  public init(levels: [LevelResult], opportunities: [OpportunityResult], relativeError: Double) {
    self.levels = levels
    self.opportunities = opportunities
    self.relativeError = relativeError
  }

  /// The level with this name: `inherent` or `current`.
  public subscript(level: String) -> LevelResult? { levels.first { $0.strategy == level } }
}

/// The total of a year, read as a sample is read.
private struct ExactTotal: LossSample {
  let law: CompoundDistribution
  let accuracy: Double

  var count: Int { 0 }
  var mean: Estimate { .exact(law.mean, sampleSize: 0) }
  func valueAtRisk(level: Double) -> Estimate { estimate(law.valueAtRisk(level: level)) }
  func expectedShortfall(level: Double) -> Estimate {
    estimate(law.expectedShortfall(level: level))
  }
  func exceedance(of loss: Double) -> Estimate {
    // A loss far beyond all quantiles would make the grid coarse for them: it gets its own.
    let far = loss >= law.end
    let own =
      far
      ? CompoundDistribution(law.risks, levels: [], losses: [loss], accuracy: accuracy) : law
    return estimate(own.exceedance(of: loss))
  }
  func countAbove(_ loss: Double) -> Int { 0 }

  /// The interval is the error of the grid, not of sampling.
  private func estimate(_ figure: CompoundDistribution.Figure) -> Estimate {
    Estimate(
      value: figure.value, standardError: 0, low: figure.value - figure.error,
      high: figure.value + figure.error, method: .exact, sampleSize: 0)
  }
}

/// The largest loss of a year, read as a sample is read.
private struct ExactLargest: LossSample {
  let law: CompoundDistribution

  var count: Int { 0 }
  var mean: Estimate { .exact(.nan, sampleSize: 0) }
  func valueAtRisk(level: Double) -> Estimate {
    .exact(law.occurrenceQuantile(level: level), sampleSize: 0)
  }
  func expectedShortfall(level: Double) -> Estimate { .exact(.nan, sampleSize: 0) }
  func exceedance(of loss: Double) -> Estimate {
    .exact(law.occurrenceExceedance(of: loss), sampleSize: 0)
  }
  func countAbove(_ loss: Double) -> Int { 0 }
}
