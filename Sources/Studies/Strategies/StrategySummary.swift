internal import LossSimulation
internal import RiskModel
internal import TreatmentPlanning

/// One strategy in `summary.json`: what it costs and is worth beside the current state.
public struct StrategySummary: Codable, Sendable {
  /// Id of the strategy.
  public let strategy: String
  /// Its name.
  public let name: String
  /// Ids of its treatments.
  public let treatments: [String]
  /// Expected annualised cost, in the study's currency a year.
  public let annualCost: Double
  /// Expected one-off cost.
  public let costOnce: Double
  /// Expected yearly cost.
  public let costPerYear: Double
  /// Residual expected annual loss.
  public let expectedAnnualLoss: EstimateRecord
  /// Current less residual expected loss, on the same years.
  public let avertedLoss: EstimateRecord
  /// Current less residual shortfall at the level of `shortfall_level`.
  public let shortfallAverted: EstimateRecord?
  /// Averted loss less annual cost.
  public let netBenefit: EstimateRecord
  /// On present values.
  public let benefitCostRatio: EstimateRecord?
  /// (averted loss − annual cost) / annual cost.
  public let returnOnSecurityInvestment: EstimateRecord?
  /// Over the horizon.
  public let netPresentValue: EstimateRecord
  /// Years; nil where it never pays back.
  public let paybackYears: Double?
  /// Annual cost over shortfall averted.
  public let costPerShortfallRemoved: EstimateRecord?
  /// Residual less current expected deaths a year.
  public let fatalitiesChange: EstimateRecord?
  /// Residual less current expected injured a year.
  public let injuriesChange: EstimateRecord?
  /// Chance of the largest net benefit of all; nil where it stands alone.
  public let probabilityBest: Double?
  /// pays, loses, undecided, nothing changes, or no difference that can be seen.
  public let verdict: String

  static func all(_ results: StrategyResults) -> [StrategySummary] {
    results.strategies.map(StrategySummary.init)
  }

  init(_ appraisal: BundleAppraisal) {
    func change(_ metric: Difference.Metric) -> EstimateRecord? {
      appraisal.comparison.differences.first { $0.metric == metric }
        .map { EstimateRecord($0.difference) }
    }
    strategy = appraisal.bundle.id
    name = appraisal.bundle.name
    treatments = appraisal.bundle.treatments.map(\.id)
    annualCost = appraisal.annualCost
    costOnce = appraisal.costOnce
    costPerYear = appraisal.costPerYear
    expectedAnnualLoss = EstimateRecord(appraisal.expectedLoss)
    avertedLoss = EstimateRecord(appraisal.averted)
    shortfallAverted = appraisal.shortfallAverted.map(EstimateRecord.init)
    netBenefit = EstimateRecord(appraisal.netBenefit)
    benefitCostRatio = appraisal.benefitCostRatio.map(EstimateRecord.init)
    returnOnSecurityInvestment = appraisal.returnOnSecurity.map(EstimateRecord.init)
    netPresentValue = EstimateRecord(appraisal.netPresentValue)
    paybackYears = appraisal.payback
    costPerShortfallRemoved = appraisal.costPerShortfall.map(EstimateRecord.init)
    fatalitiesChange = change(.fatalities)
    injuriesChange = change(.injuries)
    probabilityBest = appraisal.probabilityBest
    verdict = appraisal.verdict.rawValue
  }
}

extension SummaryText {
  /// Strategies beside the current state; empty where none was asked for.
  var strategies: String {
    guard !strategyRecords.isEmpty else { return "" }
    var grid = TextGrid(.left, .right, .right, .right, .left, .left)
    grid.add("strategy", "cost/year", "averts", "net benefit", "95 % interval", "")
    for record in strategyRecords {
      let benefit = FigureText.amount(record.netBenefit)
      grid.add(
        TextWidth.cut(clean(record.strategy), to: 30), FigureText.amount(record.annualCost),
        FigureText.amount(record.avertedLoss).value, benefit.value, benefit.interval,
        record.verdict, colour: [4: ink.faint])
    }
    return heading("STRATEGIES", "against the current state, on the same years") + grid.text
  }
}
