/// The expected loss as the run went on, with its 95 % interval.
struct ConvergenceChart: Sendable {
  struct Point: Hashable, Sendable {
    let trials: Double
    let value: Double
    let halfWidth: Double
  }

  let title: String
  let description: String
  let currency: String
  let points: [Point]

  /// The finished chart; nil below two points.
  var drawing: Drawing? {
    guard points.count > 1, let last = points.last,
      let low = points.map({ $0.value - $0.halfWidth }).min(),
      let high = points.map({ $0.value + $0.halfWidth }).max()
    else { return nil }
    let area = PlotArea(
      x: Scale(.linear, 0...last.trials, from: 64, to: Drawing.width - 26),
      y: Scale(.linear, low...high, from: 190, to: 24))
    let upper = points.map { area.point($0.trials, $0.value + $0.halfWidth) }
    let lower = points.reversed().map { area.point($0.trials, $0.value - $0.halfWidth) }
    let key = ChartKey(entries: [
      .init(name: "mean so far", style: "c1"), .init(name: "95 % interval", style: "kb"),
    ])
    let body =
      area.axes(
        x: area.x.ticks(5), { FigureText.amount($0) }, named: "simulated years",
        y: area.y.ticks(5), { FigureText.amount($0) }, named: "expected loss, \(currency) a year")
      + Shape.area(upper + lower, "band")
      + Shape.path(points.map { area.point($0.trials, $0.value) }, "c1")
      + key.markup(top: area.bottom + 36)
    return Drawing(
      title: title, description: description, height: area.bottom + 42 + key.height, body: body)
  }
}
