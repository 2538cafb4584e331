internal import Distributions
public import LossSimulation
public import RiskModel

/// Turns a study's treatments and its `optimisation` into a problem that can be searched.
public struct TreatmentCompiler {
  var study: Study
  let records: StudyRecord
  let question: PlanningQuestion
  let riskIds: [String]
  let position: [String: Int]
  let option: [String: Int]
  var problems = PlanningProblems()
  var notes: [String] = []
  /// Whether a factor is a law whose mean was taken.
  var hasUncertainFactors = false
  /// Whether no tail of the residual loss is minimised or limited.
  var asksMeansAlone = false
  /// Whether a factor is a law of which every year of a table must have a draw of its own.
  var needsDraws = false
  /// See `Budgets`.
  var mostColumns = ReplayedYears.mostColumns

  /// What compilation gives.
  public struct Outcome: Sendable {
    /// Ready to be searched.
    public let problem: TreatmentProblem
    /// What a reader should know of the model, in sentences.
    public let notes: [String]
    /// Estimates on which the choice rests that are laws, not numbers.
    public let inputs: [UncertainInput]
    /// What is to hand while the plan is put in place.
    public let roadmap: RoadmapLimits
    /// Years over which costs and benefits count.
    public let horizon: Double
    /// A year.
    public let discountRate: Double
  }

  /// Limits on the command line, which go before those of the study.
  public struct Budgets: Sendable {
    /// Largest sum of one-off costs.
    public var once: Double?
    /// Largest sum of yearly costs.
    public var perYear: Double?

    /// The yearly rate instead of the study's; nil for the study's.
    public var discountRate: Double?
    /// The years of an earlier compilation of the same study; nil to make them.
    public var replay: ReplayedYears?
    /// Choices among treatments on common events that are simulated at most before a search goes
    /// plan by plan.
    public var mostColumns = ReplayedYears.mostColumns

    /// No limits unless given.
    public init(
      once: Double? = nil, perYear: Double? = nil, discountRate: Double? = nil,
      replay: ReplayedYears? = nil
    ) {
      self.replay = replay
      self.once = once
      self.perYear = perYear
      self.discountRate = discountRate
    }
  }

  private init(
    _ study: Study, _ records: StudyRecord, risks: [String], discountRate: Double?
  ) {
    self.study = study
    self.records = records
    question = PlanningQuestion(records.record("optimisation"), discountRate: discountRate)
    riskIds = risks
    position = Dictionary(risks.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    option = Dictionary(
      study.treatments.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// Compiles the treatments of a study.
  ///
  /// - Parameters:
  ///   - study: A valid study.
  ///   - records: The records of the same study.
  ///   - budgets: Limits that go before the study's.
  /// - Throws: All reasons why treatments cannot be chosen by this study.
  public static func compile(
    _ study: Study, records: StudyRecord, budgets: Budgets = Budgets()
  ) throws(SimulationError) -> Outcome {
    var compiler = Self(
      study, records, risks: study.risks.map(\.id).sorted(), discountRate: budgets.discountRate)
    compiler.mostColumns = budgets.mostColumns
    let (objective, rules) = compiler.aims(budgets)
    compiler.asksMeansAlone =
      objective.isOfMeans && rules.compactMap(\.limitedFigure).allSatisfy { $0 == .mean }
      && !study.hasLayers
    let stated = compiler.problems
    let factors = compiler.factors()
    let asked = objective.terms.map(\.figure) + rules.compactMap(\.limitedFigure)
    let exact = compiler.exactYears(asked: asked, factors)
    if exact == nil, study.simulation.table == nil {
      // What a table cannot hold is no obstacle where events are replayed.
      compiler.problems = stated
      return try compiler.replayed(objective, rules, reusing: budgets.replay)
    }
    if let outcome = try compiler.replayedTable(objective, rules, stated, budgets) {
      return outcome
    }
    let years = exact?.years ?? compiler.years()
    let layers = study.treatments.map { treatment in treatment.share.flatMap { compiler.layer($0) }
    }
    compiler.checkLayers()
    guard let years, compiler.problems.all.isEmpty else {
      throw SimulationError(
        problems: compiler.problems.all.map {
          .init(path: $0.path, requirement: $0.requirement, remedy: $0.remedy)
        })
    }
    var problem = TreatmentProblem(
      options: study.treatments.map { compiler.planOption($0) }, factors: factors, years: years,
      risks: compiler.riskIds,
      standingLayers: study.controls.compactMap(\.share).compactMap { compiler.layer($0) },
      optionLayers: layers, objective: objective, rules: rules,
      reportedLevel: objective.shortfallLevel ?? 0.95)
    problem.hasTails = (exact?.hasTails ?? true) && !compiler.hasUncertainFactors
    if compiler.hasUncertainFactors {
      compiler.notes.append(
        "Uncertain factors have their means: exact for expected losses, and tails are not shown.")
    }
    return Outcome(
      problem: problem, notes: compiler.notes, inputs: compiler.uncertainInputs(problem),
      roadmap: compiler.roadmapLimits, horizon: compiler.question.horizon,
      discountRate: compiler.question.discountRate)
  }

  func planOption(_ treatment: Treatment) -> PlanOption {
    let once = treatment.costOnce?.law.mean ?? 0
    let perYear = treatment.costPerYear?.law.mean ?? 0
    return PlanOption(
      id: treatment.id, name: treatment.name, costOnce: once, costPerYear: perYear,
      annualCost: question.annualCost(once: once, perYear: perYear, life: treatment.lifeYears),
      staff: treatment.staff, resources: treatment.resources,
      readyInDays: treatment.readyInDays, lifeYears: treatment.lifeYears)
  }

  func layer(_ share: Share) -> ResidualLayer? {
    var risks = Array(riskIds.indices)
    if case .risks(let named) = share.scope { risks = risks.filter { named.contains(riskIds[$0]) } }
    return ResidualLayer(
      attachment: share.attachment, limit: share.limit, proportion: share.proportion, risks: risks,
      isPerEvent: share.basis == .event)
  }

  private mutating func checkLayers() {
    guard study.simulation.method == .table else { return }
    for treatment in study.treatments where treatment.share?.basis == .event {
      problems.refuse(
        "treatments/\(treatment.id)/share",
        "a layer per event needs events, and a year loss table holds none",
        "Use per: year, or method: events with the other model's event table")
    }
  }
}

extension PlanObjective {
  /// The level of the first shortfall that is minimised.
  var shortfallLevel: Double? {
    for term in terms {
      if case .shortfall(let level) = term.figure { return level }
    }
    return nil
  }
}

extension Study {
  /// Whether a control or treatment is an insurance layer.
  var hasLayers: Bool {
    treatments.contains { $0.share != nil } || controls.contains { $0.share != nil }
  }
}
