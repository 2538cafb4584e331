/// Points of two criteria, both minimised.
public enum ParetoFront {
  /// The undominated points by ascending first criterion.
  ///
  /// A point is dominated where another is no worse in both criteria and better in one. Values
  /// within `tolerance` relative count as equal; of equal points the first given stays.
  public static func undominated<Point>(
    _ points: [Point], tolerance: Double = 1e-9, _ criteria: (Point) -> (Double, Double)
  ) -> [Point] {
    let order = points.indices.sorted {
      let (a, b) = (criteria(points[$0]), criteria(points[$1]))
      return (a.0, a.1, $0) < (b.0, b.1, $1)
    }
    var front: [Point] = []
    var least = Double.infinity
    for position in order {
      let value = criteria(points[position]).1
      guard least == .infinity || value < least - tolerance * Swift.abs(least) else { continue }
      front.append(points[position])
      least = value
    }
    return front
  }
}
