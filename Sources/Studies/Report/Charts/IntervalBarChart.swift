/// Ranked rows with one bar each and the interval of its figure.
struct IntervalBarChart: Sendable {
  struct Row: Sendable {
    let name: String
    let value: Double
    var low: Double?
    var high: Double?
    /// The figure in words, at the end of the row.
    let words: String
    /// Whether the row stands out: its bar is striped, and its words say why.
    var isMarked = false
  }

  let title: String
  let description: String
  let rows: [Row]

  private static let rowHeight = 22.0
  private static let names = 168.0

  /// The finished chart; nil where there is no row.
  var drawing: Drawing? {
    guard !rows.isEmpty else { return nil }
    let most = rows.map { max($0.value, $0.high ?? 0) }.max() ?? 1
    let room = rows.map { ChartText.width($0.words, size: ChartText.small) }.max() ?? 60
    let scale = Scale(
      .linear, 0...max(most, .leastNormalMagnitude), from: Self.names + 6,
      to: max(Drawing.width - room - 12, Self.names + 60))
    let body = rows.enumerated().map { index, row in
      markup(row, top: 4 + Double(index) * Self.rowHeight, scale)
    }.joined()
    return Drawing(
      title: title, description: description, height: 8 + Double(rows.count) * Self.rowHeight,
      body: body)
  }

  private func markup(_ row: Row, top: Double, _ scale: Scale) -> Markup {
    let name = ChartText.cut(row.name, to: Self.names)
    let end = scale.position(max(row.value, 0))
    var body = Shape.text(name, at: Point(x: Self.names, y: top + 14), "t e")
    body += Shape.bar(
      Point(x: scale.start, y: top + 4), Point(x: end, y: top + 17), row.isMarked ? "b2" : "b1")
    var reach = end
    if let low = row.low, let high = row.high {
      let (from, to) = (scale.position(low), scale.position(high))
      body += Shape.line(Point(x: from, y: top + 10.5), Point(x: to, y: top + 10.5), "w")
      reach = max(end, to)
    }
    return body + Shape.text(row.words, at: Point(x: reach + 5, y: top + 14), "t s")
  }
}
