/// A choice among treatments, ready to be searched: what they cost and do, what is minimised, and
/// what must hold (`MODELS.md` section 6, Selection).
public struct TreatmentProblem: Sendable {
  /// The treatments in file order.
  public var options: [PlanOption]
  /// What they do to the risks.
  public var factors: FactorTable
  /// The years that plans are held against.
  public var years: any ResidualYears
  /// Ids of the risks, by position.
  public var risks: [String]
  /// Layers that act whatever is chosen.
  public var standingLayers: [ResidualLayer]
  /// The layer that an option is, by option; nil for most.
  public var optionLayers: [ResidualLayer?]
  /// What is minimised.
  public var objective: PlanObjective
  /// What must hold.
  public var rules: [PlanRule]
  /// The level of the shortfall that reports show.
  public var reportedLevel: Double
  /// Whether years are more than means, so that tail figures can be shown.
  public var hasTails = true

  /// Makes the value from its parts.
  ///
  /// - Precondition: one row of factors an option, and as many risks as the years have.
  public init(
    options: [PlanOption], factors: FactorTable, years: any ResidualYears, risks: [String],
    standingLayers: [ResidualLayer] = [], optionLayers: [ResidualLayer?]? = nil,
    objective: PlanObjective, rules: [PlanRule] = [], reportedLevel: Double = 0.95
  ) {
    precondition(factors.options.count == options.count, "factors of each option")
    precondition(risks.count == years.riskCount, "an id for each risk")
    self.options = options
    self.factors = factors
    self.years = years
    self.risks = risks
    self.standingLayers = standingLayers
    self.optionLayers = optionLayers ?? options.map { _ in nil }
    self.objective = objective
    self.rules = rules
    self.reportedLevel = reportedLevel
  }

  /// The same problem under other rules.
  public func with(rules: [PlanRule]) -> TreatmentProblem {
    var problem = self
    problem.rules = rules
    return problem
  }

  /// The same problem with another objective.
  public func with(objective: PlanObjective) -> TreatmentProblem {
    var problem = self
    problem.objective = objective
    return problem
  }

  /// Whether any plan has a layer.
  public var hasLayers: Bool {
    !standingLayers.isEmpty || optionLayers.contains { $0 != nil }
  }

  /// Whether a net loss never falls when a ground-up loss grows: so unless layers may pay more than
  /// the whole of a risk's loss together.
  public var isMonotone: Bool {
    let layers = standingLayers + optionLayers.compactMap { $0 }
    return risks.indices.allSatisfy { risk in
      layers.filter { $0.risks.contains(risk) }.reduce(0) { $0 + $1.proportion } <= 1 + 1e-12
    }
  }

  /// Σ annual cost of what is chosen.
  public func annualCost(of plan: Plan) -> Double {
    options.indices.reduce(0) { plan[$1] ? $0 + options[$1].annualCost : $0 }
  }

  /// The layers that act under a plan.
  func layers(under plan: Plan) -> [ResidualLayer] {
    standingLayers + optionLayers.indices.compactMap { plan[$0] ? optionLayers[$0] : nil }
  }

  /// The figures that rules limit.
  var limitedFigures: [LossFigure] { rules.compactMap(\.limitedFigure) }
}
