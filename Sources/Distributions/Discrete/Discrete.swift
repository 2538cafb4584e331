/// A law on finitely many values, each with its probability.
public struct Discrete: Distribution, Equatable {
  // MARK: Parameters

  /// The different values, ascending.
  public let values: [Double]
  /// The probability of each value; they sum to 1.
  public let probabilities: [Double]
  private let lower: [Double]
  private let upper: [Double]

  /// Makes the law from values with their probabilities, in any order.
  ///
  /// Equal values are merged, values of probability 0 are left out, and the probabilities are
  /// scaled to sum to exactly 1.
  /// - Throws: `ParameterError` unless the values are finite, the probabilities lie in [0, 1]
  ///   and their sum is within 1e-9 of 1.
  public init(_ atoms: [(value: Double, probability: Double)]) throws(ParameterError) {
    var total = 0.0
    for (index, atom) in atoms.enumerated() {
      try requireFinite(atom.value, "value \(index + 1)")
      try requireProbability(atom.probability, "probability \(index + 1)")
      total += atom.probability
    }
    guard abs(total - 1) <= 1e-9 else {
      throw ParameterError(
        parameter: "sum of probabilities", value: total, requirement: "1, within 1e-9")
    }
    var values: [Double] = []
    var masses: [Double] = []
    for atom in atoms.sorted(by: { $0.value < $1.value }) where atom.probability > 0 {
      if let last = values.last, last == atom.value {
        masses[masses.count - 1] += atom.probability / total
      } else {
        values.append(atom.value)
        masses.append(atom.probability / total)
      }
    }
    self.values = values
    probabilities = masses
    (lower, upper) = Self.cumulated(masses)
  }

  /// Sums from both ends, each tail exact where it is the smaller one.
  private static func cumulated(_ masses: [Double]) -> (lower: [Double], upper: [Double]) {
    var sum = 0.0
    let fromBelow = masses.map { mass in
      sum += mass
      return sum
    }
    var upper = [Double](repeating: 0, count: masses.count)
    for index in masses.indices.dropLast().reversed() {
      upper[index] = upper[index + 1] + masses[index + 1]
    }
    let lower = zip(fromBelow, upper).map { $0 <= 0.5 ? $0 : 1 - $1 }
    return (lower, zip(fromBelow, upper).map { $0 <= 0.5 ? 1 - $0 : $1 })
  }

  // MARK: Support and moments

  /// From the smallest to the largest value.
  public var support: ClosedRange<Double> {
    guard let first = values.first, let last = values.last else { return 0...0 }
    return first...last
  }
  /// Always true.
  public var isDiscrete: Bool { true }
  /// The weighted mean of the values.
  public var mean: Double { conditionalMoments(in: support).mean }
  /// The weighted mean of squared deviations.
  public var variance: Double { conditionalMoments(in: support).variance }

  // MARK: Evaluation

  /// The probability of x.
  public func density(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    let count = countOfFirst(values.count) { values[$0] <= x }
    return count > 0 && values[count - 1] == x ? probabilities[count - 1] : 0
  }

  /// The sum of the probabilities up to x.
  public func distribution(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    let count = countOfFirst(values.count) { values[$0] <= x }
    return count > 0 ? lower[count - 1] : 0
  }

  /// The sum of the probabilities beyond x.
  public func survival(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    let count = countOfFirst(values.count) { values[$0] <= x }
    return count > 0 ? upper[count - 1] : 1
  }

  /// The first value whose distribution reaches p, found by bisection.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    return values[min(countOfFirst(values.count) { lower[$0] < p }, values.count - 1)]
  }

  /// The first value whose survival has fallen to q, found by bisection.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return values[min(countOfFirst(values.count) { upper[$0] > q }, values.count - 1)]
  }

  /// The weighted mean of the values, none counted above x.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return zip(values, probabilities).reduce(0) { $0 + min($1.0, x) * $1.1 }
  }

  /// The moments of the values in the range, by their sums.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    let first = countOfFirst(values.count) { values[$0] < range.lowerBound }
    let end = countOfFirst(values.count) { values[$0] <= range.upperBound }
    let probability = probabilities[first..<end].reduce(0, +)
    return momentsOfAtoms(
      probability: min(probability, 1),
      (first..<end).lazy.map { (value: values[$0], weight: probabilities[$0]) })
  }
}

/// How many indices from 0 on satisfy a condition that holds for a leading part of them.
func countOfFirst(_ count: Int, where holds: (Int) -> Bool) -> Int {
  var (low, high) = (0, count)
  while low < high {
    let middle = low + (high - low) / 2
    if holds(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}
