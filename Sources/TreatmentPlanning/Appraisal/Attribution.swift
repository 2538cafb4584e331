/// What each treatment averts: alone, beside the chosen ones, and its fair share.
public struct Attribution: Sendable {
  /// The value of one treatment, in expected loss averted a year.
  public struct Entry: Sendable {
    /// The option's position.
    public var option: Int
    /// Against no treatment at all.
    public var alone: PairedDifference
    /// Against the plan without it; for an option outside the plan, what adding it would avert.
    public var inSet: PairedDifference
    /// The Shapley value within the plan; nil outside it and for plans above `mostForShapley`.
    public var shapley: Double?
  }

  /// One entry an option.
  public let entries: [Entry]
  /// Shapley values need 2ⁿ means.
  public static let mostForShapley = 12

  /// Computes the values beside a plan.
  public init(_ problem: TreatmentProblem, beside plan: Plan) {
    var means = PlanMeans(problem)
    // Where every mean is a simulation of its own, 2ⁿ of them are too many.
    let shapley = problem.isPlanByPlan ? [:] : Self.shapley(&means, plan)
    let none = Plan(count: problem.options.count)
    entries = problem.options.indices.map { option in
      var alone = none
      alone[option] = true
      var other = plan
      other[option].toggle()
      let (before, after) = plan[option] ? (other, plan) : (plan, other)
      return Entry(
        option: option, alone: means.difference(none, alone),
        inSet: means.difference(before, after), shapley: shapley[option])
    }
  }

  /// φ_i = Σ over sets S without i of |S|! (n−|S|−1)! / n! × (loss(S) − loss(S ∪ i)) (Shapley 1953).
  private static func shapley(_ means: inout PlanMeans, _ plan: Plan) -> [Int: Double] {
    let members = plan.positions
    guard !members.isEmpty, members.count <= mostForShapley else { return [:] }
    let n = members.count
    let losses = (0..<(1 << n)).map { mask in
      let part = members.indices.filter { mask >> $0 & 1 == 1 }.map { members[$0] }
      return means.mean(of: Plan(count: plan.isChosen.count, choosing: part))
    }
    // weight(s) = s! (n−s−1)! / n!, built up to stay in range.
    var weights = [1 / Double(n)]
    for s in 1..<Swift.max(n, 1) { weights.append(weights[s - 1] * Double(s) / Double(n - s)) }
    var values: [Int: Double] = [:]
    for (index, member) in members.enumerated() {
      var sum = 0.0
      for mask in losses.indices where mask >> index & 1 == 0 {
        sum += weights[mask.nonzeroBitCount] * (losses[mask] - losses[mask | 1 << index])
      }
      values[member] = sum
    }
    return values
  }
}

/// The mean difference of two plans on the same years.
public struct PairedDifference: Sendable {
  /// Mean of first − second, in the study's currency a year.
  public let value: Double
  /// Of the value; 0 where the years are all there is, as in a year loss table.
  public let standardError: Double
  /// Lower end of the 95 % interval.
  public var low: Double { value - 1.959963984540054 * standardError }
  /// Upper end of the 95 % interval.
  public var high: Double { value + 1.959963984540054 * standardError }

  /// Whether zero lies within the interval.
  public var coversZero: Bool { low <= 0 && high >= 0 }

  init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }

  /// The difference year by year.
  ///
  /// A table of years is exact; years of events are a sample of equally likely years.
  init(_ first: [Double], _ second: [Double], _ years: any ResidualYears) {
    let n = Double(first.count)
    if let probabilities = years.probabilities {
      let mean = first.indices.reduce(0) { $0 + probabilities[$1] * (first[$1] - second[$1]) }
      value = mean
      // Factors that are drawn year by year have an error, the years of a table have none.
      standardError =
        years is SimulatedYears
        ? first.indices.reduce(0) { sum, year in
          let part = probabilities[year] * (first[year] - second[year] - mean)
          return sum + part * part
        }.squareRoot() : 0
      return
    }
    let mean = first.indices.reduce(0) { $0 + (first[$1] - second[$1]) } / n
    value = mean
    guard years.hasEvents, n > 1 else {
      standardError = 0
      return
    }
    let squares = first.indices.reduce(0) { sum, year in
      let d = first[year] - second[year] - mean
      return sum + d * d
    }
    standardError = (squares / (n - 1) / n).squareRoot()
  }
}
