/// How one total becomes another, step by step, rows from above.
struct WaterfallChart: Sendable {
  enum Row: Sendable {
    /// A bar from 0.
    case total(name: String, value: Double)
    /// A change of the total above it.
    case step(name: String, change: Double)
  }

  let title: String
  let description: String
  let rows: [Row]

  private static let rowHeight = 24.0
  private static let names = 168.0

  /// Where each row's bar begins and ends, in the order of the rows.
  var spans: [(from: Double, to: Double)] {
    var level = 0.0
    return rows.map { row in
      switch row {
      case .total(_, let value):
        level = value
        return (0, value)
      case .step(_, let change):
        defer { level += change }
        return (level, level + change)
      }
    }
  }

  /// The finished chart; nil where there is no row.
  var drawing: Drawing? {
    guard !rows.isEmpty else { return nil }
    let most = spans.map { max($0.from, $0.to) }.max() ?? 1
    let scale = Scale(
      .linear, 0...max(most, .leastNormalMagnitude), from: Self.names + 6, to: Drawing.width - 64)
    var body = Markup.empty
    var top = 4.0
    for (row, span) in zip(rows, spans) {
      body += markup(row, span, top: top, scale)
      top += Self.rowHeight
    }
    return Drawing(title: title, description: description, height: top + 4, body: body)
  }

  private func markup(
    _ row: Row, _ span: (from: Double, to: Double), top: Double, _ scale: Scale
  ) -> Markup {
    let from = scale.position(max(span.from, 0))
    let to = scale.position(max(span.to, 0))
    let (name, style, words) = parts(row)
    let after = Point(x: max(from, to) + 5, y: top + 15)
    // A thin line leads the eye from the end of one bar to the beginning of the next.
    return Shape.text(
      ChartText.cut(name, to: Self.names), at: Point(x: Self.names, y: top + 15), "t e")
      + Shape.bar(Point(x: from, y: top + 3), Point(x: to, y: top + 18), style)
      + Shape.line(
        Point(x: to, y: top + 18), Point(x: to, y: top + Self.rowHeight + 3), "g")
      + Shape.text(words, at: after, "t s")
  }

  private func parts(_ row: Row) -> (name: String, style: String, words: String) {
    switch row {
    case .total(let name, let value): return (name, "b0", FigureText.amount(value))
    case .step(let name, let change):
      let sign = change > 0 ? "+" : "-"
      return (name, change > 0 ? "b2" : "b1", sign + FigureText.amount(change.magnitude))
    }
  }
}
