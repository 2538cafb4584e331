/// A finished chart: marks on a sheet, and what it shows in words.
struct Drawing: Sendable {
  /// The width of every sheet.
  ///
  /// A phone shows it at about three quarters of its size.
  static let width = 460.0

  /// What the chart is.
  let title: String
  /// What it shows, for those who do not see it.
  let description: String
  let height: Double
  let body: Markup

  /// The chart as an SVG element whose ids begin with the figure's.
  func svg(id: String) -> Markup {
    """
    <svg viewBox="0 0 \(Self.width) \(height)" role="img" \
    aria-labelledby="\(id)-title \(id)-desc"><title id="\(id)-title">\(title)</title>\
    <desc id="\(id)-desc">\(description)</desc>\(body)</svg>
    """
  }
}

/// Shapes of drawings.
enum Shape {
  static func line(_ from: Point, _ to: Point, _ style: String) -> Markup {
    """
    <line class="\(style)" x1="\(from.x)" y1="\(from.y)" x2="\(to.x)" y2="\(to.y)"/>
    """
  }

  static func path(_ points: [Point], _ style: String) -> Markup {
    points.count > 1 ? "<path class=\"\(style)\" d=\"\(Coordinate.path(points))\"/>" : .empty
  }

  /// The field between a line and its return.
  static func area(_ points: [Point], _ style: String) -> Markup {
    points.count > 2 ? "<path class=\"\(style)\" d=\"\(Coordinate.path(points)) Z\"/>" : .empty
  }

  /// A bar from one corner to the opposite one; nothing is thinner than half a unit.
  static func bar(_ one: Point, _ other: Point, _ style: String, hint: String = "") -> Markup {
    let (x, y) = (min(one.x, other.x), min(one.y, other.y))
    let (width, height) = (max(abs(one.x - other.x), 0.5), max(abs(one.y - other.y), 0.5))
    return """
      <rect class="\(style)" x="\(x)" y="\(y)" width="\(width)" height="\(height)">\
      \(title(hint))</rect>
      """
  }

  static func circle(_ centre: Point, _ radius: Double, _ style: String, hint: String = "")
    -> Markup
  {
    """
    <circle class="\(style)" cx="\(centre.x)" cy="\(centre.y)" r="\(radius)">\(title(hint))</circle>
    """
  }

  /// A square on its corner.
  static func diamond(_ centre: Point, _ radius: Double, _ style: String, hint: String = "")
    -> Markup
  {
    let corners = [(0.0, -radius), (radius, 0), (0, radius), (-radius, 0)].map {
      Point(x: centre.x + $0.0, y: centre.y + $0.1)
    }
    return """
      <path class="\(style)" d="\(Coordinate.path(corners)) Z">\(title(hint))</path>
      """
  }

  static func text(_ words: String, at place: Point, _ style: String = "t") -> Markup {
    """
    <text class="\(style)" x="\(place.x)" y="\(place.y)">\(words)</text>
    """
  }

  /// What a pointer over the mark shows; also without script.
  private static func title(_ hint: String) -> Markup {
    hint.isEmpty ? .empty : "<title>\(hint)</title>"
  }
}
