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
  /// Part of the expected loss that passes through each cause, in [0, 1]; nil where it is not known.
  var causeShares: [Double?] = []
  /// Part of the expected loss that each consequence makes up, likewise.
  var consequenceShares: [Double?] = []

  /// The width of a line through which everything passes.
  private static let widest = 22.0

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
    var body = lines(
      left, shares(causeShares, causes), x: Self.side, to: Self.middle.left, height, middle)
    body += lines(
      right, shares(consequenceShares, consequences), x: Drawing.width - Self.side,
      to: Self.middle.right, height, middle)
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

  /// Of the boxes that are shown; the last one of a cut list holds the rest.
  private func shares(_ shares: [Double?], _ texts: [String]) -> [Double?] {
    guard texts.count > 5, shares.count == texts.count else { return shares }
    return Array(shares.prefix(4)) + [shares.dropFirst(4).compactMap { $0 }.reduce(0, +)]
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

  /// A line from each box, as wide as the share that passes through it; a thin one where that is
  /// not known.
  private func lines(
    _ boxes: [Box], _ shares: [Double?], x: Double, to end: Double, _ all: Double,
    _ middle: Double
  ) -> Markup {
    zip(boxes, tops(boxes, all)).enumerated().map { index, entry in
      let (from, to) = (Point(x: x, y: entry.1 + height(entry.0) / 2), Point(x: end, y: middle))
      guard index < shares.count, let share = shares[index], share > 0 else {
        return Shape.line(from, to, "l")
      }
      let half = Self.width(of: share) / 2
      return Shape.area(
        [
          Point(x: from.x, y: from.y - half), Point(x: to.x, y: to.y - half),
          Point(x: to.x, y: to.y + half), Point(x: from.x, y: from.y + half),
        ], "fl")
    }.joined()
  }

  /// The width of a line for a share of the loss.
  static func width(of share: Double) -> Double { max(1.4, widest * min(1, share)) }

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
