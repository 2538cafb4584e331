internal import TreatmentPlanning

/// The tables of a choice of treatments (`STUDY.md` section 6).
struct OptimisationTables: Sendable {
  let optimisation: StudyOptimisation
  let run: String

  /// The frontier only where it was asked for.
  var all: [Table] {
    [treatments, strategies]
      + (optimisation.frontier.isEmpty ? [] : [frontier])
      + (optimisation.roadmap == nil ? [] : [roadmap, actions])
      + (priceLines.isEmpty ? [] : [prices])
      + (worthLines.isEmpty ? [] : [sensitivity])
  }

  private struct Row<Item: Sendable>: Sendable {
    let run: String
    let item: Item
  }

  private func rows<Item: Sendable>(_ items: [Item]) -> [Row<Item>] {
    items.map { Row(run: run, item: $0) }
  }

  var money: String { optimisation.facts.currency + "/year" }

  // MARK: Treatments

  var treatments: Table {
    let lines = optimisation.attribution.entries.map {
      TreatmentLine($0, optimisation: optimisation)
    }
    return Table(
      "treatments", title: "What each treatment costs and averts", rows: rows(lines),
      columns: [
        .text("run", "Id of the folder") { $0.run },
        .text("treatment", "Id of the treatment") { $0.item.option.id },
        .number("annual_cost", unit: money, "Annualised cost") { $0.item.option.annualCost },
        .number("alone_benefit", unit: money, "Expected loss averted where it is chosen alone") {
          $0.item.entry.alone.value
        },
        .number("low", unit: money, "Of alone_benefit, 95 % interval on the same years") {
          $0.item.entry.alone.low
        },
        .number("high", unit: money, "Of alone_benefit, 95 % interval on the same years") {
          $0.item.entry.alone.high
        },
        .number("in_set_benefit", unit: money, "Expected loss averted beside the plan's others") {
          $0.item.entry.inSet.value
        },
        .number("in_set_low", unit: money, "Of in_set_benefit, 95 % interval") {
          $0.item.entry.inSet.low
        },
        .number("in_set_high", unit: money, "Of in_set_benefit, 95 % interval") {
          $0.item.entry.inSet.high
        },
        .number("shapley_benefit", unit: money, "Fair share of the loss that the plan averts") {
          $0.item.entry.shapley
        },
        .flag("chosen", "Whether the plan holds it") { $0.item.isChosen },
        .number("ready_in_days", unit: "d", "Days until it works") { $0.item.option.readyInDays },
        .text("decision", "Why it is in the plan, or not") { $0.item.sentence },
      ])
  }

  // MARK: Strategies

  private typealias Line = StrategyLine<StrategyRanking.Entry>

  var strategies: Table {
    let optimisation = self.optimisation
    return Table(
      "strategies", title: "Named plans side by side",
      rows: optimisation.ranking.entries.map(line),
      columns: Line.columns(currency: optimisation.facts.currency) + [
        .number("objective", unit: optimisation.facts.currency, "What is minimised") {
          $0.item.report.objective
        },
        .number(
          "expected_regret", unit: optimisation.facts.currency,
          "Mean of objective less the best over draws of uncertain inputs"
        ) { optimisation.inputRanking?.entry($0.item.report.plan)?.expectedRegret },
        .number(
          "worst_regret", unit: optimisation.facts.currency, "The largest of these in any draw"
        ) { optimisation.inputRanking?.entry($0.item.report.plan)?.worstRegret },
        .number("net_present_value", unit: optimisation.facts.currency, "Over the horizon") {
          $0.item.appraisal?.netPresentValue
        },
        .number("return_on_security", unit: "1", "(averted - cost) / cost, annual figures") {
          $0.item.appraisal?.returnOnSecurity
        },
        .number("payback_years", unit: "years", "Until the one-off cost has paid for itself") {
          $0.item.appraisal?.payback
        },
        .number(
          "cost_per_shortfall", unit: "1", "Annual cost per unit of expected shortfall removed"
        ) { optimisation.costPerShortfall($0.item.report) },
        .number("injuries", unit: "persons/year", "Expected, residual; empty on tables of losses") {
          optimisation.persons($0.item.report.plan)?.injuries
        },
        .number(
          "fatalities", unit: "persons/year", "Expected, residual; empty on tables of losses"
        ) { optimisation.persons($0.item.report.plan)?.fatalities },
        .text(
          "dominated_by",
          "Strategies that everybody (first) or everybody who shuns risk (second) prefers"
        ) { $0.item.dominatedBy.map { "\($0.id):\($0.order.rawValue)" }.joined(separator: "|") },
        .text("breaks", "Names of the constraints that it breaks, divided by |") {
          $0.item.report.broken.joined(separator: "|")
        },
      ])
  }

  private func line(_ entry: StrategyRanking.Entry) -> Line {
    let report = entry.report
    let inputs = optimisation.inputRanking?.entry(report.plan)
    return Line(
      run: run, strategy: entry.id, treatments: optimisation.ids(report.plan),
      annualCost: report.annualCost, expectedLoss: report.expectedLoss,
      expectedShortfall: optimisation.problem.hasTails ? report.expectedShortfall : nil,
      netBenefit: entry.netBenefit.value, low: entry.netBenefit.low, high: entry.netBenefit.high,
      benefitCostRatio: entry.benefitCostRatio,
      probabilityBest: inputs?.probabilityBest ?? entry.probabilityBest,
      verdict: StrategyVerdict.of(entry), item: entry)
  }

  // MARK: Frontier

  var frontier: Table {
    let optimisation = self.optimisation
    let name = CostFrontier.measureName(optimisation.problem.objective)
    var evaluator = PlanEvaluator(optimisation.problem)
    let reports = Dictionary(
      Set(optimisation.frontier.map(\.plan)).map { ($0, evaluator.report($0)) },
      uniquingKeysWith: { first, _ in first })
    return Table(
      "frontier", title: "The least residual risk at each cost", rows: rows(optimisation.frontier),
      columns: [
        .text("run", "Id of the folder") { $0.run },
        .number("cost", unit: money, "Of the plan, \(optimisation.frontierCost)") { $0.item.cost },
        .text("measure", "What is as small as it can be") { _ in name },
        .number("value", unit: optimisation.facts.currency, "Of the measure") { $0.item.value },
        .number("low", unit: optimisation.facts.currency, "Proven lower bound of the value") {
          $0.item.bound
        },
        .number("high", unit: optimisation.facts.currency, "The value") { $0.item.value },
        .text("treatments", "Ids of its treatments, divided by |") {
          optimisation.ids($0.item.plan).joined(separator: "|")
        },
        .text("proof", "optimal, or a proven gap") {
          $0.item.isProven
            ? "optimal"
            : "gap "
              + FigureText.percent(
                ($0.item.value - $0.item.bound) / Swift.max($0.item.value.magnitude, 1e-12))
        },
        .number("budget", unit: money, "That it was asked for; empty on the whole front") {
          $0.item.budget
        },
        .number("expected_loss", unit: money, "Residual, of the same plan") {
          reports[$0.item.plan]?.expectedLoss
        },
        .number(
          "expected_shortfall", unit: optimisation.facts.currency,
          "Residual, of the same plan, level \(optimisation.problem.reportedLevel)"
        ) { optimisation.problem.hasTails ? reports[$0.item.plan]?.expectedShortfall : nil },
        .number("injuries", unit: "persons/year", "Of the same plan; empty on tables of losses") {
          optimisation.persons($0.item.plan)?.injuries
        },
        .number("fatalities", unit: "persons/year", "Of the same plan; empty on tables of losses") {
          optimisation.persons($0.item.plan)?.fatalities
        },
      ])
  }
}

/// One treatment with the sentence that decides it.
struct TreatmentLine: Sendable {
  let entry: Attribution.Entry
  let option: PlanOption
  let isChosen: Bool
  /// Why it is in or out, without markup.
  let sentence: String

  init(_ entry: Attribution.Entry, optimisation: StudyOptimisation) {
    self.entry = entry
    option = optimisation.problem.options[entry.option]
    isChosen = optimisation.answer.plan?[entry.option] ?? false
    sentence =
      optimisation.toggles.map {
        TreatmentReason(optimisation)
          .sentence(
            entry, $0.entries[entry.option],
            isChosen: optimisation.answer.plan?[entry.option] ?? false)
      } ?? "Not decided: no plan keeps all rules."
  }
}

/// Whether a strategy is worth its cost.
enum StrategyVerdict {
  static func of(_ entry: StrategyRanking.Entry) -> String {
    guard entry.report.isAllowed else { return "breaks a constraint" }
    if entry.report.plan.size == 0 { return "nothing changes" }
    if entry.netBenefit.low > 0 { return "pays" }
    return entry.netBenefit.high < 0 ? "loses" : "undecided"
  }
}
