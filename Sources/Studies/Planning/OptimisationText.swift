internal import TreatmentPlanning

/// A choice of treatments for a terminal: the plan, what it costs and keeps, why each treatment is in.
public struct OptimisationText {
  let optimisation: StudyOptimisation
  let record: OptimumRecord
  private let ink: Ink

  /// Text for a choice whose results lie in a folder.
  public init(_ optimisation: StudyOptimisation, record: OptimumRecord, ink: Ink = Ink(isOn: false))
  {
    self.optimisation = optimisation
    self.record = record
    self.ink = ink
  }

  /// The whole text, with a closing line end.
  public var text: String {
    [
      head, plan, constraints, treatments, reasons, strategies, certainty, frontier, prices,
      roadmap,
      foot,
    ].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  func clean(_ text: String) -> String { ProblemReport.printable(text) }
  func money(_ value: Double?) -> String { value.map { FigureText.amount($0) } ?? "none" }

  func heading(_ words: String, _ rest: String = "") -> String {
    ink.heading(words) + (rest.isEmpty ? "" : ", \(rest)") + "\n"
  }

  private var head: String {
    let study = record.study
    return "\(ink.heading(clean(study.title ?? study.id)))\n\(clean(record.run)) · minimised: "
      + "\(clean(formula)) · \(clean(study.currency))\n"
  }

  /// A weighted sum by its terms, anything else by its name.
  private var formula: String {
    let objective = optimisation.problem.objective
    guard objective.name == "weighted sum" else { return record.measure }
    func term(_ weight: Double, _ name: String) -> String {
      weight == 1 ? name : "\(FigureText.significant(weight)) × \(name)"
    }
    let cost = objective.costWeight == 0 ? [] : [term(objective.costWeight, "annual_cost")]
    return (cost + objective.terms.map { term($0.weight, $0.figure.name) })
      .joined(separator: " + ")
  }

  private var plan: String {
    guard let plan = record.plan else { return conflict }
    let names = plan.isEmpty ? "nothing" : plan.map(clean).joined(separator: " ")
    var grid = TextGrid(.left, .right, .left)
    grid.add("objective", money(record.objective), proof)
    grid.add("annual cost", money(record.annualCost), "\(money(record.costOnce)) once")
    grid.add(
      "expected annual loss", money(record.expectedAnnualLoss),
      "\(money(optimisation.none.expectedLoss)) without treatments")
    if record.expectedShortfall != nil {
      grid.add(
        "expected shortfall", money(record.expectedShortfall),
        "\(money(optimisation.none.expectedShortfall)) without, level \(record.shortfallLevel)")
    }
    grid.add("net benefit", money(record.netBenefit), "a year, averted loss less cost")
    let ties = record.ties.prefix(5).map {
      "  tied: " + ($0.isEmpty ? "nothing" : $0.map(clean).joined(separator: " ")) + "\n"
    }
    let more = record.ties.count > 5 ? "  and \(record.ties.count - 5) more\n" : ""
    return heading("CHOSEN", names) + grid.text + ties.joined() + more
  }

  private var proof: String {
    if record.status == "optimal" { return ink.good("optimal, proven") }
    let gap = record.gap.map { FigureText.percent($0) } ?? "unknown"
    return ink.caution("not proven: at most \(gap) above the best")
  }

  private var conflict: String {
    guard record.status == "infeasible" else {
      return heading("NO PLAN FOUND", "the search was cut short")
    }
    return ink.alarm("NO PLAN KEEPS ALL RULES")
      + "\n  these clash, and dropping any one mends it:\n"
      + record.conflict.map { "    \(clean($0))\n" }.joined()
  }

  private var constraints: String {
    guard !record.constraints.isEmpty else { return "" }
    var grid = TextGrid(.left, .right, .left, .right)
    for rule in record.constraints {
      grid.add(clean(rule.name), FigureText.plain(rule.value), "of", FigureText.plain(rule.limit))
    }
    return heading("CONSTRAINTS") + grid.text
  }

  private var treatments: String {
    var grid = TextGrid(.left, .left, .right, .right, .right)
    grid.add("", "treatment", "cost/year", "alone averts", "beside the plan")
    for entry in optimisation.attribution.entries {
      let line = TreatmentLine(entry, optimisation: optimisation)
      grid.add(
        line.isChosen ? "x" : ".",
        TextWidth.cut("\(clean(line.option.id)) \(clean(line.option.name))", to: 44),
        money(line.option.annualCost), money(entry.alone.value), money(entry.inSet.value))
    }
    return heading("TREATMENTS") + grid.text
  }

  private var strategies: String {
    guard optimisation.ranking.entries.count > 1 else { return "" }
    var grid = TextGrid(.left, .right, .right, .right, .right, .left)
    let hasTails = optimisation.problem.hasTails
    grid.add(
      "strategy", "cost/year", "expected loss", hasTails ? "shortfall" : "", "net benefit", "")
    for entry in optimisation.ranking.entries {
      let broken = entry.report.broken.first.map { "breaks \(clean($0))" }
      grid.add(
        TextWidth.cut(clean(entry.id), to: 30), money(entry.report.annualCost),
        money(entry.report.expectedLoss), hasTails ? money(entry.report.expectedShortfall) : "",
        money(entry.netBenefit.value), broken ?? StrategyVerdict.of(entry))
    }
    return heading("STRATEGIES") + grid.text
  }

  private var frontier: String {
    guard !optimisation.frontier.isEmpty else { return "" }
    var grid = TextGrid(.right, .right, .left)
    var last: Plan?
    for point in optimisation.frontier where point.plan != last {
      last = point.plan
      let ids = optimisation.ids(point.plan).map(clean).joined(separator: " ")
      grid.add(money(point.cost), money(point.value), TextWidth.cut(ids, to: 70))
    }
    let measure = CostFrontier.measureName(optimisation.problem.objective)
    return heading("FRONTIER", "\(optimisation.frontierCost) cost, then \(measure)") + grid.text
      + optimisation.budgetsWithoutPlan.map { "  no plan within \(money($0))\n" }.joined()
  }

  private var foot: String {
    var lines = record.notes.map { TextWrap.lines($0, first: "  ") }
    lines.append(TextWrap.lines(record.method, first: "  "))
    lines.append(TextWrap.lines(record.solver, first: "  "))
    if let folder = record.folder { lines.append("  results: \(clean(folder))\n") }
    return lines.joined()
  }
}

extension LossFigure {
  /// As a study writes it: `expected_shortfall_99_5`.
  fileprivate var name: String {
    func levelled(_ base: String, _ level: Double) -> String {
      let percent = FigureText.significant(100 * level)
      return base + "_" + percent.map { $0 == "." ? "_" : String($0) }.joined()
    }
    return switch self {
    case .mean: "expected_annual_loss"
    case .shortfall(let level): levelled("expected_shortfall", level)
    case .valueAtRisk(let level): levelled("value_at_risk", level)
    case .exceedance(let loss): "chance of a loss above \(FigureText.amount(loss))"
    }
  }
}
