extension SummaryText {
  /// What the losses answer to: ten inputs with their bars, then controls; empty where it was not
  /// asked for.
  var sensitivity: String {
    guard let record = sensitivityRecord else { return "" }
    let parts = [tornado(record), controlEntries(record), sensitivityNotes(record)]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  // MARK: Tornado

  private func tornado(_ record: SensitivitySummary) -> String {
    let shown = record.inputs.prefix(10)
    guard !shown.isEmpty else { return "" }
    let scale = TornadoScale(shown.compactMap(\.expectedAnnualLoss))
    var grid = TextGrid(.left, .right, .left, .right, .right, .right)
    grid.add("", "expected loss", "from 10 % to 90 %", "first", "total", "rank")
    for input in shown {
      grid.add(
        TextWidth.cut(clean(input.input), to: 34), ends(input.expectedAnnualLoss),
        input.expectedAnnualLoss.map(scale.bar) ?? "", share(input.sobolFirst),
        share(input.sobolTotal), correlation(input.spearman), colour: [2: ink.heading])
    }
    let rest = record.uncertainInputs - shown.count
    let more = rest > 0 ? "  and \(rest) more in sensitivity.csv\n" : ""
    return heading(
      "WHAT MOVES THE EXPECTED LOSS", "each input at its 10 % and 90 % quantile, current level")
      + grid.text + more
  }

  private func ends(_ bar: SensitivitySummary.Bar?) -> String {
    guard let bar, let low = bar.low.value, let high = bar.high.value else { return "unknown" }
    // Digits as far as the swing is known, not the ends: both are of the same years.
    let error = ((bar.swing.high ?? high) - (bar.swing.low ?? low)) / 2
    let place = FigureText.place(of: max(low.magnitude, high.magnitude), error: error)
    return FigureText.range(FigureText.scaled(low, to: place), FigureText.scaled(high, to: place))
  }

  /// A Sobol' index; `~` where its interval is wider than a fifth.
  private func share(_ record: EstimateRecord?) -> String {
    guard let record, let value = record.value else { return "-" }
    let width = (record.high ?? .infinity) - (record.low ?? -.infinity)
    return (width > 0.2 ? "~" : "") + "\(Int((value * 100).rounded())) %"
  }

  private func correlation(_ record: EstimateRecord?) -> String {
    guard let value = record?.value else { return "-" }
    return FigureText.decimal(value, to: -2)
  }

  // MARK: Controls and notes

  private func controlEntries(_ record: SensitivitySummary) -> String {
    func weight(_ entry: SensitivitySummary.ControlEntry) -> Double {
      (entry.expectedShortfallTakenAway?.value ?? 0).magnitude
    }
    let shown = record.controls.sorted { weight($0) > weight($1) }.prefix(10)
    guard !shown.isEmpty else { return "" }
    var grid = TextGrid(.left, .right, .left, .right, .left)
    grid.add("", "takes away", "95 % interval", "its outages", "95 % interval")
    for entry in shown {
      let taken = FigureText.amount(entry.expectedShortfallTakenAway)
      let outages = entry.outagesInTail.map { FigureText.amount($0) }
      grid.add(
        TextWidth.cut(clean(entry.control), to: 24), taken.value, taken.interval,
        outages?.value ?? "-", outages?.interval ?? "", colour: [2: ink.faint, 4: ink.faint])
    }
    let worst = FigureText.plain((1 - record.level) * 100)
    return heading("CONTROLS", "in the worst \(worst) % of years, on average") + grid.text
  }

  private func sensitivityNotes(_ record: SensitivitySummary) -> String {
    record.notes.map { TextWrap.lines(clean($0), first: "  - ") }.joined()
  }
}

/// Draws bars of a tornado on one scale.
private struct TornadoScale {
  private static let width = 20
  private let least: Double
  private let greatest: Double

  init(_ bars: [SensitivitySummary.Bar]) {
    let ends = bars.flatMap { [$0.low.value, $0.high.value] }.compactMap { $0 }
    least = ends.min() ?? 0
    greatest = ends.max() ?? 0
  }

  /// A run of `=` from the lower to the upper end, one at least.
  func bar(_ bar: SensitivitySummary.Bar) -> String {
    guard let low = bar.low.value, let high = bar.high.value, greatest > least else { return "" }
    let from = column(min(low, high))
    let to = max(from + 1, column(max(low, high)))
    let text =
      String(repeating: " ", count: from) + String(repeating: "=", count: to - from)
    return text + String(repeating: " ", count: max(0, Self.width + 1 - to))
  }

  private func column(_ value: Double) -> Int {
    Int(((value - least) / (greatest - least) * Double(Self.width)).rounded())
  }
}
