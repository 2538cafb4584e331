/// Causes, the event and its consequences, with what stands in between.
struct BowTieChart: Sendable {
  /// A control or a candidate treatment between two boxes.
  struct Barrier: Hashable, Sendable {
    let id: String
    /// A treatment that could be adopted.
    let isCandidate: Bool
    /// A control whose last test is long ago or not known.
    let isDoubtful: Bool

    /// `C03`, `T08 ?`, `C02 (!)`.
    var label: String { id + (isCandidate ? " ?" : "") + (isDoubtful ? " (!)" : "") }
  }

  let title: String
  let description: String
  let causes: [String]
  let event: [String]
  let consequences: [String]
  let before: [Barrier]
  let after: [Barrier]

  private static let side = 128.0
  private static let middle = (left: 186.0, right: 274.0)
  private static let gap = 8.0
  private static let lineHeight = 13.0

  /// The finished chart.
  var drawing: Drawing {
    let left = boxes(causes)
    let right = boxes(consequences)
    let centre = event.flatMap { ChartText.lines($0, in: 78, atMost: 4) }
    let barriers = Double(max(before.count, after.count)) * 20
    let height =
      [
        total(left), total(right), Double(centre.count) * Self.lineHeight + 22, barriers + 4,
      ].max() ?? 0
    let middle = height / 2 + 4
    var body = lines(left, x: Self.side, to: Self.middle.left, height, middle)
    body += lines(right, x: Drawing.width - Self.side, to: Self.middle.right, height, middle)
    body += column(left, x: 1, height) + column(right, x: Drawing.width - Self.side - 1, height)
    body += centreBox(centre, middle)
    body += stack(before, x: 157, middle) + stack(after, x: 303, middle)
    return Drawing(title: title, description: description, height: height + 8, body: body)
  }

  private typealias Box = [String]

  private func boxes(_ texts: [String]) -> [Box] {
    let shown = texts.count > 5 ? texts.prefix(4) + ["and \(texts.count - 4) more"] : texts[...]
    return shown.map { ChartText.lines($0, in: Self.side - 12, atMost: 3) }
  }

  private func height(_ box: Box) -> Double { Double(box.count) * Self.lineHeight + 10 }

  private func total(_ boxes: [Box]) -> Double {
    boxes.reduce(0) { $0 + height($1) + Self.gap } - Self.gap
  }

  /// The upper end of each box of a column that stands in the middle of a height.
  private func tops(_ boxes: [Box], _ all: Double) -> [Double] {
    var top = 4 + (all - total(boxes)) / 2
    return boxes.map { box in
      defer { top += height(box) + Self.gap }
      return top
    }
  }

  private func column(_ boxes: [Box], x: Double, _ all: Double) -> Markup {
    zip(boxes, tops(boxes, all)).map { box, top in
      Shape.bar(Point(x: x, y: top), Point(x: x + Self.side, y: top + height(box)), "x")
        + texts(box, x: x + 6, top: top + 14, style: "t s")
    }.joined()
  }

  private func texts(_ lines: [String], x: Double, top: Double, style: String) -> Markup {
    lines.enumerated().map { index, line in
      Shape.text(line, at: Point(x: x, y: top + Double(index) * Self.lineHeight), style)
    }.joined()
  }

  private func lines(
    _ boxes: [Box], x: Double, to end: Double, _ all: Double, _ middle: Double
  ) -> Markup {
    zip(boxes, tops(boxes, all)).map { box, top in
      Shape.line(Point(x: x, y: top + height(box) / 2), Point(x: end, y: middle), "l")
    }.joined()
  }

  private func centreBox(_ lines: [String], _ middle: Double) -> Markup {
    let height = Double(lines.count) * Self.lineHeight + 14
    let corner = Point(x: Self.middle.left, y: middle - height / 2)
    let opposite = Point(x: Self.middle.right, y: middle + height / 2)
    return Shape.bar(corner, opposite, "x xe")
      + texts(
        lines, x: (Self.middle.left + Self.middle.right) / 2, top: corner.y + 17, style: "t s m")
  }

  /// Barriers one above the other; candidates have a broken edge.
  private func stack(_ barriers: [Barrier], x: Double, _ middle: Double) -> Markup {
    let top = middle - Double(barriers.count) * 10
    return barriers.enumerated().map { index, barrier in
      let y = top + Double(index) * 20
      let label = ChartText.cut(barrier.label, to: 52, size: ChartText.small)
      let style = barrier.isCandidate ? "r rc" : barrier.isDoubtful ? "r rd" : "r"
      return Shape.bar(Point(x: x - 27, y: y + 1), Point(x: x + 27, y: y + 18), style)
        + Shape.text(label, at: Point(x: x, y: y + 13), "t s m")
    }.joined()
  }
}
