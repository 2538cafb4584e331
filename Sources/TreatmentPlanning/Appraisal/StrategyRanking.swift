internal import Sampling

/// Named plans side by side.
public struct StrategyRanking: Sendable {
  /// One plan with its figures.
  public struct Entry: Sendable {
    /// The strategy's id, or `optimum`.
    public var id: String
    /// Its figures.
    public var report: PlanReport
    /// Averted loss − annual cost, a year, against no treatment.
    public var netBenefit: PairedDifference
    /// Averted loss over annual cost; nil without cost.
    public var benefitCostRatio: Double?
    /// The chance that its net benefit is the largest of all; exactly 0 or 1 on exact years.
    public var probabilityBest: Double
    /// Its money side; nil where no horizon was given.
    public var appraisal: StrategyAppraisal?
    /// Plans whose yearly cost and loss together are preferred to its own.
    public var dominatedBy: [Dominance]
  }

  /// A plan that is preferred whatever the chance of each year.
  public struct Dominance: Sendable {
    /// The other plan's id.
    public var id: String
    /// By everybody, or by everybody who shuns risk.
    public var order: StochasticDominance
  }

  /// In the order given.
  public let entries: [Entry]

  /// Resamples of years for the chance of being best.
  private static let resamples = 1000
  /// Blocks of years that a resample draws.
  private static let blocks = 256

  /// Compares named plans on the same years.
  ///
  /// - Parameters:
  ///   - horizon: Years over which money counts; nil for no appraisal.
  ///   - discountRate: A year.
  public init(
    _ problem: TreatmentProblem, _ plans: [(id: String, plan: Plan)], horizon: Double? = nil,
    discountRate: Double = 0
  ) {
    var evaluator = PlanEvaluator(problem)
    let none = evaluator.netYears(of: Plan(count: problem.options.count))
    let years = plans.map { evaluator.netYears(of: $0.plan) }
    let costs = plans.map { problem.annualCost(of: $0.plan) }
    let best = Self.chances(problem, costs, years)
    let dominance = Self.dominance(problem, plans.map(\.id), costs, years)
    var entries: [Entry] = []
    for (index, item) in plans.enumerated() {
      let averted = PairedDifference(none, years[index], problem.years)
      let net = PairedDifference(
        value: averted.value - costs[index], standardError: averted.standardError)
      entries.append(
        Entry(
          id: item.id, report: evaluator.report(item.plan), netBenefit: net,
          benefitCostRatio: costs[index] > 0 ? averted.value / costs[index] : nil,
          probabilityBest: best[index],
          appraisal: horizon.map {
            StrategyAppraisal(problem, item.plan, years: $0, discountRate: discountRate)
          }, dominatedBy: dominance[index]))
    }
    self.entries = entries
  }

  /// By plan the others that dominate it in yearly cost and loss; equal plans dominate not.
  private static func dominance(
    _ problem: TreatmentProblem, _ ids: [String], _ costs: [Double], _ years: [[Double]]
  ) -> [[Dominance]] {
    guard problem.hasTails, ids.count > 1 else { return ids.map { _ in [] } }
    let laws = years.indices.map { plan in
      LossLaw(
        years: years[plan].map { $0 + costs[plan] }, probabilities: problem.years.probabilities)
    }
    return laws.indices.map { plan in
      laws.indices.compactMap { other in
        guard other != plan else { return nil }
        let order = StochasticDominance.of(laws[other], over: laws[plan])
        guard order != .none, StochasticDominance.of(laws[plan], over: laws[other]) == .none
        else { return nil }
        return Dominance(id: ids[other], order: order)
      }
    }
  }

  /// Shares of resamples in which each plan is best; plans within a tie share the win.
  ///
  /// Years that are all there is need no resample.
  private static func chances(
    _ problem: TreatmentProblem, _ costs: [Double], _ years: [[Double]]
  ) -> [Double] {
    guard problem.years.hasEvents, problem.years.probabilities == nil else {
      let sample = YearSample(
        count: problem.years.yearCount, probabilities: problem.years.probabilities)
      return wins(costs.indices.map { costs[$0] + sample.mean(years[$0]) })
    }
    let sums = years.map { blockSums($0) }
    var total = [Double](repeating: 0, count: costs.count)
    for resample in 0..<resamples {
      let means = resampledMeans(sums, UInt32(resample), years: problem.years.yearCount)
      for (plan, win) in wins(costs.indices.map { costs[$0] + means[$0] }).enumerated() {
        total[plan] += win / Double(resamples)
      }
    }
    return total
  }

  private static func wins(_ totals: [Double]) -> [Double] {
    let least = totals.min() ?? 0
    let isWinner = totals.map { $0 <= least + Incumbents.margin(least) }
    let count = Double(isWinner.reduce(0) { $1 ? $0 + 1 : $0 })
    return isWinner.map { $0 ? 1 / count : 0 }
  }

  /// Years are drawn in blocks: fewer draws, and the error of a mean over independent years is the same.
  private static func blockSums(_ years: [Double]) -> [Double] {
    let count = Swift.min(blocks, years.count)
    return (0..<count).map { block in
      years[(block * years.count / count)..<((block + 1) * years.count / count)].reduce(0, +)
    }
  }

  private static func resampledMeans(
    _ sums: [[Double]], _ resample: UInt32, years: Int
  ) -> [Double] {
    let stream = RandomStream(seed: 0, purpose: "treatment/resample", record: "")
    let count = sums.first?.count ?? 0
    var means = [Double](repeating: 0, count: sums.count)
    for draw in 0..<count {
      let uniform = stream.uniforms(trial: resample, draw: UInt32(draw)).0
      let block = Swift.min(Int(uniform * Double(count)), count - 1)
      for plan in sums.indices { means[plan] += sums[plan][block] / Double(years) }
    }
    return means
  }
}
