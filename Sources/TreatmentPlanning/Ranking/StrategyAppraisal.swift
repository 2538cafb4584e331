internal import RealModule

/// The money side of a plan over the horizon (`MODELS.md` section 6, Appraisal).
///
/// `once` falls at t = 0 and again each life inside the horizon; the rest at year ends 1…H. The
/// benefit of a year is what the treatments in force avert, each for the part of the year in which
/// it works. Exact for treatments that start at once.
public struct StrategyAppraisal: Sendable {
  /// Averted losses less costs at t = 0.
  public let netPresentValue: Double
  /// On present values; nil without cost.
  public let benefitCostRatio: Double?
  /// (averted − cost) / cost on annual figures; nil without cost.
  public let returnOnSecurity: Double?
  /// Years until the one-off cost has paid for itself; nil where it never does.
  public let payback: Double?

  /// Appraises a plan.
  ///
  /// - Parameters:
  ///   - years: The horizon; parts of a year are rounded up.
  ///   - discountRate: A year, at least 0.
  public init(_ problem: TreatmentProblem, _ plan: Plan, years: Double, discountRate: Double) {
    var means = PlanMeans(problem)
    let options = plan.positions.map { problem.options[$0] }
    let horizon = Swift.max(1, Int((years - 1e-9).rounded(.up)))
    let before = means.mean(of: Plan(count: plan.isChosen.count))
    let averted = before - means.mean(of: plan)
    var benefit = 0.0
    for year in 1...horizon {
      let lost = Self.loss(in: year, problem, plan, &means)
      benefit += (before - lost) * Double.pow(1 + discountRate, -Double(year))
    }
    let cost = options.reduce(0) { sum, option in
      sum
        + Investment(
          once: option.costOnce, perYear: option.costPerYear, benefitPerYear: 0, years: horizon,
          discountRate: discountRate, lifeYears: option.lifeYears
        ).presentCost
    }
    netPresentValue = benefit - cost
    benefitCostRatio = cost > 0 ? benefit / cost : nil
    returnOnSecurity = Investment.returnOnSecurity(
      benefit: averted, cost: problem.annualCost(of: plan))
    payback =
      Investment(
        once: options.reduce(0) { $0 + $1.costOnce },
        perYear: options.reduce(0) { $0 + $1.costPerYear }, benefitPerYear: averted,
        years: horizon, discountRate: discountRate
      ).simplePayback
  }

  /// The expected loss of a year, from 1, in which treatments come into force one by one.
  private static func loss(
    in year: Int, _ problem: TreatmentProblem, _ plan: Plan, _ means: inout PlanMeans
  ) -> Double {
    let (from, to) = (Double(year - 1) * 365, Double(year) * 365)
    let days = plan.positions.map { problem.options[$0].readyInDays }
    let moments = [from] + Set(days.filter { $0 > from && $0 < to }).sorted() + [to]
    return zip(moments, moments.dropFirst()).reduce(0) { sum, stretch in
      let working = plan.positions.filter { problem.options[$0].readyInDays <= stretch.0 }
      let loss = means.mean(of: Plan(count: plan.isChosen.count, choosing: working))
      return sum + loss * (stretch.1 - stretch.0) / 365
    }
  }
}
