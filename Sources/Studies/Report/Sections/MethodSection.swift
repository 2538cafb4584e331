/// How the figures were found and how far they can be trusted.
struct MethodSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection {
    let isShort = content.profile == .management
    let figure = isShort ? Markup.empty : FigureBlock.row(convergence)
    return ReportSection(
      id: "method", title: "Method and trust",
      body: isShort ? short : "\(simulation)\(trust)\(figure)\(notes)\(limits)")
  }

  /// The same in two paragraphs, so that the page of decision fits on one sheet.
  private var short: Markup {
    let count = content.summary.notes.count
    let notes: Markup =
      count == 0
      ? .empty : " The run left \(FigureWords.count(count, "note")); the full report has them."
    return """
      \(simulation)<p id="not-modelled">Not modelled: seasons; correlation of severities and durations \
      across risks; overlapping outages that compound within one node; stocks that refill within an \
      event; prices; the rewiring of supply chains.\(notes) The report shows evidence and its \
      state. It certifies nothing.</p>
      """
  }

  private var provenance: ReportContent.Provenance { content.provenance }

  private var simulation: Markup {
    if provenance.endedBy == "exact" {
      return "<p>All figures are exact: nothing was simulated.</p>"
    }
    let years = FigureText.count(provenance.trials)
    let method = provenance.method.replacing("_", with: " ")
    let stopped =
      provenance.trials < provenance.trialsAsked
      ? " of \(FigureText.count(provenance.trialsAsked)) asked for" : ""
    return """
      <p>\(years) years\(stopped) were simulated (\(method), seed \(String(provenance.seed))). In \
      each, events happen at random by the rates of the study, \(uncertainty); losses are summed \
      after insurance. Every figure stands with its 95 % interval of the simulation, or says that \
      it is exact.</p>
      """
  }

  private var uncertainty: String {
    switch provenance.parameterUncertainty {
    case "pooled": "uncertain inputs are drawn afresh in every year"
    case "off": "uncertain inputs are held at their means"
    default: "uncertain inputs are drawn outside and years inside, so that what is not known shows"
    }
  }

  private var trust: Markup {
    guard content.profile.showsFigures else { return .empty }
    var items: [Markup] = []
    let loss = content.level.expectedAnnualLoss
    if !loss.isExact, let error = loss.relativeHalfWidth {
      items.append(
        "The expected loss is known to \(FigureText.percent(error)) (half of its 95 % interval); four times the years would halve that."
      )
    }
    if let shortfall = content.shortfall, let error = shortfall.relativeHalfWidth,
      !shortfall.isExact
    {
      items.append(
        "The mean of the worst \(content.worstShare) of years is known to \(FigureText.percent(error))."
      )
    }
    let estimates = content.records.estimates
    if estimates.all > 0, content.profile.isInternal {
      items.append(
        "Of \(FigureWords.count(estimates.all, "estimate")) of rates and losses, \(estimates.withSource) say who stands behind them or what they rest on."
      )
    }
    guard !items.isEmpty else { return .empty }
    return "<ul>\(items.map { "<li>\($0)</li>" as Markup }.joined())</ul>"
  }

  private var convergence: FigureBlock? {
    let points = content.summary.convergence.compactMap { point -> ConvergenceChart.Point? in
      guard let value = point.expectedAnnualLoss, let half = point.halfWidth else { return nil }
      return ConvergenceChart.Point(trials: Double(point.trials), value: value, halfWidth: half)
    }
    guard let first = points.first, let last = points.last else { return nil }
    let half = FigureText.amount(last.halfWidth)
    let sentence =
      "Half of the 95 % interval of the expected loss went from "
      + "\(FigureText.amount(first.halfWidth)) after \(FigureText.count(Int(first.trials))) years "
      + "to \(half) after \(FigureText.count(Int(last.trials)))."
    guard
      let drawing = ConvergenceChart(
        title: "The expected loss as the run went on", description: sentence,
        currency: content.currency, points: points
      ).drawing
    else { return nil }
    var table = DataTable(
      "Expected loss by number of simulated years",
      [
        .figure("years"), .figure("expected loss, \(content.currency)"),
        .figure("half of the interval"),
      ])
    for point in points {
      table.add(
        .words(FigureText.count(Int(point.trials))), .money(point.value), .money(point.halfWidth))
    }
    return FigureBlock(id: "method-convergence", drawing: drawing, table: table)
  }

  private var notes: Markup {
    let notes = content.summary.notes
    guard !notes.isEmpty else { return .empty }
    let list = notes.map { "<li><bdi>\($0)</bdi></li>" as Markup }.joined()
    return "<h3>Notes of the run</h3><ul>\(list)</ul>"
  }

  /// `MODELS.md` section 8: said in every report.
  private var limits: Markup {
    """
    <h3 id="not-modelled">What is not modelled</h3>
    <ul>
    <li>Seasons: events fall evenly over the year.</li>
    <li>Correlation of severities and durations across risks: dependence acts on counts, shared \
    hazards, controls and the network.</li>
    <li>Several overlapping outages that compound within one node.</li>
    <li>Stocks that refill within an event; prices; the rewiring of supply chains.</li>
    </ul>
    <p class="faint">The report shows evidence and its state. It certifies nothing.</p>
    """
  }
}
