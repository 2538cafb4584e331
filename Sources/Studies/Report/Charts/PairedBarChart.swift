/// Ranked rows with two bars each, for two shares of the same things.
struct PairedBarChart: Sendable {
  struct Row: Sendable {
    let name: String
    /// In [0, 1]; nil where it is not known.
    let first: Double?
    let second: Double?
  }

  let title: String
  let description: String
  let firstName: String
  let secondName: String
  let rows: [Row]

  private static let rowHeight = 34.0
  private static let names = 168.0

  /// The finished chart; nil where there is no row.
  var drawing: Drawing? {
    guard !rows.isEmpty else { return nil }
    let most = rows.flatMap { [$0.first ?? 0, $0.second ?? 0] }.max() ?? 1
    let scale = Scale(
      .linear, 0...max(most, 0.01), from: Self.names + 6, to: Drawing.width - 52)
    let key = ChartKey(entries: [
      .init(name: firstName, style: "k1"), .init(name: secondName, style: "k2"),
    ])
    var body = key.markup(top: 0)
    for (index, row) in rows.enumerated() {
      body += markup(row, top: key.height + 6 + Double(index) * Self.rowHeight, scale)
    }
    let height = key.height + 8 + Double(rows.count) * Self.rowHeight
    return Drawing(title: title, description: description, height: height, body: body)
  }

  private func markup(_ row: Row, top: Double, _ scale: Scale) -> Markup {
    let lines = ChartText.lines(row.name, in: Self.names, atMost: 2)
    let first = top + (lines.count > 1 ? 12 : 18)
    let name = lines.enumerated().map { index, line in
      Shape.text(line, at: Point(x: Self.names, y: first + Double(index) * 13), "t s e")
    }.joined()
    return name + bar(row.first, "b1", top: top + 2, scale)
      + bar(row.second, "b2", top: top + 15, scale)
  }

  private func bar(_ value: Double?, _ style: String, top: Double, _ scale: Scale) -> Markup {
    let end = scale.position(value ?? 0)
    let words = value.map { FigureText.percent($0) } ?? "not known"
    return Shape.bar(Point(x: scale.start, y: top), Point(x: end, y: top + 11), style)
      + Shape.text(words, at: Point(x: end + 5, y: top + 10), "t s")
  }
}
