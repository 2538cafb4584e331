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
  /// Whether the price of every rule is computed even where that takes long.
  public var wantsPrices: Bool
  /// Who decides; nil for the study's owner.
  public var decidedBy: String?
  /// Which program solves linear programs.
  public var solvers: SolverChoice
  /// Whether a proof is checked by another solver even where that takes long.
  public var wantsCheck: Bool

  /// A request with the study's own limits.
  public init(
    study: String, overlays: [String] = [], settings: [SettingOverride] = [],
    budgetOnce: Double? = nil, budgetPerYear: Double? = nil, wantsFrontier: Bool = false,
    wantsPrices: Bool = false, decidedBy: String? = nil, solvers: SolverChoice = .coin,
    wantsCheck: Bool = false
  ) {
    self.study = study
    self.overlays = overlays
    self.settings = settings
    self.budgetOnce = budgetOnce
    self.budgetPerYear = budgetPerYear
    self.wantsFrontier = wantsFrontier
    self.wantsPrices = wantsPrices
    self.decidedBy = decidedBy
    self.solvers = solvers
    self.wantsCheck = wantsCheck
  }
}

/// A study whose treatments are ready to be chosen.
public struct PreparedOptimisation: Sendable {
  let request: OptimisationRequest
  let source: ReadStudy
  let compiled: TreatmentCompiler.Outcome
  var problem: TreatmentProblem { compiled.problem }

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
      compiled = try TreatmentCompiler.compile(
        source.study, records: source.records,
        budgets: .init(once: request.budgetOnce, perYear: request.budgetPerYear))
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

  /// Simulates what the search of a simulated study needs, spread over workers; without it the
  /// search does so one by one.
  public func simulate(threads: Int? = nil) async {
    await problem.simulateChoices(
      threads: max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount))
  }

  /// Chooses treatments and computes what the results show.
  public func run() -> StudyOptimisation {
    let optimiser = TreatmentOptimiser()
    let answer = optimiser.answer(problem)
    let count = problem.options.count
    let named = namedPlans(answer)
    var evaluator = PlanEvaluator(problem)
    let prices = prices(answer, optimiser)
    return StudyOptimisation(
      facts: source.facts, lockYAML: source.lockYAML, problem: problem, answer: answer,
      solving: SolverSentence(
        answer, request.solvers, check(answer),
        faults: AnswerCheck(problem).faults(in: answer, mostTies: Self.checkedTies)
      ).text,
      none: evaluator.report(Plan(count: count)),
      report: answer.plan.map { evaluator.report($0) },
      attribution: Attribution(problem, beside: answer.plan ?? Plan(count: count)),
      toggles: answer.plan.map { PlanToggles(problem, around: $0) },
      ranking: StrategyRanking(
        problem, named, horizon: compiled.horizon, discountRate: compiled.discountRate),
      frontier: frontier(optimiser), frontierCost: frontierCost.rawValue,
      frontierBudgets: wantsFrontier ? frontierBudgets : [],
      notes: compiled.notes + missing(prices, answer), details: details, prices: prices,
      discountRates: prices == nil ? [] : discountRates(answer, optimiser),
      roadmap: roadmap(answer),
      inputRanking: RankedInputs(
        problem, compiled.inputs, named: named.map(\.plan), answer: answer,
        seed: source.study.simulation.seed, optimiser: optimiser))
  }

  /// Ties that are evaluated again by the check.
  private static let checkedTies = 3

  /// What another solver says of the proof, where it is cheap or asked for.
  private func check(_ answer: TreatmentAnswer) -> SolverCheck.Verdict? {
    let check = SolverCheck(solver: request.solvers.checker)
    guard request.wantsCheck || check.isCheap(problem) else { return nil }
    return check.verdict(on: answer, problem)
  }

  private var details: OptimisationDetails {
    OptimisationDetails(source, decidedBy: request.decidedBy, at: Date())
  }

  private func roadmap(_ answer: TreatmentAnswer) -> Roadmap? {
    answer.plan.map {
      Roadmap(
        problem, plan: $0, limits: compiled.roadmap, horizon: compiled.horizon,
        discountRate: compiled.discountRate)
    }
  }

  // MARK: Prices

  /// Where rules clash their prices are what the clash names; where it is dear, it is left to `--prices`.
  private func prices(_ answer: TreatmentAnswer, _ optimiser: TreatmentOptimiser) -> RulePrices? {
    guard answer.plan != nil, request.wantsPrices || RulePrices.areCheap(problem, answer)
    else { return nil }
    return RulePrices(problem, optimiser: optimiser)
  }

  private func missing(_ prices: RulePrices?, _ answer: TreatmentAnswer) -> [String] {
    var notes: [String] = []
    if compiled.inputs.isEmpty, source.study.treatments.contains(where: \.hasUncertainEffect) {
      notes.append(
        "Uncertain effects are drawn in every year, so that the intervals and the chance of being best hold them; what knowing each beforehand would be worth is computed where expected losses alone are asked."
      )
    }
    guard prices == nil, answer.plan != nil, !problem.rules.isEmpty else { return notes }
    return notes + ["The prices of the rules take a search each: `--prices` computes them."]
  }

  /// Rates around the study's: none, half, twice, and 2 points up and down.
  private static func rates(around rate: Double) -> [Double] {
    let near = [0, rate / 2, rate - 0.02, rate + 0.02, rate * 2]
    return Set(near.filter { $0 >= 0 && $0 < 1 && ($0 - rate).magnitude > 1e-12 }).sorted()
  }

  /// Only where treatments cost something once does the rate move annual costs.
  private func discountRates(
    _ answer: TreatmentAnswer, _ optimiser: TreatmentOptimiser
  ) -> [(rate: Double, answer: TreatmentAnswer)] {
    guard problem.options.contains(where: { $0.costOnce > 0 }),
      !problem.isPlanByPlan || request.wantsPrices
    else { return [] }
    return Self.rates(around: compiled.discountRate).compactMap { rate in
      let outcome = try? TreatmentCompiler.compile(
        source.study, records: source.records,
        budgets: .init(
          once: request.budgetOnce, perYear: request.budgetPerYear, discountRate: rate,
          replay: problem.replay))
      return outcome.map { (rate, optimiser.search($0.problem)) }
    }
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

  private var wantsFrontier: Bool { request.wantsFrontier || frontierRecord != nil }

  private var frontierBudgets: [Double] { frontierRecord?.numbers("budgets") ?? [] }

  private func frontier(_ optimiser: TreatmentOptimiser) -> [CostFrontier.Point] {
    guard wantsFrontier else { return [] }
    return CostFrontier(
      problem, cost: frontierCost, budgets: frontierBudgets, optimiser: optimiser
    ).points
  }
}

extension Treatment {
  /// Whether a number of one of its effects is a law.
  fileprivate var hasUncertainEffect: Bool {
    effects.contains { effect in
      switch effect.operation {
      case .multiply(let value), .add(let value), .set(let value): value.constant == nil
      case .addDependency: false
      }
    }
  }
}
