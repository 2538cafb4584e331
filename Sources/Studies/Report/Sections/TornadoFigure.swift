/// Which inputs move the expected loss, from the run's sensitivity analysis.
struct TornadoFigure {
  let content: ReportContent
  private static let count = 12

  func block(id: String) -> FigureBlock? {
    guard let sensitivity = content.summary.sensitivity,
      let base = content.summary["current"]?.expectedAnnualLoss.value
        ?? content.level.expectedAnnualLoss.value
    else { return nil }
    let rows = sensitivity.inputs.compactMap { input -> TornadoChart.Row? in
      guard let bar = input.expectedAnnualLoss, let low = bar.low.value, let high = bar.high.value
      else { return nil }
      return TornadoChart.Row(name: Self.name(input.input), low: low, high: high)
    }
    let chart = TornadoChart(
      title: "Which inputs move the expected loss", description: sentence(sensitivity),
      currency: content.currency, base: base, rows: Array(rows.prefix(Self.count)))
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: id, drawing: drawing, table: table(sensitivity))
  }

  /// `R08 success` for `risks/R08/success`.
  static func name(_ path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    let known = ["risks", "controls", "treatments", "opportunities"]
    let rest = known.contains(parts.first ?? "") ? parts.dropFirst() : parts[...]
    let shown = rest.first == "network" ? rest.dropFirst(min(2, rest.count - 1)) : rest
    return shown.joined(separator: " ").replacing("_", with: " ")
  }

  private func sentence(_ sensitivity: SensitivitySummary) -> String {
    guard let first = sensitivity.inputs.first, let bar = first.expectedAnnualLoss else {
      return "No input moves the expected loss."
    }
    return "\(Self.name(first.input)) matters most: between its 10 % and its 90 % quantile the "
      + "expected loss goes from \(FigureText.amount(bar.low).value) to "
      + "\(FigureText.amount(bar.high).value) \(content.currency) a year, a difference of "
      + "\(FigureWords.amount(bar.swing))."
  }

  private func table(_ sensitivity: SensitivitySummary) -> DataTable {
    var table = DataTable(
      "Inputs, \(sensitivity.inputs.count) of \(sensitivity.uncertainInputs) uncertain ones",
      [
        .text("input"), .figure("expected loss at 10 %"), .figure("at 90 %"), .figure("difference"),
        .figure("Sobol' first"), .figure("Sobol' total"), .figure("rank correlation"),
      ])
    table.isSortable = true
    for input in sensitivity.inputs {
      table.add(
        .text(input.input), .amount(input.expectedAnnualLoss?.low),
        .amount(input.expectedAnnualLoss?.high), .amount(input.expectedAnnualLoss?.swing),
        .percent(input.sobolFirst), .percent(input.sobolTotal), .number(input.spearman))
    }
    return table
  }
}
