/// What follows from a choice of treatments: how sure it is, what rules cost, what begins when.
struct DecisionConsequences {
  let optimum: OptimumSource
  /// Names of the treatments by id.
  let names: [String: String]
  let currency: String

  var markup: Markup { "\(certainty)\(prices)\(steps)" }

  /// How often the set is the best where inputs are uncertain.
  var certainty: Markup {
    guard let certainty = optimum.certainty else { return .empty }
    return """
      <p>With uncertain inputs drawn \(FigureText.count(certainty.draws)) times, the recommended set \
      is the best of \(FigureWords.count(certainty.sets, "set")) in \
      \(FigureText.percent(certainty.probabilityBest)) of the draws. Knowing all inputs beforehand \
      would save \(FigureText.amount(certainty.valueOfPerfectInformation)) \(currency) a year.</p>
      """
  }

  private var prices: Markup {
    guard !optimum.prices.isEmpty else { return .empty }
    var table = DataTable(
      "What each rule costs: the best set when the rule is changed, \(currency)",
      [
        .text("rule"), .text("change"), .figure("difference"), .text("comes in"),
        .text("goes out"), .text("answer"),
      ])
    for price in optimum.prices {
      table.add(
        .words(DecisionBody.words(rule: price.rule)), .words(price.change),
        .money(price.difference),
        .words(price.added.joined(separator: " ")), .words(price.removed.joined(separator: " ")),
        .words(price.status))
    }
    return "<h3>Price of each rule</h3>\(table)"
  }

  private var steps: Markup {
    guard !optimum.steps.isEmpty else { return .empty }
    var table = DataTable(
      "Steps in the order of their benefit",
      [
        .text("step"), .text("treatment"), .text("begins"), .text("works from"),
        .figure("once, \(currency)"), .figure("expected loss after it"),
      ])
    for step in optimum.steps {
      table.add(
        .plain(step.number),
        .text(ReportWords.named(step.treatment, names[step.treatment] ?? "")),
        .words(step.starts), .words(step.ready), .money(step.costOnce),
        .money(step.expectedLossAfter))
    }
    return "<h3>Action plan</h3>\(table)"
  }
}
