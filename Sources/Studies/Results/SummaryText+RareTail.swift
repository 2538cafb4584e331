extension SummaryText {
  /// Losses too rare for the run's own years; empty where they were not asked for.
  var rareTail: String {
    guard let record = rareTailRecord else { return "" }
    var grid = TextGrid(.left, .right, .left)
    func add(_ name: String, _ pair: FigureText.Pair) {
      grid.add(name, pair.value, pair.interval, colour: [2: ink.faint])
    }
    for point in record.aggregate {
      let period = FigureText.plain(point.returnPeriodYears)
      add("one year in \(period) costs more than", FigureText.amount(point.loss))
    }
    for (label, average) in (record.expectedShortfall ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let level = Double(label) else { continue }
      let years = FigureText.plain((1 / (1 - level)).rounded())
      add("the worst one year in \(years) costs on average", FigureText.amount(average))
    }
    for chance in record.exceedance {
      add(
        "chance of more than \(FigureText.plain(chance.loss))",
        FigureText.percent(chance.probability))
    }
    let years = FigureText.count(record.trials)
    return heading(
      "RARE LOSSES", "computed given all but one loss of \(years) years, current level")
      + grid.text
  }

  /// Why intervals of rare losses are not reliable.
  var rareTailReasons: [String] {
    guard let record = rareTailRecord else { return [] }
    let shown =
      record.aggregate.map(\.loss) + (record.expectedShortfall ?? [:]).values
      + record.exceedance.map(\.probability)
    return shown.compactMap(\.caveat)
      + [record.expectedShortfallReason].compactMap { $0 }
  }
}
