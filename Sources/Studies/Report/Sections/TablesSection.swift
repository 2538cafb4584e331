/// The figures behind the charts, for paper: risks, owners and every level.
struct TablesSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    ReportSection(
      id: "data", title: "Data tables",
      body: """
        \(levels)\(risks)\(owners)
        <p>All figures of this report stand once as JSON in its element \
        <code>report-data</code>; the run folder holds them as CSV.</p>
        """, isFresh: true)
  }

  private var all: [LevelSummary] {
    [content.level] + content.summary.byLevel.values.sorted { $0.strategy < $1.strategy }
  }

  private var levels: Markup {
    let all = all
    var table = DataTable(
      "Figures of a year by level, \(content.currency)",
      [.text("figure")] + all.map { .figure($0.strategy) })
    table.add([.words("expected loss")] + all.map { .amount($0.expectedAnnualLoss) })
    table.add([.words("chance of any loss")] + all.map { .percent($0.probabilityOfLoss) })
    for level in sorted(content.level.valueAtRisk) {
      let name = "one year in \(FigureText.plain(1 / max(1 - (Double(level) ?? 0), 1e-12)))"
      table.add(
        [.words("\(name) costs more than")] + all.map { .amount($0.valueAtRisk[level]) })
    }
    for level in sorted(content.level.expectedShortfall) {
      let worst = FigureText.plain((1 - (Double(level) ?? 0)) * 100)
      table.add(
        [.words("mean of the worst \(worst) % of years")]
          + all.map { .amount($0.expectedShortfall[level]) })
    }
    table.add([.words("deaths")] + all.map { .number($0.people.fatalities) })
    table.add([.words("injuries")] + all.map { .number($0.people.injuries) })
    return "\(table)"
  }

  private func sorted(_ records: [String: EstimateRecord]) -> [String] {
    records.keys.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
  }

  private var risks: Markup {
    var table = DataTable(
      "Risks",
      [
        .text("risk"), .text("name"), .text("category"), .figure("events a year"),
        .figure("expected loss"), .figure("of the mean"), .figure("of the bad years"),
      ])
    table.isSortable = true
    for risk in content.level.risks {
      table.add(
        .id(risk.id), .text(risk.name), .text(risk.category.replacing("_", with: " ")),
        .number(risk.eventsPerYear), .amount(risk.expectedLoss), .share(risk.shareOfExpectedLoss),
        .share(risk.shareOfShortfall))
    }
    return "\(table)"
  }

  private var owners: Markup {
    guard !content.level.owners.isEmpty else { return .empty }
    var table = DataTable(
      "Owners of risks",
      [.text("owner"), .text("risks"), .figure("expected loss"), .figure("of the bad years")])
    table.isSortable = true
    for owner in content.level.owners {
      table.add(
        .id(owner.id), .text(owner.risks.joined(separator: " ")), .amount(owner.expectedLoss),
        .share(owner.shareOfShortfall))
    }
    return "\(table)"
  }
}
