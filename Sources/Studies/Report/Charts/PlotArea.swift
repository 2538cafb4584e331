/// The field of a chart with two axes: grid, marks of the axes and their names.
struct PlotArea: Sendable {
  /// A mark of an axis with its text.
  typealias Label = (Double) -> String

  let x: Scale
  let y: Scale

  var left: Double { min(x.start, x.end) }
  var right: Double { max(x.start, x.end) }
  var top: Double { min(y.start, y.end) }
  var bottom: Double { max(y.start, y.end) }

  func point(_ x: Double, _ y: Double) -> Point {
    Point(x: self.x.position(x), y: self.y.position(y))
  }

  /// The axes with their marks; lines of the grid stand where the marks are.
  func axes(
    x xTicks: [Double], _ xLabel: Label, named xName: String,
    y yTicks: [Double], _ yLabel: Label, named yName: String
  ) -> Markup {
    var body = Markup.empty
    for tick in spaced(xTicks, xLabel) {
      let place = x.position(tick)
      body += Shape.line(Point(x: place, y: top), Point(x: place, y: bottom), "g")
      body += Shape.text(xLabel(tick), at: Point(x: place, y: bottom + 15), "t s m")
    }
    for tick in yTicks {
      let place = y.position(tick)
      body += Shape.line(Point(x: left, y: place), Point(x: right, y: place), "g")
      body += Shape.text(yLabel(tick), at: Point(x: left - 5, y: place + 4), "t s e")
    }
    body += Shape.line(Point(x: left, y: bottom), Point(x: right, y: bottom), "a")
    body += Shape.text(xName, at: Point(x: right, y: bottom + 31), "t s e")
    return body + Shape.text(yName, at: Point(x: 2, y: top - 9), "t s")
  }

  /// The marks of the level axis whose texts do not run into one another.
  private func spaced(_ ticks: [Double], _ label: Label) -> [Double] {
    var shown: [Double] = []
    var free = -Double.infinity
    for tick in ticks {
      let half = ChartText.width(label(tick), size: ChartText.small) / 2
      let place = x.position(tick)
      guard place - half >= free, place + half <= Drawing.width else { continue }
      shown.append(tick)
      free = place + half + 6
    }
    return shown
  }
}

/// The key of a chart: a sample of each line and its name, in as many rows as needed.
struct ChartKey: Sendable {
  struct Entry: Sendable {
    let name: String
    /// The class of the sample's line.
    let style: String
  }

  let entries: [Entry]
  private static let rowHeight = 17.0

  /// The height of all rows.
  var height: Double { Double(rows.count) * Self.rowHeight }

  private var rows: [[Entry]] {
    var rows: [[Entry]] = []
    var used = Double.infinity
    for entry in entries {
      let width = 34 + ChartText.width(entry.name, size: ChartText.small) + 12
      if used + width > Drawing.width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(entry)
      used += width
    }
    return rows
  }

  /// The rows below a height.
  func markup(top: Double) -> Markup {
    var body = Markup.empty
    for (index, row) in rows.enumerated() {
      let y = top + (Double(index) + 0.5) * Self.rowHeight
      var x = 2.0
      for entry in row {
        body += Shape.line(Point(x: x, y: y), Point(x: x + 26, y: y), entry.style)
        body += Shape.text(entry.name, at: Point(x: x + 32, y: y + 4), "t s")
        x += 34 + ChartText.width(entry.name, size: ChartText.small) + 12
      }
    }
    return body
  }
}
