/// The loss of a year over time: median, quartiles and the middle 90 %, in stages.
struct FanChart: Sendable {
  /// A time from which the figures hold.
  struct Stage: Sendable {
    /// Days from the beginning.
    let day: Double
    /// What begins, for the mark.
    let label: String
    /// At 5, 25, 50, 75 and 95 %.
    let quantiles: [Double]
  }

  let title: String
  let description: String
  let currency: String
  /// In the order of time.
  let stages: [Stage]

  /// The finished chart; nil below two stages.
  var drawing: Drawing? {
    guard stages.count > 1, stages.allSatisfy({ $0.quantiles.count == 5 }),
      let last = stages.last?.day, let most = stages.map({ $0.quantiles[4] }).max(), most > 0
    else { return nil }
    let end = max(last * 1.2, last + 30)
    let area = PlotArea(
      x: Scale(.linear, 0...end, from: 58, to: Drawing.width - 14),
      y: Scale(.linear, 0...(most * 1.18), from: 250, to: 24))
    let key = ChartKey(entries: [
      .init(name: "median", style: "c1"), .init(name: "half of the years", style: "kb"),
      .init(name: "nine years in ten", style: "c2"),
      .init(name: "a treatment begins to work", style: "c4"),
    ])
    let body =
      axes(area) + marks(area) + band(area, 1, 3, end) + edges(area, end)
      + Shape.path(steps(area, 2, end), "c1") + key.markup(top: area.bottom + 36)
    return Drawing(
      title: title, description: description, height: area.bottom + 42 + key.height, body: body)
  }

  private func axes(_ area: PlotArea) -> Markup {
    area.axes(
      x: area.x.ticks(7), { FigureText.plain($0) }, named: "days from today", y: area.y.ticks(7),
      { FigureText.amount($0) }, named: "loss in a year, \(currency)")
  }

  /// The path of one quantile: level within a stage, upright between two.
  func steps(_ area: PlotArea, _ quantile: Int, _ end: Double) -> [Point] {
    stages.indices.flatMap { index -> [Point] in
      let stage = stages[index]
      let until = index + 1 < stages.count ? stages[index + 1].day : end
      return [
        area.point(stage.day, stage.quantiles[quantile]),
        area.point(until, stage.quantiles[quantile]),
      ]
    }
  }

  private func band(_ area: PlotArea, _ low: Int, _ high: Int, _ end: Double) -> Markup {
    Shape.area(steps(area, low, end) + steps(area, high, end).reversed(), "band")
  }

  private func edges(_ area: PlotArea, _ end: Double) -> Markup {
    Shape.path(steps(area, 0, end), "c2") + Shape.path(steps(area, 4, end), "c2")
  }

  /// Where treatments begin to work; a name stands where there is room for it.
  private func marks(_ area: PlotArea) -> Markup {
    var free = area.left
    return stages.dropFirst().map { stage in
      let x = area.x.position(stage.day)
      let line = Shape.path([Point(x: x, y: area.top), Point(x: x, y: area.bottom)], "c4")
      let half = ChartText.width(stage.label, size: ChartText.small) / 2
      guard x - half >= free, x + half <= Drawing.width else { return line }
      free = x + half + 4
      return line + Shape.text(stage.label, at: Point(x: x, y: area.top + 10), "t s m h")
    }.joined()
  }
}
