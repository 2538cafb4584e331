/// Lengths and positions of a drawing as text.
enum Coordinate {
  /// A length to a hundredth of a unit, without zeros at the end: the same text on every machine.
  ///
  /// Half a hundredth is rounded away from zero; what is not finite is 0, which no drawing holds.
  static func text(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths.magnitude % 100
    let sign = hundredths < 0 ? "-" : ""
    let whole = "\(sign)\(hundredths.magnitude / 100)"
    if rest == 0 { return whole }
    if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
    return rest < 10 ? "\(whole).0\(rest)" : "\(whole).\(rest)"
  }

  /// `M x y L x y …`: the path through points.
  static func path(_ points: [Point]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(text(point.x)) \(text(point.y))"
    }.joined(separator: " ")
  }
}

/// A place in a drawing, from its upper left corner.
struct Point: Hashable, Sendable {
  var x: Double
  var y: Double
}
