/// The exceedance curve of a report with its sentence and table.
struct ExceedanceFigure {
  let content: ReportContent

  /// The figure under an id; nil where the run has no curve.
  func block(id: String) -> FigureBlock? {
    guard
      let drawing = ExceedanceChart(
        title: "Chance of a worse year", description: sentence, currency: content.currency,
        curves: curves, tolerance: tolerance, bandName: bandName
      ).drawing
    else { return nil }
    return FigureBlock(id: id, drawing: drawing, table: table)
  }

  /// `current` in front, then `inherent`, then strategies.
  private var levels: [(name: String, level: LevelSummary)] {
    // A level with the same curve, as inherent is without controls, would hide under it.
    let own = content.level.exceedance.aggregate.map(\.loss)
    let others = content.summary.byLevel.values.sorted { $0.strategy < $1.strategy }
      .filter { $0.exceedance.aggregate.map(\.loss) != own }
    return ([content.level] + others).map { (Self.name($0.strategy), $0) }
  }

  static func name(_ strategy: String) -> String {
    switch strategy {
    case "current": "current: controls act"
    case "inherent": "inherent: no control acts"
    default: strategy
    }
  }

  private var curves: [ExceedanceChart.Curve] {
    levels.prefix(4).map { name, level in
      ExceedanceChart.Curve(name: name, points: points(level))
    }
  }

  private func points(_ level: LevelSummary) -> [ExceedanceChart.Point] {
    level.exceedance.aggregate.filter(\.reliable).compactMap { point in
      point.loss.map {
        ExceedanceChart.Point(
          probability: 1 / point.returnPeriodYears, loss: $0, low: point.low, high: point.high)
      }
    }
  }

  private var bandName: String? {
    let first = points(content.level)
    return first.contains { $0.low != $0.high } ? "95 % interval of the simulation" : nil
  }

  private var tolerance: [ExceedanceChart.Point] {
    content.level.criteria.compactMap { criterion in
      guard criterion.kind == .tolerance, let loss = criterion.loss else { return nil }
      return ExceedanceChart.Point(probability: criterion.limit, loss: loss)
    }
  }

  // MARK: Words

  private var sentence: String {
    let usual = content.level.exceedance.aggregate.filter(\.reliable)
    guard let point = usual.first(where: { $0.returnPeriodYears == 10 }) ?? usual.first else {
      return "No point of the curve rests on enough simulated years."
    }
    let pair = FigureText.amount(
      loss: point.loss, low: point.low, high: point.high, isExact: point.exact)
    let years = FigureText.plain(point.returnPeriodYears)
    return "In one year of \(years), more than \(FigureWords.words(pair)) \(content.currency) is "
      + "lost\(toleranceWords)."
  }

  private var toleranceWords: String {
    let limits = content.level.criteria.filter { $0.kind == .tolerance }
    guard !limits.isEmpty else { return "" }
    let broken = limits.filter { $0.verdict == "breached" }.compactMap(\.loss)
    let open = limits.contains { $0.verdict == "undecided" }
    guard broken.isEmpty else {
      let amounts = broken.map { FigureText.amount($0) }
      return "; the curve is above the tolerance at \(FigureWords.list(amounts))"
    }
    return open
      ? "; whether the curve keeps the tolerance cannot be told with so many years"
      : "; the curve keeps every point of the tolerance"
  }

  private var table: DataTable {
    let shown = Array(levels.prefix(4))
    var table = DataTable(
      "Loss by return period, \(content.currency), on the year's total",
      [.figure("one year in"), .figure("chance")]
        + shown.map { .figure($0.name.prefix { $0 != ":" }.description) })
    for (index, point) in content.level.exceedance.aggregate.enumerated() {
      let cells = shown.map { cell($0.level.exceedance.aggregate, index) }
      table.add(
        [.plain(point.returnPeriodYears), .share(1 / point.returnPeriodYears)] + cells)
    }
    return table
  }

  private func cell(_ points: [ExceedanceSummary.Point], _ index: Int) -> DataCell {
    guard points.indices.contains(index) else { return .words("–") }
    let point = points[index]
    guard point.reliable else { return .words("needs more trials") }
    return .amount(
      EstimateRecord(
        curveLoss: point.loss, low: point.low, high: point.high, isExact: point.exact))
  }
}
