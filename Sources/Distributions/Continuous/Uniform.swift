/// The uniform law on an interval.
public struct Uniform: Distribution, Equatable {
  // MARK: Parameters

  /// The smallest value.
  public let min: Double
  /// The largest value.
  public let max: Double

  /// Makes the law of equal density from `min` to `max`.
  ///
  /// - Throws: `ParameterError` unless min < max and both, and their difference, are finite.
  public init(min: Double, max: Double) throws(ParameterError) {
    try requireOrdered(min, "min", max, "max")
    self.min = min
    self.max = max
  }

  // MARK: Support and moments

  /// From `min` to `max`.
  public var support: ClosedRange<Double> { min...max }
  /// The middle of the interval.
  public var mean: Double { min + 0.5 * width }
  /// A twelfth of the squared width.
  public var variance: Double { width / 12 * width }

  private var width: Double { max - min }

  // MARK: Evaluation

  /// One over the width inside the interval.
  public func density(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return x >= min && x <= max ? 1 / width : 0
  }

  /// The share of the interval up to x.
  public func distribution(_ x: Double) -> Double {
    guard x > min else { return x.isNaN ? .nan : 0 }
    return x < max ? (x - min) / width : 1
  }

  /// The share of the interval beyond x.
  public func survival(_ x: Double) -> Double {
    guard x > min else { return x.isNaN ? .nan : 1 }
    return x < max ? (max - x) / width : 0
  }

  /// min + p (max − min).
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return Swift.min(min + p * width, max)
  }

  /// max − q (max − min).
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return Swift.max(max - q * width, min)
  }

  /// x − (x − min)² / (2 width) inside the interval.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > min else { return x }
    guard x < max else { return x.isNaN ? .nan : mean }
    return x - 0.5 * (x - min) / width * (x - min)
  }
}
