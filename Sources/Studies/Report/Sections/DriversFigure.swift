/// What drives the mean and the bad years: risks by their shares.
struct DriversFigure {
  let content: ReportContent
  /// Rows before the rest.
  var count = 10

  func block(id: String) -> FigureBlock? {
    let chart = PairedBarChart(
      title: "What drives the mean and the bad years", description: sentence,
      firstName: "share of the expected loss",
      secondName: "share of the worst \(content.worstShare) of years", rows: rows)
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: id, drawing: drawing, table: table)
  }

  /// The risks with the largest share in either.
  private var largest: [RiskSummary] {
    let ranked = content.level.risks.filter { rank($0) > 0 }.sorted {
      (rank($0), $1.id) > (rank($1), $0.id)
    }
    return Array(ranked.prefix(count))
  }

  private func rank(_ risk: RiskSummary) -> Double {
    max(risk.shareOfExpectedLoss ?? 0, risk.shareOfShortfall ?? 0)
  }

  private var rows: [PairedBarChart.Row] {
    let largest = largest
    var rows = largest.map {
      PairedBarChart.Row(
        name: ReportWords.named($0.id, $0.name), first: $0.shareOfExpectedLoss,
        second: $0.shareOfShortfall)
    }
    let ids = Set(largest.map(\.id))
    let rest = content.level.risks.filter { !ids.contains($0.id) }
    if !rest.isEmpty {
      rows.append(
        PairedBarChart.Row(
          name: FigureWords.count(rest.count, "other risk"),
          first: rest.reduce(0) { $0 + ($1.shareOfExpectedLoss ?? 0) },
          second: rest.contains { $0.shareOfShortfall != nil }
            ? rest.reduce(0) { $0 + ($1.shareOfShortfall ?? 0) } : nil))
    }
    return rows
  }

  private var sentence: String {
    let risks = content.level.risks
    guard
      let mean = risks.max(by: { ($0.shareOfExpectedLoss ?? 0) < ($1.shareOfExpectedLoss ?? 0) })
    else { return "The study has no risk." }
    let first =
      "\(ReportWords.named(mean.id, mean.name)) has the largest part of the expected loss, "
      + FigureText.percent(mean.shareOfExpectedLoss ?? 0)
    guard let bad = risks.max(by: { ($0.shareOfShortfall ?? 0) < ($1.shareOfShortfall ?? 0) }),
      let share = bad.shareOfShortfall
    else { return first + "." }
    return bad.id == mean.id
      ? first + ", and of the worst \(content.worstShare) of years, \(FigureText.percent(share))."
      : first + "; \(ReportWords.named(bad.id, bad.name)) has the largest part of the worst "
        + "\(content.worstShare) of years, \(FigureText.percent(share))."
  }

  private var table: DataTable {
    var table = DataTable(
      "Risks by their shares",
      [
        .text("risk"), .text("name"), .figure("events a year"),
        .figure("expected loss, \(content.currency) a year"), .figure("of the mean"),
        .figure("of the bad years"),
      ])
    table.isSortable = true
    for risk in content.level.risks {
      table.add(
        .id(risk.id), .text(risk.name), .number(risk.eventsPerYear), .amount(risk.expectedLoss),
        .share(risk.shareOfExpectedLoss), .share(risk.shareOfShortfall))
    }
    return table
  }
}
