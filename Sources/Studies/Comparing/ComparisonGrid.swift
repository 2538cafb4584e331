/// Figures of two operands in aligned columns; names give way where 100 columns are not enough.
struct ComparisonGrid {
  private let rows: [DifferenceRecord]
  private let labels: (first: String, second: String)
  private let ink: Ink

  init(_ rows: [DifferenceRecord], labels: (first: String, second: String), ink: Ink) {
    self.rows = rows
    self.labels = labels
    self.ink = ink
  }

  private static let width = 100

  var text: String {
    let (a, b) = labels
    let head = ["", a, b, "\(b) - \(a)", "95 % of it", "verdict"]
    let lines: [[String]] = [head] + rows.map(cells)
    let widths = (1..<6).map { column in lines.map { TextWidth.of($0[column]) }.max() ?? 0 }
    // Two columns before each cell.
    let room = max(12, Self.width - 12 - widths.reduce(0, +))
    var grid = TextGrid(.left, .right, .right, .right, .left, .left)
    for (index, cells) in lines.enumerated() {
      let isPlain = index == 0 || !rows[index - 1].isClear
      grid.add(
        TextWidth.cut(cells[0], to: room), cells[1], cells[2], cells[3], cells[4], cells[5],
        colour: [4: ink.faint, 5: { isPlain ? ink.faint($0) : ink.caution($0) }])
    }
    return grid.text
  }

  // MARK: Cells

  private func cells(_ row: DifferenceRecord) -> [String] {
    let difference = texts(row)
    return [
      name(row), figure(row.a, row), figure(row.b, row), difference.value, difference.interval,
      row.verdict,
    ]
  }

  private func figure(_ record: EstimateRecord?, _ row: DifferenceRecord) -> String {
    guard let record else { return "-" }
    guard let value = record.value, value != 0, !row.isSame, let error = halfWidth(row), error > 0
    else { return pair(record, row).value }
    // A figure that moves needs the digits in which it moves: three or four in all.
    let usual = FigureText.place(of: scale(row) * value, error: 0)
    let moving = FigureText.lastDigit(scale(row) * error)
    return write(
      scale(row) * value, row, Swift.max(Swift.min(usual, moving), usual - 1))
  }

  private func pair(_ record: EstimateRecord, _ row: DifferenceRecord) -> FigureText.Pair {
    switch row.unit {
    case "money": FigureText.amount(record)
    case "persons": FigureText.number(record)
    default: FigureText.percent(record)
    }
  }

  /// The difference and its interval, rounded where the error begins.
  private func texts(_ row: DifferenceRecord) -> FigureText.Pair {
    let record = row.difference
    guard !row.isSame else { return FigureText.Pair(value: "0", interval: "") }
    guard let value = record.value, let low = record.low, let high = record.high,
      let error = halfWidth(row)
    else { return FigureText.Pair(value: "unknown", interval: "") }
    if record.isExact {
      let exact = pair(record, row)
      return FigureText.Pair(value: (value > 0 ? "+" : "") + exact.value, interval: "exact")
    }
    let factor = scale(row)
    let place =
      error > 0
      ? FigureText.lastDigit(factor * error) : FigureText.place(of: factor * value, error: 0)
    func signed(_ number: Double) -> String {
      let text = write(factor * number, row, place)
      return number > 0 && text.contains { "123456789".contains($0) } ? "+" + text : text
    }
    let interval = FigureText.range(signed(low), signed(high)) + (record.reliable ? "" : " *")
    return FigureText.Pair(value: signed(value), interval: interval)
  }

  private func halfWidth(_ row: DifferenceRecord) -> Double? {
    guard let low = row.difference.low, let high = row.difference.high else { return nil }
    return (high - low) / 2
  }

  private func scale(_ row: DifferenceRecord) -> Double { row.unit == "1" ? 100 : 1 }

  private func write(_ value: Double, _ row: DifferenceRecord, _ place: Int) -> String {
    switch row.unit {
    case "money": FigureText.scaled(value, to: place)
    case "persons": FigureText.decimal(value, to: place)
    // Finer than a thousandth of a percent, a share is only noise to a reader.
    default: FigureText.decimal(value, to: Swift.max(-3, place)) + " %"
    }
  }

  private func name(_ row: DifferenceRecord) -> String {
    let id = ProblemReport.printable(row.scope)
    let title = row.name.map { " " + ProblemReport.printable($0) } ?? ""
    switch row.metric {
    case "expected_fatalities": return "deaths a year"
    case "expected_injuries": return "injuries a year"
    case "value_at_risk":
      return "one year in \(FigureText.plain(1 / (1 - (row.level ?? 0))))"
    case "expected_shortfall":
      return "worst \(FigureText.plain(100 * (1 - (row.level ?? 0)))) % years"
    case "probability_of_loss": return "any loss"
    case "exceedance": return "loss > \(FigureText.amount(row.level ?? 0))"
    case "availability": return "up: \(id)\(title)"
    default: return row.scope == "all" ? "expected loss" : id + title
    }
  }
}
