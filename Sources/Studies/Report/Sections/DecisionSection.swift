/// The page to decide on treatments: what to buy with which money, and why not another.
struct DecisionSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    let body: Markup
    if let optimum = content.optimum {
      body = DecisionBody(content: content, optimum: optimum).markup
    } else if content.records.treatments.isEmpty {
      return nil
    } else {
      body = ReportWords.missing(
        """
        \(FigureWords.count(content.records.treatments.count, "treatment")) could be adopted, and no \
        choice was computed for this report: <code>breakwater optimise STUDY --frontier</code> \
        chooses, and its folder beside the run is taken in.
        """)
    }
    return ReportSection(id: "decision", title: "Which treatments?", body: body, isFresh: true)
  }
}

/// The decision page where there is a computed choice.
struct DecisionBody {
  let content: ReportContent
  let optimum: OptimumSource

  var markup: Markup {
    let outlook = OutlookFigure(content: content).block(id: "decision-outlook")
    guard !isShort else {
      return """
        \(otherStudy)\(recommended)\(FigureBlock.row(frontier ?? netBenefit, outlook))\(grid)\
        \(strategies)\(following.certainty)
        """
    }
    return """
      \(otherStudy)\(recommended)\(FigureBlock.row(frontier, netBenefit))\(grid)\(strategies)\
      \(FigureBlock.row(outlook))\(following.markup)\(rules)\(notes)
      """
  }

  /// Whether the page of decision has to fit on one sheet of paper.
  private var isShort: Bool { content.profile == .management }

  private var record: OptimumSource.Optimum { optimum.record }

  private var following: DecisionConsequences {
    DecisionConsequences(optimum: optimum, names: names, currency: content.currency)
  }

  private var names: [String: String] {
    Dictionary(
      content.records.treatments.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  private func money(_ value: Double?) -> String {
    value.map { FigureText.amount($0) } ?? "not known"
  }

  private var otherStudy: Markup {
    guard !optimum.isSameStudy else { return .empty }
    return ReportWords.missing(
      """
      The choice (<code>\(record.run)</code>) was computed from another version of the study than \
      the run: study digest <code>\(String(record.study.digest.prefix(12)))</code>.
      """)
  }

  // MARK: The set

  private var recommended: Markup {
    guard let plan = record.plan else {
      let list = record.conflict.map { "<li><code>\($0)</code></li>" as Markup }.joined()
      return """
        <p class="lead">No set of treatments keeps all rules. These clash, and dropping any one of \
        them mends it:</p><ul>\(list)</ul>
        """
    }
    let items = plan.map { id -> Markup in
      "<li><bdi>\(ReportWords.named(id, names[id] ?? ""))</bdi></li>"
    }.joined()
    let style: Markup = isShort ? " class=\"run-in\"" : ""
    let list: Markup = plan.isEmpty ? "<p>Adopt nothing new.</p>" : "<ul\(style)>\(items)</ul>"
    return """
      <h3>Recommended set</h3><p class="lead">\(sentence)</p>\(list)<p>\(proof)\(ties)</p>
      """
  }

  private var sentence: String {
    let currency = content.currency
    let cost =
      "It costs \(money(record.annualCost)) \(currency) a year (\(money(record.costOnce)) once)"
    let loss = " and leaves an expected loss of \(money(record.expectedAnnualLoss)) a year"
    let net = record.netBenefit.map {
      "; averted loss less cost is \(FigureText.amount($0)) a year"
    }
    return cost + loss + (net ?? "") + "."
  }

  private var proof: String {
    guard record.status != "optimal" else {
      return "No allowed set is better (\(record.measure.replacing("_", with: " ")); proven). "
    }
    let gap = record.gap.map { FigureText.percent($0) } ?? "an unknown part"
    return "Not proven: the best set may be better by at most \(gap). "
  }

  private var ties: String {
    guard !record.ties.isEmpty else { return "" }
    let sets = record.ties.prefix(4).map {
      $0.isEmpty ? "nothing new" : $0.joined(separator: " ")
    }
    let rest = record.ties.count - sets.count
    return "Tied with it: " + sets.joined(separator: "; ")
      + (rest > 0 ? "; and \(FigureText.count(rest)) more." : ".")
  }

  // MARK: Frontier

  /// The points of the frontier; amounts of money that buy the same set are one.
  private var points: [OptimumSource.FrontierPoint] {
    optimum.frontier.reduce(into: []) { points, next in
      if let last = points.last, last.cost == next.cost, last.treatments == next.treatments {
        return
      }
      points.append(next)
    }
  }

  private var frontier: FigureBlock? {
    let points = points
    guard let first = points.first, let last = points.last, points.count > 1 else { return nil }
    let measure = first.measure.replacing("_", with: " ")
    let chosen = record.plan.flatMap { plan in
      points.first { Set($0.treatments) == Set(plan) }
    }
    let chart = FrontierChart(
      title: "What each amount of money buys",
      description:
        "From \(FigureText.amount(first.cost)) to \(FigureText.amount(last.cost)) of cost, the "
        + "least \(measure) goes from \(FigureText.amount(first.value)) to "
        + "\(FigureText.amount(last.value)) \(content.currency).",
      costName: "cost, \(content.currency)", valueName: measure,
      points: points.map { .init(cost: $0.cost, value: $0.value) },
      chosen: chosen.map { .init(cost: $0.cost, value: $0.value) })
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: "decision-frontier", drawing: drawing, table: frontierTable(measure))
  }

  /// Averted loss less cost at each cost, where the frontier is of the expected loss.
  private var netBenefit: FigureBlock? {
    guard let first = optimum.frontier.first, first.measure == "expected_annual_loss" else {
      return nil
    }
    let loss = first.value + first.cost
    let points = points.map {
      FrontierChart.Point(cost: $0.cost, value: loss - $0.value - $0.cost)
    }
    guard let best = points.max(by: { $0.value < $1.value }) else { return nil }
    let chart = FrontierChart(
      title: "What is left of the benefit after the cost",
      description:
        "Averted loss less cost is largest at a cost of \(FigureText.amount(best.cost)): "
        + "\(FigureText.amount(best.value)) \(content.currency) a year.",
      costName: "cost, \(content.currency)", valueName: "net benefit, \(content.currency) a year",
      points: points, chosen: nil)
    guard let drawing = chart.drawing else { return nil }
    var table = DataTable("Net benefit at each cost", [.figure("cost"), .figure("net benefit")])
    for point in points { table.add(.money(point.cost), .money(point.value)) }
    return FigureBlock(id: "decision-benefit", drawing: drawing, table: table)
  }

  private func frontierTable(_ measure: String) -> DataTable {
    var table = DataTable(
      "Best set at each cost",
      [.figure("cost"), .figure(measure), .text("treatments"), .text("proof")])
    for point in points {
      table.add(
        .money(point.cost), .money(point.value),
        .words(point.treatments.isEmpty ? "none" : point.treatments.joined(separator: " ")),
        .words(point.proof))
    }
    return table
  }

  // MARK: Grid

  /// At most this many amounts of money have a column, spread evenly over the frontier.
  private static let mostColumns = 8

  private var columns: [OptimumSource.FrontierPoint] {
    let points = points
    guard points.count > Self.mostColumns else { return points }
    return (0..<Self.mostColumns).map { index in
      points[index * (points.count - 1) / (Self.mostColumns - 1)]
    }
  }

  private var grid: Markup {
    let columns = columns
    var table = DataTable(
      "Treatments, in the best set at each cost (✓), alone and in the recommended set; "
        + "\(content.currency) a year",
      [.text("treatment")] + columns.map { .mark(FigureText.amount($0.cost)) }
        + [
          .figure("cost"), .figure("averts alone"), .figure("averts in the set"),
          .figure("ready, days"),
        ] + (isShort ? [] : [.text("why")]))
    for treatment in shown {
      let marks = columns.map { column -> DataCell in
        column.treatments.contains(treatment.id)
          ? .markup("<b><span aria-hidden=\"true\">✓</span></b><span class=\"sr\">in</span>")
          : .markup(
            "<span class=\"faint\" aria-hidden=\"true\">·</span><span class=\"sr\">out</span>")
      }
      table.add([name(treatment)] + marks + figures(treatment))
    }
    let left = optimum.treatments.count - shown.count
    let rest: Markup =
      left == 0
      ? .empty
      : "<p class=\"faint\">\(FigureWords.count(left, "treatment")) more in the full report.</p>"
    return "<h3>Treatments by budget</h3>\(table)\(rest)"
  }

  /// Rows of the grid on a page that has to fit on one sheet.
  private static let mostRows = 24

  /// All treatments; on a short page the recommended ones, then those that avert most.
  private var shown: [OptimumSource.Treatment] {
    guard isShort, optimum.treatments.count > Self.mostRows else { return optimum.treatments }
    let ranked = optimum.treatments.sorted {
      ($0.isChosen ? 1 : 0, $0.inSet.value ?? 0) > ($1.isChosen ? 1 : 0, $1.inSet.value ?? 0)
    }
    let ids = Set(ranked.prefix(Self.mostRows).map(\.id))
    return optimum.treatments.filter { ids.contains($0.id) }
  }

  private func name(_ treatment: OptimumSource.Treatment) -> DataCell {
    let name = ReportWords.named(treatment.id, names[treatment.id] ?? "")
    let mark: Markup = isShort ? .empty : " <small>recommended</small>"
    return treatment.isChosen
      ? .markup("<bdi><b>\(name)</b></bdi>\(mark)")
      : .markup("<bdi>\(name)</bdi>")
  }

  private func figures(_ treatment: OptimumSource.Treatment) -> [DataCell] {
    [
      .money(treatment.annualCost), interval(treatment.alone), interval(treatment.inSet),
      .plain(treatment.readyInDays),
    ] + (isShort ? [] : [.words(treatment.decision)])
  }

  private func interval(_ figure: OptimumSource.Interval) -> DataCell {
    let isExact = figure.low == figure.value && figure.high == figure.value
    return .amount(
      EstimateRecord(
        curveLoss: figure.value, low: figure.low, high: figure.high, isExact: isExact))
  }

  // MARK: Strategies and rules

  private var strategies: Markup {
    guard optimum.strategies.count > 1 else { return .empty }
    var table = DataTable(
      "Named strategies and the best set, \(content.currency) a year",
      [
        .text("strategy"), .text("treatments"), .figure("cost"), .figure("expected loss"),
        .figure("net benefit"), .figure("chance to be best"), .text("verdict"),
      ])
    for strategy in optimum.strategies {
      table.add(
        .id(strategy.id),
        .words(strategy.treatments.isEmpty ? "none" : strategy.treatments.joined(separator: " ")),
        .money(strategy.annualCost), .money(strategy.expectedLoss), interval(strategy.netBenefit),
        .share(strategy.probabilityBest), .words(strategy.verdict))
    }
    return "<h3>Strategies side by side</h3>\(table)"
  }

  private var rules: Markup {
    guard !record.constraints.isEmpty else { return .empty }
    var table = DataTable(
      "Rules under the recommended set",
      [.text("rule"), .figure("value"), .figure("limit"), .figure("slack")])
    for rule in record.constraints {
      table.add(
        .words(Self.words(rule: rule.name)), .money(rule.value), .money(rule.limit),
        .money(rule.slack))
    }
    return "<h3>Rules</h3>\(table)"
  }

  /// `staff` of `constraints/2/staff`, `resource engineers` of `constraints/3/resource/engineers`.
  static func words(rule: String) -> String {
    let parts = rule.split(separator: "/").drop { $0 == "constraints" || Int($0) != nil }
    return parts.joined(separator: " ").replacing("_", with: " ")
  }

  private var notes: Markup {
    let items = (record.notes + [record.method]).map {
      "<li>\(Prose.markup($0))</li>" as Markup
    }.joined()
    return "<ul class=\"faint\">\(items)</ul>"
  }
}
