/// How bad, how often, how sure, and what drives it.
struct ResultsSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    let curves = FigureBlock.row(
      ExceedanceFigure(content: content).block(id: "results-exceedance"),
      DriversFigure(content: content).block(id: "results-drivers"))
    let steps = FigureBlock.row(
      WaterfallFigure(content: content).block(id: "results-waterfall"),
      TornadoFigure(content: content).block(id: "results-tornado"))
    let rest = FigureBlock.row(
      MatrixFigure(content: content).block(id: "results-matrix"), processes)
    return ReportSection(
      id: "results", title: "Results",
      body: "\(curves)\(steps)\(tornadoMissing)\(rest)\(controls)\(opportunities)", isFresh: true)
  }

  private var tornadoMissing: Markup {
    guard content.summary.sensitivity == nil, content.profile.isInternal else { return .empty }
    return ReportWords.missing(
      """
      Which inputs move the figures was not computed for this run: \
      <code>breakwater run STUDY --sensitivity</code>.
      """)
  }

  private var processes: FigureBlock? {
    let rows = content.level.processes.filter { ($0.downtimeDays?.value ?? 0) > 0 }.sorted {
      ($0.downtimeDays?.value ?? 0, $1.id) > ($1.downtimeDays?.value ?? 0, $0.id)
    }
    guard let first = rows.first else { return nil }
    let chart = IntervalBarChart(
      title: "Lost days of the processes",
      description:
        "\(ReportWords.named(first.id, first.name)) loses most: "
        + "\(FigureWords.number(first.downtimeDays)) days a year, an availability of "
        + "\(FigureWords.percent(first.availability)).",
      rows: rows.prefix(12).map {
        .init(
          name: ReportWords.named($0.id, $0.name), value: $0.downtimeDays?.value ?? 0,
          low: $0.downtimeDays?.low, high: $0.downtimeDays?.high,
          words: FigureText.number($0.downtimeDays).value + " d")
      })
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: "results-processes", drawing: drawing, table: processTable)
  }

  private var processTable: DataTable {
    var table = DataTable(
      "Processes",
      [
        .text("process"), .text("name"), .figure("lost days a year"), .figure("availability"),
        .figure("expected loss, \(content.currency) a year"), .figure("of the bad years"),
      ])
    table.isSortable = true
    for process in content.level.processes {
      table.add(
        .id(process.id), .text(process.name), .number(process.downtimeDays),
        .percent(process.availability), .amount(process.expectedLoss),
        .share(process.shareOfShortfall))
    }
    return table
  }

  private var controls: Markup {
    guard let sensitivity = content.summary.sensitivity, !sensitivity.controls.isEmpty else {
      return .empty
    }
    let names = Dictionary(
      content.records.controls.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var table = DataTable(
      "Controls: what each takes off, and what its outages add, \(content.currency)",
      [
        .text("control"), .text("name"), .figure("off the expected loss"),
        .figure("off the bad years"), .figure("outages add to the bad years"),
      ])
    table.isSortable = true
    for control in sensitivity.controls {
      table.add(
        .id(control.control), .text(names[control.control]),
        .amount(control.expectedAnnualLossTakenAway), .amount(control.expectedShortfallTakenAway),
        control.expectedShortfallAddedByOutages.map { .amount($0) } ?? .words("–"))
    }
    return "<h3>Controls</h3>\(table)"
  }

  private var opportunities: Markup {
    guard !content.summary.opportunities.isEmpty else { return .empty }
    var table = DataTable(
      "Opportunities: expected gain a year, never netted against losses",
      [.text("opportunity"), .text("name"), .figure("gain, \(content.currency) a year")])
    for item in content.summary.opportunities {
      table.add(.id(item.id), .text(item.name), .amount(item.expectedAnnualGain))
    }
    return "<h3>Opportunities</h3>\(table)"
  }
}
