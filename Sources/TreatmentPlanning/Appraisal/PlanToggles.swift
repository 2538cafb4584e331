/// What becomes of a plan when one choice is turned over: the ground of the sentence why each
/// treatment is in or out (clause 8.3 d).
public struct PlanToggles: Sendable {
  /// A plan with one choice turned over.
  public struct Entry: Sendable {
    /// The option that was turned over.
    public var option: Int
    /// The objective after it.
    public var objective: Double
    /// Rules that are broken after it: with a limit where they have one.
    public var broken: [Broken]
  }

  /// A rule that is broken.
  public struct Broken: Hashable, Sendable {
    /// The rule's name.
    public var name: String
    /// The value and the largest one allowed; nil for rules without a limit.
    public var excess: Excess?

    /// A value above its limit.
    public struct Excess: Hashable, Sendable {
      /// The plan's value.
      public var value: Double
      /// The largest value allowed.
      public var limit: Double
    }
  }

  /// The objective of the plan itself.
  public let objective: Double
  /// One entry an option.
  public let entries: [Entry]

  /// Turns over each choice of a plan.
  ///
  /// Only the risks that a choice touches are summed again, so that the figures differ from those of
  /// a full evaluation by rounding; they explain and decide nothing.
  public init(_ problem: TreatmentProblem, around plan: Plan) {
    var neighbours = ToggledYears(problem, around: plan)
    objective = neighbours.objective(of: plan)
    entries = problem.options.indices.map { option in
      var other = plan
      other[option].toggle()
      neighbours.load(other)
      return Entry(
        option: option, objective: neighbours.objective(of: other),
        broken: neighbours.broken(by: other))
    }
  }
}

/// Years of a plan and of those next to it, of which only the risks that differ are summed again.
///
/// One treatment of a study with 100 risks and 100,000 years touches a few columns, so that what-if
/// answers take milliseconds.
public struct ToggledYears {
  private let problem: TreatmentProblem
  private let factors: [Double]
  private let base: [Double]
  private var evaluator: PlanEvaluator
  private var means: PlanMeans
  private var years: [Double]
  private var sample: YearSample

  /// Evaluates a plan once in full.
  public init(_ problem: TreatmentProblem, around plan: Plan) {
    self.problem = problem
    factors = problem.factors.factors(of: plan)
    evaluator = PlanEvaluator(problem)
    means = PlanMeans(problem)
    sample = YearSample(
      count: problem.years.yearCount, probabilities: problem.years.probabilities)
    let needsYears = Self.needsYears(problem, means)
    base = needsYears ? evaluator.netYears(of: plan) : []
    years = base
  }

  private static func needsYears(_ problem: TreatmentProblem, _ means: PlanMeans) -> Bool {
    let asked = problem.objective.terms.map(\.figure) + problem.limitedFigures
    return !means.isDirect || asked.contains { $0 != .mean }
  }

  /// Moves to another plan.
  public mutating func load(_ plan: Plan) {
    guard !base.isEmpty else { return }
    guard !problem.hasLayers, problem.replay == nil else {
      years = evaluator.netYears(of: plan)
      return
    }
    let other = problem.factors.factors(of: plan)
    for year in years.indices { years[year] = base[year] }
    var none: [Double] = []
    for risk in 0..<problem.years.riskCount {
      let (frequency, severity) = (
        FactorTable.row(risk: risk, .frequency), FactorTable.row(risk: risk, .severity)
      )
      guard factors[frequency] != other[frequency] || factors[severity] != other[severity] else {
        continue
      }
      problem.years.add(
        risk: risk, frequency: factors[frequency], severity: -factors[severity], layers: [],
        to: &years, recovered: &none)
      problem.years.add(
        risk: risk, frequency: other[frequency], severity: other[severity], layers: [],
        to: &years, recovered: &none)
    }
  }

  /// A figure of the plan that was loaded last.
  public mutating func value(of figure: LossFigure, _ plan: Plan) -> Double {
    if figure == .mean, means.isDirect { return means.mean(of: plan) }
    return sample.value(of: figure, years)
  }

  /// The objective of the plan that was loaded last.
  public mutating func objective(of plan: Plan) -> Double {
    var sum = problem.objective.costWeight * problem.annualCost(of: plan)
    for term in problem.objective.terms { sum += term.weight * value(of: term.figure, plan) }
    return sum
  }

  /// The rules that the plan loaded last breaks.
  mutating func broken(by plan: Plan) -> [PlanToggles.Broken] {
    var broken: [PlanToggles.Broken] = []
    for rule in problem.rules {
      if let value = limited(rule, plan) {
        guard !PlanRule.keeps(value.value, limit: value.limit) else { continue }
        broken.append(.init(name: rule.name, excess: value))
      } else if rule.isKept(by: plan) == false {
        broken.append(.init(name: rule.name, excess: nil))
      }
    }
    return broken
  }

  private mutating func limited(_ rule: PlanRule, _ plan: Plan) -> PlanToggles.Broken.Excess? {
    switch rule.kind {
    case .sum(let coefficients, let limit):
      .init(value: PlanRule.sum(coefficients, plan), limit: limit)
    case .figure(let figure, let limit): .init(value: value(of: figure, plan), limit: limit)
    case .people(let harm, let limit):
      .init(
        value: problem.replayedPersons(rule, plan)
          ?? PlanRule.people(harm, problem.factors.factors(of: plan)), limit: limit)
    case .lostDays(let process, let limit):
      .init(value: problem.replayedLostDays(process, plan), limit: limit)
    case .requires, .excludes, .include, .exclude: nil
    }
  }
}
