/// The law of an event that happens or does not: 1 or 0.
public struct Bernoulli: Distribution, Equatable {
  // MARK: Parameters

  /// The probability of 1.
  public let probability: Double

  /// Makes the law from the probability of 1.
  ///
  /// - Throws: `ParameterError` unless the probability lies in [0, 1].
  public init(probability: Double) throws(ParameterError) {
    try requireProbability(probability, "probability")
    self.probability = probability
  }

  // MARK: Support and moments

  /// From 0 to 1, or the one value that is certain.
  public var support: ClosedRange<Double> {
    (probability < 1 ? 0 : 1)...(probability > 0 ? 1 : 0)
  }
  /// Always true.
  public var isDiscrete: Bool { true }
  /// The probability of 1.
  public var mean: Double { probability }
  /// p (1 − p).
  public var variance: Double { probability * (1 - probability) }

  // MARK: Evaluation

  /// The probability of x.
  public func density(_ x: Double) -> Double {
    x.isNaN ? .nan : x == 1 ? probability : x == 0 ? 1 - probability : 0
  }
  /// 1 − p from 0 on, 1 from 1 on.
  public func distribution(_ x: Double) -> Double {
    x.isNaN ? .nan : x < 0 ? 0 : x < 1 ? 1 - probability : 1
  }
  /// p from 0 on, 0 from 1 on.
  public func survival(_ x: Double) -> Double {
    x.isNaN ? .nan : x < 0 ? 1 : x < 1 ? probability : 0
  }
  /// 0 up to 1 − p.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return p <= 1 - probability ? 0 : 1
  }
  /// 1 below the probability of 1.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return q < probability ? 1 : 0
  }
  /// p min(x, 1) + (1 − p) min(x, 0).
  public func limitedExpectedValue(_ x: Double) -> Double {
    x.isNaN ? .nan : x < 0 ? x : probability * min(x, 1)
  }
  /// The moments of the values in the range.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    let atoms = [(value: 0.0, weight: 1 - probability), (value: 1.0, weight: probability)]
      .filter { range.contains($0.value) }
    return momentsOfAtoms(probability: atoms.reduce(0) { $0 + $1.weight }, atoms)
  }
}
