/// The least of a measure that each amount of money buys, and the point that was chosen.
struct FrontierChart: Sendable {
  struct Point: Hashable, Sendable {
    let cost: Double
    let value: Double
  }

  let title: String
  let description: String
  let costName: String
  let valueName: String
  /// In the order of cost.
  let points: [Point]
  let chosen: Point?

  /// The finished chart; nil below two points.
  var drawing: Drawing? {
    let all = points + (chosen.map { [$0] } ?? [])
    guard points.count > 1, let least = all.map(\.cost).min(), let most = all.map(\.cost).max(),
      let low = all.map(\.value).min(), let high = all.map(\.value).max()
    else { return nil }
    let pad = (high - low) * 0.06
    let area = PlotArea(
      x: Scale(.linear, least...most, from: 64, to: Drawing.width - 18),
      y: Scale(.linear, (low - pad)...(high + pad), from: 250, to: 24))
    let key = ChartKey(
      entries: [.init(name: "best set at each cost", style: "c1")]
        + (chosen == nil ? [] : [.init(name: "recommended set", style: "k2")]))
    let body = axes(area) + curve(area) + key.markup(top: area.bottom + 36)
    return Drawing(
      title: title, description: description, height: area.bottom + 42 + key.height, body: body)
  }

  private func axes(_ area: PlotArea) -> Markup {
    area.axes(
      x: area.x.ticks(6), { FigureText.amount($0) }, named: costName, y: area.y.ticks(7),
      { FigureText.amount($0) }, named: valueName)
  }

  private func curve(_ area: PlotArea) -> Markup {
    let places = points.map { area.point($0.cost, $0.value) }
    let dots = zip(points, places).map { point, place in
      Shape.circle(
        place, 3.5, "o1",
        hint: "\(FigureText.amount(point.cost)): \(FigureText.amount(point.value))")
    }.joined()
    let mark = chosen.map {
      Shape.diamond(area.point($0.cost, $0.value), 6.5, "dc", hint: "recommended set")
    }
    return Shape.path(places, "c1") + dots + (mark ?? .empty)
  }
}
