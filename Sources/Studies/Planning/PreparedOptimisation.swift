internal import Foundation
internal import LossSimulation
public import RiskModel
internal import TreatmentPlanning

/// What a user asks of `optimise`, beyond the study itself.
public struct OptimisationRequest: Sendable {
  /// The study's folder or file, or `-` for standard input.
  public var study: String
  /// Overlays in the order in which they are applied.
  public var overlays: [String]
  /// Settings that go before the study's own.
  public var settings: [SettingOverride]
  /// Largest sum of one-off costs; goes before the study's.
  public var budgetOnce: Double?
  /// Largest sum of yearly costs; goes before the study's.
  public var budgetPerYear: Double?
  /// Whether the frontier is computed even where the study names none.
  public var wantsFrontier: Bool

  /// A request with the study's own limits.
  public init(
    study: String, overlays: [String] = [], settings: [SettingOverride] = [],
    budgetOnce: Double? = nil, budgetPerYear: Double? = nil, wantsFrontier: Bool = false
  ) {
    self.study = study
    self.overlays = overlays
    self.settings = settings
    self.budgetOnce = budgetOnce
    self.budgetPerYear = budgetPerYear
    self.wantsFrontier = wantsFrontier
  }
}

/// A study whose treatments are ready to be chosen.
public struct PreparedOptimisation: Sendable {
  let request: OptimisationRequest
  let source: ReadStudy
  let problem: TreatmentProblem
  let notes: [String]

  /// Reads, validates and compiles.
  ///
  /// - Throws: `StudyReadError` with all problems of the study and of its optimisation, `WrongUse`
  ///   where there is nothing to choose.
  public init(_ request: OptimisationRequest) throws {
    self.request = request
    source = try PreparedStudy.read(
      request.study, overlays: request.overlays, settings: request.settings)
    guard !source.study.treatments.isEmpty else {
      throw WrongUse("The study has no `treatments`, so there is nothing to choose.")
    }
    do {
      let outcome = try TreatmentCompiler.compile(
        source.study, records: source.records,
        budgets: .init(once: request.budgetOnce, perYear: request.budgetPerYear))
      problem = outcome.problem
      notes = outcome.notes
    } catch {
      throw source.problems(of: error)
    }
  }

  /// Things in the study that a reader should look at.
  public var warnings: [StudyProblem] { source.warnings }

  /// Claims the folder of the results before anything is computed.
  ///
  /// - Parameter named: What the user has named; nil for the next id in the study's `runs/`.
  public func claimFolder(_ named: String?) throws(RunFolderError) -> RunFolder {
    if let named { return try RunFolder.claim(named) }
    return try RunFolder.claimNext(
      in: source.folder.appendingPathComponent("runs").path, day: StudyRun.day(of: Date()),
      letter: "o")
  }

  /// Chooses treatments and computes what the results show.
  public func run() -> StudyOptimisation {
    let optimiser = TreatmentOptimiser()
    let answer = optimiser.answer(problem)
    let count = problem.options.count
    let plan = answer.plan ?? Plan(count: count)
    var evaluator = PlanEvaluator(problem)
    return StudyOptimisation(
      facts: source.facts, lockYAML: source.lockYAML, problem: problem, answer: answer,
      none: evaluator.report(Plan(count: count)),
      report: answer.plan.map { evaluator.report($0) },
      attribution: Attribution(problem, beside: plan),
      ranking: StrategyRanking(problem, namedPlans(answer)), frontier: frontier(optimiser),
      frontierCost: frontierCost.rawValue, notes: notes)
  }

  /// The user's strategies, and the optimiser's.
  private func namedPlans(_ answer: TreatmentAnswer) -> [(id: String, plan: Plan)] {
    let position = Dictionary(
      problem.options.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let named = source.study.strategies.map { strategy in
      (
        id: strategy.id,
        plan: Plan(
          count: problem.options.count, choosing: strategy.treatments.compactMap { position[$0] })
      )
    }
    return named + (answer.plan.map { [(id: "optimum", plan: $0)] } ?? [])
  }

  private var frontierRecord: StudyRecord? {
    source.records.record("optimisation")?.record("frontier")
  }

  private var frontierCost: CostFrontier.Cost {
    frontierRecord?.text("cost").flatMap(CostFrontier.Cost.init) ?? .annual
  }

  private func frontier(_ optimiser: TreatmentOptimiser) -> [CostFrontier.Point] {
    guard request.wantsFrontier || frontierRecord != nil else { return [] }
    let budgets = frontierRecord?.numbers("budgets") ?? []
    return CostFrontier(problem, cost: frontierCost, budgets: budgets, optimiser: optimiser).points
  }
}
