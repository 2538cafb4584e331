internal import Foundation
internal import LossSimulation
internal import TreatmentPlanning

/// A finished choice of treatments: everything for writing and printing it.
public struct StudyOptimisation: Sendable {
  let facts: StudyFacts
  let lockYAML: String
  let problem: TreatmentProblem
  let answer: TreatmentAnswer
  /// Which solver has proven it, why it, and which one has checked it.
  let solving: String
  /// Without any treatment.
  let none: PlanReport
  /// Of the plan, where there is one.
  let report: PlanReport?
  let attribution: Attribution
  /// Of the plan, where there is one.
  let toggles: PlanToggles?
  let ranking: StrategyRanking
  let frontier: [CostFrontier.Point]
  let frontierCost: String
  /// Budgets that were asked for; empty for the whole front.
  let frontierBudgets: [Double]
  let notes: [String]
  let details: OptimisationDetails
  /// Nil where they were not asked for and are not cheap.
  let prices: RulePrices?
  /// Best plans under other discount rates.
  let discountRates: [(rate: Double, answer: TreatmentAnswer)]
  /// Nil without a plan.
  let roadmap: Roadmap?
  /// Nil where no input is uncertain.
  let inputRanking: RankedInputs?

  /// Whether no plan keeps all rules.
  public var isInfeasible: Bool { answer.status == .infeasible }

  /// Ids of what a plan chooses, in file order.
  func ids(_ plan: Plan) -> [String] { plan.positions.map { problem.options[$0].id } }

  /// The content of `optimum.json` under a folder's id.
  public func record(run id: String) -> OptimumRecord {
    OptimumRecord(
      run: id, study: facts, status: answer.status.rawValue, measure: problem.objective.name,
      objective: answer.objective, bound: answer.bound, gap: answer.gap,
      plan: answer.plan.map(ids), ties: answer.ties.map(ids), annualCost: report?.annualCost,
      costOnce: report?.costOnce, costPerYear: report?.costPerYear,
      expectedAnnualLoss: report?.expectedLoss,
      expectedShortfall: problem.hasTails ? report?.expectedShortfall : nil,
      shortfallLevel: problem.reportedLevel, netBenefit: report.map(netBenefit),
      constraints: (report?.rules ?? []).map {
        .init(name: $0.name, limit: $0.limit, value: $0.value, slack: $0.slack)
      }, conflict: answer.conflict, method: answer.method, solver: solving,
      evaluations: answer.evaluations,
      notes: notes, folder: nil)
  }

  /// Expected persons harmed a year under a plan; nil where a table of losses holds none.
  func persons(_ plan: Plan) -> (injuries: Double, fatalities: Double)? {
    problem.replay.map { $0.people(of: plan.isChosen) }
  }

  /// Budgets within which no plan keeps the rules, or none was found.
  var budgetsWithoutPlan: [Double] {
    let found = Set(frontier.compactMap(\.budget))
    return frontierBudgets.filter { !found.contains($0) }.sorted()
  }

  func netBenefit(_ report: PlanReport) -> Double {
    none.expectedLoss - report.expectedLoss - report.annualCost
  }

  /// Annual cost per unit of expected shortfall that a plan removes; nil where it removes none.
  func costPerShortfall(_ report: PlanReport) -> Double? {
    let removed = none.expectedShortfall - report.expectedShortfall
    return problem.hasTails && removed > 0 ? report.annualCost / removed : nil
  }

  /// Writes the results into a folder that was claimed, and gives the folder its name.
  ///
  /// On any failure the folder is removed: results are there whole or not at all.
  public func write(to folder: RunFolder) throws {
    do {
      try put("optimum.json", ResultJSON.data(record(run: folder.id)), folder)
      try put("decision.json", ResultJSON.data(decision(run: folder.id)), folder)
      try put("study.lock.yaml", Data(lockYAML.utf8), folder)
      let tables = OptimisationTables(optimisation: self, run: folder.id)
      for table in tables.all { _ = try OutputFile.write(table, in: folder.partial) }
      try folder.commit()
    } catch {
      folder.discard()
      throw error
    }
  }

  private func put(_ name: String, _ data: Data, _ folder: RunFolder) throws {
    _ = try OutputFile.write(data, to: name, in: folder.partial)
  }
}
