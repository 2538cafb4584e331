/// The law of a number that is known.
public struct Constant: Distribution, Equatable {
  // MARK: Parameters

  /// The only value.
  public let value: Double

  /// Makes the law that always gives one value.
  ///
  /// - Throws: `ParameterError` unless the value is finite.
  public init(_ value: Double) throws(ParameterError) {
    try requireFinite(value, "value")
    self.value = value
  }

  // MARK: Support and moments

  /// The value alone.
  public var support: ClosedRange<Double> { value...value }
  /// Always true.
  public var isDiscrete: Bool { true }
  /// The value.
  public var mean: Double { value }
  /// 0.
  public var variance: Double { 0 }

  // MARK: Evaluation

  /// 1 at the value, 0 elsewhere.
  public func density(_ x: Double) -> Double { x.isNaN ? .nan : x == value ? 1 : 0 }
  /// 1 from the value on.
  public func distribution(_ x: Double) -> Double { x.isNaN ? .nan : x >= value ? 1 : 0 }
  /// 1 below the value.
  public func survival(_ x: Double) -> Double { x.isNaN ? .nan : x >= value ? 0 : 1 }
  /// The value.
  public func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value : .nan }
  /// The value.
  public func upperQuantile(_ q: Double) -> Double { q >= 0 && q <= 1 ? value : .nan }
  /// The smaller of the value and x.
  public func limitedExpectedValue(_ x: Double) -> Double { x.isNaN ? .nan : min(value, x) }
  /// The value, if it lies in the range.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    range.contains(value) ? ConditionalMoments(probability: 1, mean: value, variance: 0) : .empty
  }
}
