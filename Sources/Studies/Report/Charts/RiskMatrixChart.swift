/// The matrix of how often against how much, with ids in its fields, computed from figures.
struct RiskMatrixChart: Sendable {
  /// The bands of one axis, rising; the last has no upper bound.
  struct Axis: Sendable {
    let name: String
    let bands: [Band]

    struct Band: Hashable, Sendable {
      let name: String
      /// What belongs to the band is at most this; infinity for the last.
      let upper: Double
    }

    /// The band of a value.
    func index(of value: Double) -> Int {
      bands.firstIndex { value <= $0.upper } ?? max(bands.count - 1, 0)
    }
  }

  struct Item: Sendable {
    let id: String
    /// Per year.
    let frequency: ClosedRange<Double>
    /// Of one event.
    let loss: ClosedRange<Double>
    let middle: (frequency: Double, loss: Double)
  }

  let title: String
  let description: String
  let frequency: Axis
  let loss: Axis
  let items: [Item]

  private static let names = 74.0
  private static let lineHeight = 14.0

  /// The ids of each field, rows from the rarest; one with `~` may belong to a neighbouring field.
  var fields: [[[String]]] {
    var fields = Array(
      repeating: Array(repeating: [String](), count: loss.bands.count),
      count: frequency.bands.count)
    for item in items {
      let row = frequency.index(of: item.middle.frequency)
      let column = loss.index(of: item.middle.loss)
      let isSure =
        frequency.index(of: item.frequency.lowerBound)
        == frequency.index(of: item.frequency.upperBound)
        && loss.index(of: item.loss.lowerBound) == loss.index(of: item.loss.upperBound)
      fields[row][column].append(isSure ? item.id : "~" + item.id)
    }
    return fields
  }

  /// The finished chart; nil where an axis has no band.
  var drawing: Drawing? {
    guard !frequency.bands.isEmpty, !loss.bands.isEmpty else { return nil }
    let width = (Drawing.width - Self.names - 4) / Double(loss.bands.count)
    var body = Shape.text(frequency.name, at: Point(x: 2, y: 12), "t s")
    var top = 20.0
    for (row, band) in zip(fields, frequency.bands).reversed() {
      let cells = row.map { lines($0, in: width - 10) }
      let height = max(40, Double(cells.map(\.count).max() ?? 0) * Self.lineHeight + 12)
      body += label(band, at: Point(x: Self.names - 6, y: top + height / 2))
      for (column, cell) in cells.enumerated() {
        let corner = Point(x: Self.names + Double(column) * width, y: top)
        body += field(cell, corner, Point(x: corner.x + width, y: top + height))
      }
      top += height
    }
    return Drawing(
      title: title, description: description, height: top + 50, body: body + foot(top, width))
  }

  /// The ids of a field in lines that fit its width.
  private func lines(_ ids: [String], in room: Double) -> [String] {
    ChartText.lines(
      ids.map { ChartText.cut($0, to: room, size: ChartText.small) }.joined(separator: " "),
      in: room, atMost: 12)
  }

  private func field(_ lines: [String], _ corner: Point, _ opposite: Point) -> Markup {
    let texts = lines.enumerated().map { index, line in
      Shape.text(
        line, at: Point(x: corner.x + 5, y: corner.y + 15 + Double(index) * Self.lineHeight), "t s")
    }.joined()
    return Shape.bar(corner, opposite, lines.isEmpty ? "f" : "f ff") + texts
  }

  private func label(_ band: Axis.Band, at place: Point) -> Markup {
    let name = ChartText.cut(band.name, to: Self.names - 8, size: ChartText.small)
    let bound = band.upper.isFinite ? "≤ \(FigureText.plain(band.upper))" : "more"
    return Shape.text(name, at: place, "t s e")
      + Shape.text(bound, at: Point(x: place.x, y: place.y + 13), "t s e q")
  }

  private func foot(_ top: Double, _ width: Double) -> Markup {
    var body = Markup.empty
    for (column, band) in loss.bands.enumerated() {
      let middle = Self.names + (Double(column) + 0.5) * width
      let name = ChartText.cut(band.name, to: width - 4, size: ChartText.small)
      let bound = band.upper.isFinite ? "≤ \(FigureText.amount(band.upper))" : "more"
      body += Shape.text(name, at: Point(x: middle, y: top + 15), "t s m")
      body += Shape.text(bound, at: Point(x: middle, y: top + 28), "t s m q")
    }
    return body + Shape.text(loss.name, at: Point(x: Drawing.width - 4, y: top + 44), "t s e")
  }
}
