/// The law of a sample: each observed value is equally likely.
public struct Empirical: Distribution, Equatable {
  // MARK: Parameters

  /// The values, ascending, repeated as often as given.
  public let values: [Double]

  /// Makes the law that draws one of the given values, each with probability 1/n.
  ///
  /// - Throws: `ParameterError` unless there is a value and all are finite.
  public init(values: [Double]) throws(ParameterError) {
    guard !values.isEmpty else {
      throw ParameterError(
        parameter: "values", value: "empty", requirement: "at least one finite number")
    }
    for (index, value) in values.enumerated() { try requireFinite(value, "value \(index + 1)") }
    self.values = values.sorted()
  }

  // MARK: Support and moments

  /// From the smallest to the largest value.
  public var support: ClosedRange<Double> { values[0]...values[values.count - 1] }
  /// Always true.
  public var isDiscrete: Bool { true }
  /// The mean of the values.
  public var mean: Double { conditionalMoments(in: support).mean }
  /// The mean squared deviation, divided by n: the sample is the law.
  public var variance: Double { conditionalMoments(in: support).variance }

  // MARK: Evaluation

  /// The share of values equal to x.
  public func density(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return share(count(upTo: x) - count(below: x))
  }

  /// The share of values up to x.
  public func distribution(_ x: Double) -> Double {
    x.isNaN ? .nan : share(count(upTo: x))
  }

  /// The share of values beyond x.
  public func survival(_ x: Double) -> Double {
    x.isNaN ? .nan : share(values.count - count(upTo: x))
  }

  /// The ⌈p n⌉-th smallest value.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    // The first rank whose share, rounded as `distribution` rounds it, reaches p.
    var rank = rankNear(p)
    while rank > 1, share(rank - 1) >= p { rank -= 1 }
    while rank < values.count, share(rank) < p { rank += 1 }
    return values[rank - 1]
  }

  /// The value beyond which a share of at most q lies.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    var rank = values.count - rankNear(q) + 1
    while rank > 1, share(values.count - rank + 1) <= q { rank -= 1 }
    while rank < values.count, share(values.count - rank) > q { rank += 1 }
    return values[rank - 1]
  }

  /// The mean of the values, none counted above x.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return values.reduce(0) { $0 + min($1, x) / Double(values.count) }
  }

  /// The moments of the values in the range.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    let (first, end) = (count(below: range.lowerBound), count(upTo: range.upperBound))
    return momentsOfAtoms(
      probability: share(end - first), (first..<end).lazy.map { (value: values[$0], weight: 1) })
  }

  private func share(_ count: Int) -> Double { Double(count) / Double(values.count) }

  /// ⌈p n⌉ up to rounding, within 1…n.
  private func rankNear(_ p: Double) -> Int {
    let rank = (p * Double(values.count)).rounded(.up)
    return Int(min(max(rank, 1), Double(values.count)))
  }

  private func count(below x: Double) -> Int { countOfFirst(values.count) { values[$0] < x } }
  private func count(upTo x: Double) -> Int { countOfFirst(values.count) { values[$0] <= x } }
}
