/// The triangular law: a density that rises straight to the mode and falls straight from it.
public struct Triangular: Distribution, Equatable {
  // MARK: Parameters

  /// The smallest value.
  public let min: Double
  /// The most likely value.
  public let mode: Double
  /// The largest value.
  public let max: Double

  /// Makes the law from its three corners.
  ///
  /// - Throws: `ParameterError` unless min < max are finite and min ≤ mode ≤ max.
  public init(min: Double, mode: Double, max: Double) throws(ParameterError) {
    try requireOrdered(min, "min", max, "max")
    guard mode >= min, mode <= max else {
      throw ParameterError(
        parameter: "mode", value: mode, requirement: "a number from min \(min) to max \(max)")
    }
    self.min = min
    self.mode = mode
    self.max = max
  }

  // MARK: Support and moments

  /// From `min` to `max`.
  public var support: ClosedRange<Double> { min...max }
  /// A third of the sum of the corners.
  public var mean: Double { min + ((mode - min) + width) / 3 }
  /// (w² − l r) / 18 with the width w split by the mode into l and r.
  public var variance: Double { (width * width - left * right) / 18 }

  private var width: Double { max - min }
  private var left: Double { mode - min }
  private var right: Double { max - mode }

  // MARK: Evaluation

  /// The height of the triangle, 2 / width at the mode.
  public func density(_ x: Double) -> Double {
    guard x >= min, x <= max else { return x.isNaN ? .nan : 0 }
    if x == mode { return 2 / width }
    return x < mode ? 2 * (x - min) / width / left : 2 * (max - x) / width / right
  }

  /// A square of the distance from the nearer end.
  public func distribution(_ x: Double) -> Double {
    guard x > min else { return x.isNaN ? .nan : 0 }
    return x < mode ? lowerCorner(x) : x < max ? 1 - upperCorner(x) : 1
  }

  /// A square of the distance from the nearer end.
  public func survival(_ x: Double) -> Double {
    guard x > min else { return x.isNaN ? .nan : 1 }
    return x < mode ? 1 - lowerCorner(x) : x < max ? upperCorner(x) : 0
  }

  /// The inverse of `distribution`, from the end whose side of the mode it lies on.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return p <= left / width ? fromLower(p) : fromUpper(1 - p)
  }

  /// The inverse of `survival`, from the end whose side of the mode it lies on.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return q <= right / width ? fromUpper(q) : fromLower(1 - q)
  }

  /// Pieces of cubes: x minus the integral of the distribution up to x.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > min else { return x }
    guard x < max else { return x.isNaN ? .nan : mean }
    if x <= mode { return x - lowerCorner(x) * (x - min) / 3 }
    return mean - upperCorner(x) * (max - x) / 3
  }

  private func lowerCorner(_ x: Double) -> Double { (x - min) / width * ((x - min) / left) }
  private func upperCorner(_ x: Double) -> Double { (max - x) / width * ((max - x) / right) }
  private func fromLower(_ p: Double) -> Double {
    Swift.min(min + (p * width).squareRoot() * left.squareRoot(), max)
  }
  private func fromUpper(_ q: Double) -> Double {
    Swift.max(max - (q * width).squareRoot() * right.squareRoot(), min)
  }
}
