/// What a figure becomes with each input at its low and at its high end.
struct TornadoChart: Sendable {
  struct Row: Sendable {
    let name: String
    /// The figure with the input at its low end.
    let low: Double
    /// The figure with the input at its high end.
    let high: Double
  }

  let title: String
  let description: String
  let currency: String
  /// The figure as it is.
  let base: Double
  let rows: [Row]

  private static let rowHeight = 22.0
  private static let names = 172.0

  /// The finished chart; nil where there is no row.
  var drawing: Drawing? {
    guard !rows.isEmpty else { return nil }
    let values = rows.flatMap { [$0.low, $0.high] } + [base]
    guard let least = values.min(), let most = values.max() else { return nil }
    let bottom = 30 + Double(rows.count) * Self.rowHeight
    let area = PlotArea(
      x: Scale(.linear, least...most, from: Self.names + 12, to: Drawing.width - 20),
      y: Scale(.linear, 0...1, from: bottom, to: 24))
    let key = ChartKey(entries: [
      .init(name: "input at its 10 % quantile", style: "k1"),
      .init(name: "at its 90 % quantile", style: "k2"),
    ])
    var body = area.axes(
      x: area.x.ticks(6), { FigureText.amount($0) }, named: "expected loss a year, \(currency)",
      y: [], { _ in "" }, named: "")
    for (index, row) in rows.enumerated() {
      body += markup(row, top: 28 + Double(index) * Self.rowHeight, area)
    }
    let middle = area.x.position(base)
    body += Shape.line(Point(x: middle, y: 20), Point(x: middle, y: bottom), "a")
    body += Shape.text("as stated", at: Point(x: middle, y: 15), "t s m")
    body += key.markup(top: bottom + 36)
    return Drawing(
      title: title, description: description, height: bottom + 42 + key.height, body: body)
  }

  private func markup(_ row: Row, top: Double, _ area: PlotArea) -> Markup {
    let name = ChartText.cut(row.name, to: Self.names)
    let middle = Point(x: area.x.position(base), y: top + 3)
    func end(_ value: Double) -> Point { Point(x: area.x.position(value), y: top + 17) }
    return Shape.text(name, at: Point(x: Self.names, y: top + 14), "t e")
      + Shape.bar(middle, end(row.low), "b1", hint: "low end: \(FigureText.amount(row.low))")
      + Shape.bar(middle, end(row.high), "b2", hint: "high end: \(FigureText.amount(row.high))")
  }
}
