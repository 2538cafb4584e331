/// How long an outage can be bridged against how long it lasts.
///
/// Exposed is above the diagonal, size is by loss: the chart of Simchi-Levi and others (2014).
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
          + "recovers in \(FigureText.plain(item.recover)) d, \(FigureText.amount(item.loss)) a year"
      )
    }.joined()
  }

  /// Names of the costliest, each where it is free of the names and of the dots of the others.
  private func labels(_ area: PlotArea) -> Markup {
    let ranked = items.sorted { $0.loss > $1.loss }
    var taken = ranked.map { item in
      let (place, radius) = (place(item, area), radius(item))
      return Box(place.x - radius, place.x + radius, place.y - radius, place.y + radius)
    }
    var body = Markup.empty
    for item in ranked.prefix(14) {
      let width = ChartText.width(item.name, size: ChartText.small)
      let (place, reach) = (place(item, area), radius(item) + 2)
      let starts = [
        Point(x: place.x + reach + 1, y: place.y + 4),
        Point(x: place.x - reach - 1 - width, y: place.y + 4),
        Point(x: place.x - width / 2, y: place.y - reach - 1),
        Point(x: place.x - width / 2, y: place.y + reach + 9),
      ]
      for start in starts {
        let box = Box(start.x, start.x + width, start.y - 9, start.y + 1)
        guard box.right <= Drawing.width, !taken.contains(where: box.meets) else { continue }
        taken.append(box)
        body += Shape.text(item.name, at: start, "t s")
        break
      }
    }
    return body
  }

  /// The room that a dot or a name takes.
  private struct Box {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    init(_ left: Double, _ right: Double, _ top: Double, _ bottom: Double) {
      (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    }

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }
}
