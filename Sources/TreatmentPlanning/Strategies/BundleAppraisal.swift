public import LossSimulation
public import Sampling

/// What a bundle of treatments costs, averts and is worth, with paired intervals (`MODELS.md`
/// section 6, Appraisal).
///
/// Annual figures are of a year in which all of it is in force; what is not ready yet weighs in the
/// present values alone, each stage by the time for which it is the one in force.
public struct BundleAppraisal: Sendable {
  /// What was appraised.
  public let bundle: TreatmentBundle
  /// Σ expected one-off cost.
  public let costOnce: Double
  /// Σ expected yearly cost.
  public let costPerYear: Double
  /// Annualised.
  public let annualCost: Double
  /// Differences residual − current of everything.
  public let comparison: Comparison
  /// The level of the shortfalls.
  public let shortfallLevel: Double
  /// Expected annual loss, residual.
  public let expectedLoss: Estimate
  /// Residual, at `shortfallLevel`; nil where the study does not ask for that level.
  public let expectedShortfall: Estimate?
  /// Current − residual expected annual loss.
  public let averted: Estimate
  /// Current − residual shortfall.
  public let shortfallAverted: Estimate?
  /// Averted loss − annual cost.
  public let netBenefit: Estimate
  /// (averted loss − annual cost) / annual cost; nil without cost.
  public let returnOnSecurity: Estimate?
  /// Benefits over costs, both at t = 0; nil without cost.
  public let benefitCostRatio: Estimate?
  /// Benefits less costs at t = 0 over the horizon.
  public let netPresentValue: Estimate
  /// Years until averted losses less yearly costs cover what was spent once; nil where they never do.
  public let payback: Double?
  /// Annual cost over shortfall averted; nil where none is averted for sure.
  public let costPerShortfall: Estimate?
  /// The chance of the largest net benefit of all that were compared; nil where it stands alone.
  public let probabilityBest: Double?

  /// What the figures say.
  public enum Verdict: String, Sendable {
    /// No year differs, and nothing is spent.
    case nothing = "nothing changes"
    /// The interval of the loss averted, and that of the shortfall averted, hold 0.
    case unseen = "no difference that can be seen"
    /// The whole interval of the net benefit is above 0.
    case pays
    /// The whole interval of the net benefit is below 0.
    case loses
    /// The interval of the net benefit holds 0.
    case undecided
  }

  /// What the figures say.
  public let verdict: Verdict

  init(
    _ bundle: TreatmentBundle, _ comparison: Comparison,
    stages: [(day: Double, comparison: Comparison)], question: PlanningQuestion,
    shortfallLevel: Double, probabilityBest: Double?
  ) {
    self.bundle = bundle
    self.comparison = comparison
    self.shortfallLevel = shortfallLevel
    self.probabilityBest = probabilityBest
    costOnce = bundle.costOnce
    costPerYear = bundle.costPerYear
    let cost = bundle.annualCost(question)
    annualCost = cost
    let loss = comparison.total(.expectedAnnualLoss)
    let shortfall = comparison.total(.expectedShortfall, level: shortfallLevel)
    expectedLoss = loss?.second ?? .exact(.nan, sampleSize: 0)
    expectedShortfall = shortfall?.second
    let averted = comparison.averted
    self.averted = averted
    let shortfallAverted = shortfall?.difference.scaled(by: -1)
    self.shortfallAverted = shortfallAverted
    netBenefit = averted.scaled(by: 1, offset: -cost)
    returnOnSecurity = cost > 0 ? averted.scaled(by: 1 / cost, offset: -1) : nil
    let benefit = Self.presentBenefit(stages, question)
    let spent = bundle.presentCost(question)
    netPresentValue = benefit.scaled(by: 1, offset: -spent)
    benefitCostRatio = spent > 0 ? benefit.scaled(by: 1 / spent) : nil
    payback = Self.payback(bundle, averted: averted.value)
    costPerShortfall = shortfallAverted.flatMap { Self.ratio(cost, over: $0) }
    verdict = Self.verdict(
      loss: loss, shortfall: shortfall, netBenefit: netBenefit, cost: cost)
  }

  /// Σ over stages of averted loss × the present worth of a year's benefit while it is in force.
  ///
  /// The stages share their years, so the sum of their errors bounds that of the sum.
  private static func presentBenefit(
    _ stages: [(day: Double, comparison: Comparison)], _ question: PlanningQuestion
  ) -> Estimate {
    let end = 365 * Double(question.years)
    var (value, error, size) = (0.0, 0.0, 0)
    for (index, stage) in stages.enumerated() {
      let next = index + 1 < stages.count ? stages[index + 1].day : end
      let worth = question.presentWorth(from: stage.day, to: Swift.min(next, end))
      let averted = stage.comparison.averted
      value += worth * averted.value
      error += worth * averted.standardError
      size = averted.sampleSize
    }
    return .normal(value, standardError: error, method: .mean, sampleSize: size)
  }

  private static func payback(_ bundle: TreatmentBundle, averted: Double) -> Double? {
    let net = averted - bundle.costPerYear
    return net > 0 ? bundle.costOnce / net : nil
  }

  /// A cost over an estimate, by the ends of its interval; nil where that holds 0.
  private static func ratio(_ cost: Double, over part: Estimate) -> Estimate? {
    guard part.low > 0 else { return nil }
    return Estimate(
      value: cost / part.value,
      standardError: cost * part.standardError / (part.value * part.value),
      low: cost / part.high, high: cost / part.low, method: part.method,
      sampleSize: part.sampleSize, caveat: part.caveat)
  }

  private static func verdict(
    loss: Difference?, shortfall: Difference?, netBenefit: Estimate, cost: Double
  ) -> Verdict {
    if loss?.verdict == .same, cost == 0 { return .nothing }
    let blind: [Difference.Verdict?] = [.unseen, .same]
    if blind.contains(loss?.verdict), shortfall == nil || blind.contains(shortfall?.verdict) {
      return .unseen
    }
    if netBenefit.low > 0 { return .pays }
    return netBenefit.high < 0 ? .loses : .undecided
  }
}

extension Comparison {
  /// A figure of the year's total.
  func total(_ metric: Difference.Metric, level: Double? = nil) -> Difference? {
    differences.first { $0.metric == metric && $0.scope == "all" && $0.level == level }
  }

  /// The first study's expected annual loss less the second's.
  var averted: Estimate {
    total(.expectedAnnualLoss)?.difference.scaled(by: -1) ?? .exact(0, sampleSize: 0)
  }
}
