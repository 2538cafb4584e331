internal import TreatmentPlanning

/// What follows from a choice: reasons, certainty, prices of rules, and the roadmap.
extension OptimisationText {
  private var tables: OptimisationTables {
    OptimisationTables(optimisation: optimisation, run: record.run)
  }

  /// Sentences are long: beyond this many the reader is sent to the file.
  private static var mostReasons: Int { 12 }

  var reasons: String {
    let entries = optimisation.attribution.entries
    guard optimisation.toggles != nil, !entries.isEmpty else { return "" }
    let shown =
      entries.count <= Self.mostReasons
      ? entries : entries.filter { optimisation.answer.plan?[$0.option] ?? false }
    let lines = shown.prefix(Self.mostReasons).map { entry in
      let line = TreatmentLine(entry, optimisation: optimisation)
      return TextWrap.lines(clean("\(line.option.id): \(line.sentence)"), first: "  ")
    }
    let rest = entries.count - lines.count
    return heading("REASONS") + lines.joined()
      + (rest > 0 ? "  and \(rest) more in treatments.csv\n" : "")
  }

  var certainty: String {
    guard let ranked = optimisation.inputRanking else { return "" }
    var grid = TextGrid(.left, .right, .left)
    if let entry = ranked.optimum {
      grid.add(
        "chance that the plan is best", FigureText.percent(entry.probabilityBest),
        "of \(ranked.plans.count) plans")
      grid.add("expected regret", money(entry.expectedRegret), "")
    }
    grid.add("worth of knowing all inputs", money(ranked.ranking.totalWorth), "")
    let worths = ranked.ranking.worths.filter { $0.value > 0 }
      .sorted { ($0.value, $1.input) > ($1.value, $0.input) }
    for worth in worths.prefix(5) {
      grid.add(TextWidth.cut("  of \(clean(worth.input))", to: 50), money(worth.value), "")
    }
    let inputs = "\(ranked.inputs.count) uncertain inputs, \(ranked.ranking.draws) draws"
    return heading("HOW SURE", inputs) + grid.text
  }

  var prices: String {
    let lines = tables.priceLines
    guard !lines.isEmpty else { return "" }
    var grid = TextGrid(.left, .left, .right, .right, .left)
    grid.add("rule", "", "objective", "difference", "plan")
    for line in lines {
      let changes =
        (line.added.isEmpty ? "" : "+\(line.added) ")
        + (line.removed.isEmpty ? "" : "-\(line.removed)")
      grid.add(
        TextWidth.cut(clean(line.rule), to: 36), line.change, money(line.answer.objective),
        line.difference.map { FigureText.amount($0) } ?? "",
        line.treatments == nil
          ? line.answer.status.rawValue
          : TextWidth.cut(changes.isEmpty ? "the same" : clean(changes), to: 28))
    }
    return heading("PRICES OF RULES") + grid.text
  }

  var roadmap: String {
    guard let roadmap = optimisation.roadmap, !roadmap.steps.isEmpty else { return "" }
    var grid = TextGrid(.right, .left, .right, .right, .right, .right)
    grid.add("", "treatment", "begins", "works", "spent", "loss a year then")
    for line in tables.roadmapLines {
      grid.add(
        "\(line.place)", TextWidth.cut(clean("\(line.option.id) \(line.option.name)"), to: 36),
        line.starts ?? "day \(FigureText.plain(line.step.startDay))",
        line.ready ?? "day \(FigureText.plain(line.step.readyDay))", money(line.step.spent),
        money(line.step.lossAfter))
    }
    let left = roadmap.left.map { optimisation.problem.options[$0].id }
    let rest =
      left.isEmpty ? "" : "  no means to begin: \(left.map(clean).joined(separator: " "))\n"
    let way = roadmap.isExhaustive ? "best of all orders" : "an order that no exchange improves"
    return heading("ROADMAP", way) + grid.text + rest
  }
}
