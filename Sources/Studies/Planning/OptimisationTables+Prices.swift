internal import TreatmentPlanning

/// What rules cost, and what knowing more would be worth.
extension OptimisationTables {
  /// The optimum under one change.
  struct PriceLine: Sendable {
    let run: String
    let rule: String
    let change: String
    let limit: Double?
    let answer: TreatmentAnswer
    let treatments: String?
    let added: String
    let removed: String
    let difference: Double?
  }

  var priceLines: [PriceLine] {
    let rules = (optimisation.prices?.entries ?? []).map { entry in
      line(entry.rule, Self.words(entry.change), entry.limit, entry.answer)
    }
    return rules
      + optimisation.discountRates.map { entry in
        line("discount_rate", FigureText.percent(entry.rate), entry.rate, entry.answer)
      }
  }

  private func line(
    _ rule: String, _ change: String, _ limit: Double?, _ answer: TreatmentAnswer
  ) -> PriceLine {
    let before = Set(optimisation.answer.plan?.positions ?? [])
    let after = Set(answer.plan?.positions ?? [])
    func ids(_ options: Set<Int>) -> String {
      options.sorted().map { optimisation.problem.options[$0].id }.joined(separator: "|")
    }
    let difference = answer.objective.flatMap { value in
      optimisation.answer.objective.map { value - $0 }
    }
    return PriceLine(
      run: run, rule: rule, change: change, limit: limit, answer: answer,
      treatments: answer.plan.map { optimisation.ids($0).joined(separator: "|") },
      added: answer.plan == nil ? "" : ids(after.subtracting(before)),
      removed: answer.plan == nil ? "" : ids(before.subtracting(after)), difference: difference)
  }

  static func words(_ change: RulePrices.Change) -> String {
    switch change {
    case .dropped: "dropped"
    // A leading sign would be read as a formula by spreadsheets.
    case .scaled(let part):
      "\(Int(((part - 1).magnitude * 100).rounded())) % \(part < 1 ? "less" : "more")"
    }
  }

  var prices: Table {
    Table(
      "prices", title: "How the optimum moves when a rule or the discount rate does",
      rows: priceLines,
      columns: [
        .text("run", "Id of the folder") { $0.run },
        .text("rule", "Name of the rule; discount_rate for the yearly rate") { $0.rule },
        .text("change", "dropped, or by how much the limit moves; the rate") { $0.change },
        .number("limit", unit: "1", "The changed limit or rate, in the rule's own unit") {
          $0.limit
        },
        .text("status", "optimal, feasible, infeasible or limit") { $0.answer.status.rawValue },
        .number("objective", unit: optimisation.facts.currency, "Of the best plan then") {
          $0.answer.objective
        },
        .number("bound", unit: optimisation.facts.currency, "No allowed plan has less") {
          $0.answer.bound
        },
        .number("difference", unit: optimisation.facts.currency, "objective less the optimum's") {
          $0.difference
        },
        .text("treatments", "Ids of the best plan then, divided by |") { $0.treatments },
        .text("added", "Ids that come in, divided by |") { $0.added },
        .text("removed", "Ids that go out, divided by |") { $0.removed },
      ])
  }

  /// What knowing an input would save.
  struct WorthLine: Sendable {
    let run: String
    let input: String
    let measure: String
    let index: String
    let value: Double
    let low: Double
    let high: Double
  }

  var worthLines: [WorthLine] {
    guard let ranked = optimisation.inputRanking else { return [] }
    let measure = optimisation.problem.objective.name
    let error = 1.959963984540054 * ranked.ranking.totalWorthError
    let total = ranked.ranking.totalWorth
    let all = WorthLine(
      run: run, input: "all", measure: measure, index: "evpi", value: total,
      low: Swift.max(0, total - error), high: total + error)
    return [all]
      + ranked.ranking.worths.map {
        WorthLine(
          run: run, input: $0.input, measure: measure, index: "evppi", value: $0.value,
          low: $0.value, high: $0.value)
      }
  }

  var sensitivity: Table {
    Table(
      "sensitivity", title: "What knowing uncertain inputs beforehand would save",
      rows: worthLines,
      columns: [
        .text("run", "Id of the folder") { $0.run },
        .text("input", "Where the study writes it; all for every one") { $0.input },
        .text("measure", "What is minimised") { $0.measure },
        .text("index", "evpi, or evppi of one input") { $0.index },
        .number("value", unit: money, "What it would save") { $0.value },
        .number("low", unit: money, "95 % interval; exact for one input") { $0.low },
        .number("high", unit: money, "95 % interval; exact for one input") { $0.high },
      ])
  }
}
