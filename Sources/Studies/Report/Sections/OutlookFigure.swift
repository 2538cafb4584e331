/// How the loss of a year falls as treatments begin to work.
struct OutlookFigure {
  let content: ReportContent

  func block(id: String) -> FigureBlock? {
    guard let stages = content.outlook?.stages, let first = stages.first, let last = stages.last
    else { return nil }
    let begun = stages.reduce(0) { $0 + $1.begins.count }
    let chart = FanChart(
      title: "The loss of a year as treatments begin to work",
      description:
        "The year in the middle costs \(FigureText.amount(first.quantiles[2])) "
        + "\(content.currency) today and \(FigureText.amount(last.quantiles[2])) once "
        + "\(FigureWords.count(begun, "treatment")) "
        + "\(begun == 1 ? "works" : "work") (\(last.date)); one year in twenty costs more than "
        + "\(FigureText.amount(last.quantiles[4])) then, \(FigureText.amount(first.quantiles[4])) "
        + "today.",
      currency: content.currency,
      stages: stages.map {
        FanChart.Stage(
          day: $0.day, label: $0.begins.joined(separator: " "), quantiles: $0.quantiles)
      })
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: id, drawing: drawing, table: table(stages))
  }

  private func table(_ stages: [Outlook.Stage]) -> DataTable {
    var table = DataTable(
      "Loss of a year by stage, \(content.currency), from "
        + "\(FigureText.count(Outlook.trials)) years each on the same random numbers",
      [
        .text("from"), .text("begins to work"), .figure("5 %"), .figure("25 %"),
        .figure("median"), .figure("75 %"), .figure("95 %"), .figure("mean"),
      ])
    for stage in stages {
      table.add(
        [.words(stage.date), .text(stage.begins.joined(separator: " "))]
          + stage.quantiles.map { .money($0) } + [.money(stage.mean)])
    }
    return table
  }
}
