/// How long an outage can be bridged against how long it lasts: exposed above the diagonal
/// (Simchi-Levi et al. 2014), size by loss.
struct SurvivalChart: Sendable {
  struct Item: Sendable {
    let name: String
    /// Days; nil where even a year costs nothing.
    let survive: Double?
    /// Days.
    let recover: Double
    /// Of a year, in money.
    let loss: Double
    var isExposed: Bool { survive.map { $0 < recover } ?? false }
  }

  let title: String
  let description: String
  let items: [Item]

  /// Days below which values are drawn at the edge.
  private static let least = 0.05
  private static let never = 400.0

  /// The finished chart; nil where there is no item.
  var drawing: Drawing? {
    guard !items.isEmpty else { return nil }
    let longest = max(items.map(\.recover).max() ?? 1, 10)
    let area = PlotArea(
      x: Scale(.logarithmic, Self.least...Self.never, from: 52, to: Drawing.width - 20),
      y: Scale(.logarithmic, Self.least...max(longest * 1.3, 30), from: 290, to: 24))
    let key = ChartKey(entries: [
      .init(name: "exposed", style: "k2"), .init(name: "bridged by stock or switch", style: "k0"),
      .init(name: "survive = recover", style: "c2"),
    ])
    let body =
      axes(area) + diagonal(area) + dots(area) + labels(area) + key.markup(top: area.bottom + 36)
    return Drawing(
      title: title, description: description, height: area.bottom + 42 + key.height, body: body)
  }

  private func axes(_ area: PlotArea) -> Markup {
    let days = [0.1, 0.3, 1, 3, 10, 30, 100, 300]
    let shown = days.filter { $0 <= area.y.domain.upperBound }
    return area.axes(
      x: [0.1, 0.3, 1, 3, 10, 30, 100] + [Self.never],
      { $0 == Self.never ? "a year" : FigureText.plain($0) },
      named: "days that can be bridged", y: shown, { FigureText.plain($0) },
      named: "days of a mean outage")
  }

  private func diagonal(_ area: PlotArea) -> Markup {
    let end = min(area.x.domain.upperBound, area.y.domain.upperBound)
    return Shape.path([area.point(Self.least, Self.least), area.point(end, end)], "c2")
  }

  private func place(_ item: Item, _ area: PlotArea) -> Point {
    area.point(item.survive ?? Self.never, item.recover)
  }

  /// Area by loss, so that twice the loss is twice the ink.
  private func radius(_ item: Item) -> Double {
    let most = items.map(\.loss).max() ?? 0
    return most > 0 ? 2.5 + 11 * (max(item.loss, 0) / most).squareRoot() : 3
  }

  private func dots(_ area: PlotArea) -> Markup {
    items.sorted { $0.loss > $1.loss }.map { item in
      Shape.circle(
        place(item, area), radius(item), item.isExposed ? "o2" : "o0",
        hint: "\(item.name): bridges \(item.survive.map { FigureText.plain($0) } ?? "over 365") d, "
          + "recovers in \(FigureText.plain(item.recover)) d, \(FigureText.amount(item.loss)) a year")
    }.joined()
  }

  /// Names of the costliest, each where it is free of the others.
  private func labels(_ area: PlotArea) -> Markup {
    var taken: [(ClosedRange<Double>, Double)] = []
    var body = Markup.empty
    for item in items.sorted(by: { $0.loss > $1.loss }).prefix(12) {
      let place = place(item, area)
      let width = ChartText.width(item.name, size: ChartText.small)
      let left = place.x + radius(item) + 3
      let start = left + width > Drawing.width ? place.x - radius(item) - 3 - width : left
      let span = start...(start + width)
      guard !taken.contains(where: { $0.0.overlaps(span) && abs($0.1 - place.y) < 12 }) else {
        continue
      }
      taken.append((span, place.y))
      body += Shape.text(item.name, at: Point(x: start, y: place.y + 4), "t s h")
    }
    return body
  }
}
