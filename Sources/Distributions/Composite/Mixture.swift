import RealModule

/// A law drawn at random from several, with given weights.
public struct Mixture: Distribution {
  // MARK: Parameters

  /// One law of a mixture with its weight.
  public struct Component: Sendable {
    /// The probability of drawing from this law.
    public let weight: Double
    /// The law.
    public let law: any Distribution
  }

  /// The laws with a weight above 0; the weights sum to 1.
  public let components: [Component]
  /// Whether all components sit on atoms alone.
  public let isDiscrete: Bool
  private let isContinuous: Bool

  /// Makes the mixture of laws with weights.
  ///
  /// Components of weight 0 are left out, and the weights are scaled to sum to exactly 1.
  /// - Throws: `ParameterError` unless the weights lie in [0, 1] and their sum is within 1e-9
  ///   of 1.
  public init(_ components: [(weight: Double, law: any Distribution)]) throws(ParameterError) {
    var total = 0.0
    for (index, component) in components.enumerated() {
      try requireProbability(component.weight, "weight \(index + 1)")
      total += component.weight
    }
    guard abs(total - 1) <= 1e-9 else {
      throw ParameterError(
        parameter: "sum of weights", value: total, requirement: "1, within 1e-9")
    }
    self.components = components.filter { $0.weight > 0 }
      .map { Component(weight: $0.weight / total, law: $0.law) }
    isDiscrete = self.components.allSatisfy { $0.law.isDiscrete }
    isContinuous = self.components.allSatisfy { Self.hasNoAtoms($0.law) }
  }

  private static func hasNoAtoms(_ law: any Distribution) -> Bool {
    if let mixture = law as? Mixture { return mixture.isContinuous }
    if let truncated = law as? Truncated { return hasNoAtoms(truncated.base) }
    return !law.isDiscrete
  }

  // MARK: Support and moments

  /// The smallest interval that holds the supports of all components.
  public var support: ClosedRange<Double> {
    let supports = components.map(\.law.support)
    let low = supports.map(\.lowerBound).min() ?? 0
    return low...(supports.map(\.upperBound).max() ?? low)
  }

  /// The weighted mean of the means.
  public var mean: Double { sum(\.mean) }

  /// The weighted mean of the variances and of the squared distances of the means.
  public var variance: Double {
    let centre = mean
    guard centre.isFinite else { return .infinity }
    return components.reduce(0) { sum, component in
      let shift = component.law.mean - centre
      return sum + component.weight * (component.law.variance + shift * shift)
    }
  }

  // MARK: Evaluation

  /// The weighted density; in a law with atoms and a density, that of the part with a density.
  public func density(_ x: Double) -> Double {
    components.reduce(0) { sum, component in
      let counts = isDiscrete || !component.law.isDiscrete
      return counts ? sum + component.weight * component.law.density(x) : sum
    }
  }

  /// The weighted sum of the distributions.
  public func distribution(_ x: Double) -> Double { min(sum { $0.distribution(x) }, 1) }

  /// The weighted sum of the survivals.
  public func survival(_ x: Double) -> Double { min(sum { $0.survival(x) }, 1) }

  /// A root between the smallest and the largest of the components' quantiles.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    let ends = components.map { $0.law.quantile(p) }
    return search(p, upper: false, between: ends) { distribution($0) >= p }
  }

  /// A root between the smallest and the largest of the components' upper quantiles.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    let ends = components.map { $0.law.upperQuantile(q) }
    return search(q, upper: true, between: ends) { survival($0) <= q }
  }

  /// The weighted sum of the limited expected values.
  public func limitedExpectedValue(_ x: Double) -> Double { sum { $0.limitedExpectedValue(x) } }

  /// The components' moments given the range, weighted by their probabilities of it.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    let parts = components.map { component in
      let part = component.law.conditionalMoments(in: range)
      return (weight: component.weight * part.probability, moments: part)
    }.filter { $0.weight > 0 }
    let total = parts.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return .empty }
    let mean = parts.reduce(0) { $0 + $1.weight / total * $1.moments.mean }
    guard mean.isFinite else {
      return ConditionalMoments(probability: total, mean: mean, variance: .infinity)
    }
    let variance = parts.reduce(0) { sum, part in
      let shift = part.moments.mean - mean
      return sum + part.weight / total * (part.moments.variance + shift * shift)
    }
    return ConditionalMoments(probability: min(total, 1), mean: mean, variance: variance)
  }

  private func sum(_ value: (any Distribution) -> Double) -> Double {
    components.reduce(0) { $0 + $1.weight * value($1.law) }
  }

  // MARK: Sampling

  /// Draws a component, then a value from it: not the same numbers as `value(atUniform:)`.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    var rest = openUniform(using: &generator)
    for component in components.dropLast() {
      if rest < component.weight { return component.law.sample(using: &generator) }
      rest -= component.weight
    }
    return components.last?.law.sample(using: &generator) ?? .nan
  }
}

// MARK: Searching for quantiles

extension Mixture {
  /// The first value that satisfies a condition, between the least and the largest of some values.
  ///
  /// Below the least of the components' quantiles every component falls short of p, and at the
  /// largest every one has reached it.
  private func search(
    _ target: Double, upper: Bool, between ends: [Double], holds: (Double) -> Bool
  ) -> Double {
    guard let low = ends.min(), let high = ends.max(), low < high else { return ends.first ?? .nan }
    if holds(low) { return low }
    if isDiscrete { return searchAtoms(low, high, holds) }
    let (stepsUpper, wanted) = target <= 0.5 ? (upper, target) : (!upper, 1 - target)
    if isContinuous { return searchDensity(wanted, upper: stepsUpper, low, high) }
    return firstDouble(in: low...high) { x in
      let tail = stepsUpper ? survival(x) : distribution(x)
      let gap = Double.log(tail / wanted)
      return (holds(x), stepsUpper ? -gap : gap)
    }
  }

  /// Newton's method on the logarithm of a tail, inside a bracket that only shrinks.
  private func searchDensity(
    _ target: Double, upper: Bool, _ lowest: Double, _ highest: Double
  ) -> Double {
    var (low, high) = (lowest, highest)
    var x = 0.5 * low + 0.5 * high
    for _ in 0..<200 {
      let tail = upper ? survival(x) : distribution(x)
      let gap = (upper ? 1 : -1) * Double.log(tail / target)
      if gap == 0 { return x }
      if gap > 0 { low = x } else { high = x }
      var next = x + gap * tail / density(x)
      let isInside = next > low && next < high
      if !isInside { next = middleDouble(low, high) }
      if abs(next - x) <= 2 * x.ulp || !(next > low && next < high) { return next }
      x = next
    }
    return x
  }

  /// Bisection over the atoms: the upper end is always an atom at which the condition holds.
  private func searchAtoms(_ lowest: Double, _ highest: Double, _ holds: (Double) -> Bool)
    -> Double
  {
    var (low, high) = (lowest, highest)
    while true {
      let previous = lastAtom(upTo: high.nextDown)
      if previous <= low || !holds(previous) { return high }
      high = previous
      let middle = middleDouble(low, high)
      let atom = lastAtom(upTo: middle)
      if atom <= low { low = middle } else if holds(atom) { high = atom } else { low = atom }
    }
  }

  /// The largest atom of any component up to x.
  private func lastAtom(upTo x: Double) -> Double {
    components.reduce(-.infinity) { largest, component in
      let law = component.law
      let lower = law.distribution(x)
      guard lower > 0 else { return largest }
      // Beyond an atom whose survival underflows nothing can be told apart.
      let atom =
        lower <= 0.5
        ? law.quantile(lower) : law.upperQuantile(max(law.survival(x), .leastNonzeroMagnitude))
      return max(largest, min(atom, x))
    }
  }
}
