/// From the loss without controls to the loss with them, and on to a strategy where the run has one.
///
/// The steps are the differences of the same risk between two levels: they add up to the whole
/// whatever their order, so no control is favoured by coming first.
struct WaterfallFigure {
  let content: ReportContent
  private static let count = 7

  func block(id: String) -> FigureBlock? {
    let levels = levels
    // Without controls there is no way to go from one total to the same.
    guard levels.count > 1,
      zip(levels, levels.dropFirst()).contains(where: { pair in
        steps(pair.0, pair.1).contains { $0.change != 0 }
      })
    else { return nil }
    let chart = WaterfallChart(
      title: "From inherent to \(levels.count > 2 ? "residual" : "current") loss",
      description: sentence(levels), rows: rows(levels))
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: id, drawing: drawing, table: table(levels))
  }

  /// Inherent, current, and the first strategy with treatments.
  private var levels: [LevelSummary] {
    let summary = content.summary
    let residual = ([summary.shown.strategy] + summary.byLevel.keys.sorted()).first {
      $0 != "inherent" && $0 != "current"
    }
    return ["inherent", "current", residual].compactMap { $0 }.compactMap { summary[$0] }
  }

  private func name(_ level: LevelSummary) -> String {
    switch level.strategy {
    case "inherent": "Without any control"
    case "current": "With controls"
    default: "With \(level.strategy)"
    }
  }

  private struct Step {
    let risk: RiskSummary
    let before: EstimateRecord
    let change: Double
  }

  private func steps(_ from: LevelSummary, _ to: LevelSummary) -> [Step] {
    let before = Dictionary(
      from.risks.map { ($0.id, $0.expectedLoss) }, uniquingKeysWith: { first, _ in first })
    return to.risks.compactMap { risk in
      guard let old = before[risk.id], let first = old.value, let last = risk.expectedLoss.value
      else { return nil }
      return Step(risk: risk, before: old, change: last - first)
    }.sorted { ($0.change.magnitude, $1.risk.id) > ($1.change.magnitude, $0.risk.id) }
  }

  private func rows(_ levels: [LevelSummary]) -> [WaterfallChart.Row] {
    var rows = [total(levels[0])]
    for (from, to) in zip(levels, levels.dropFirst()) {
      let steps = steps(from, to).filter { $0.change != 0 }
      rows += steps.prefix(Self.count).map {
        .step(name: ReportWords.named($0.risk.id, $0.risk.name), change: $0.change)
      }
      let rest = steps.dropFirst(Self.count)
      if !rest.isEmpty {
        rows.append(
          .step(
            name: FigureWords.count(rest.count, "other risk"),
            change: rest.reduce(0) { $0 + $1.change }))
      }
      rows.append(total(to))
    }
    return rows
  }

  private func total(_ level: LevelSummary) -> WaterfallChart.Row {
    .total(name: name(level), value: level.expectedAnnualLoss.value ?? 0)
  }

  private func sentence(_ levels: [LevelSummary]) -> String {
    let totals = levels.map { level in
      "\(name(level).lowercased()) it is \(FigureWords.amount(level.expectedAnnualLoss))"
    }
    let first = steps(levels[0], levels[1]).first.map {
      ", most of the difference at \(ReportWords.named($0.risk.id, $0.risk.name))"
    }
    return "The expected loss a year, \(content.currency): \(FigureWords.list(totals))"
      + "\(first ?? ""). Steps are by risk and add up in any order."
  }

  private func table(_ levels: [LevelSummary]) -> DataTable {
    var table = DataTable(
      "Expected loss a year of each risk, \(content.currency)",
      [.text("risk"), .text("name")] + levels.map { .figure($0.strategy) })
    table.isSortable = true
    for risk in levels[0].risks {
      table.add(
        [.id(risk.id), .text(risk.name)]
          + levels.map { level in
            .amount(level.risks.first { $0.id == risk.id }?.expectedLoss)
          })
    }
    return table
  }
}
