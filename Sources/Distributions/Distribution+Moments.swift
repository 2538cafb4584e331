/// A law's probability of a range and its moments given that range.
public struct ConditionalMoments: Equatable, Sendable {
  /// P(X in the range).
  public let probability: Double
  /// E[X | X in the range]; NaN where the probability is 0.
  public let mean: Double
  /// Var[X | X in the range]; NaN where the probability is 0.
  public let variance: Double

  /// Makes the record of three numbers that belong together.
  public init(probability: Double, mean: Double, variance: Double) {
    self.probability = probability
    self.mean = mean
    self.variance = variance
  }

  static let empty = ConditionalMoments(probability: 0, mean: .nan, variance: .nan)
}

extension Distribution {
  /// The square root of the variance; `infinity` where the variance diverges.
  public var standardDeviation: Double { variance.squareRoot() }

  /// P(X < 0).
  public var probabilityBelowZero: Double { distribution((0.0).nextDown) }

  /// P(lower ≤ X ≤ upper), as the difference of the two smaller tails.
  public func probability(in range: ClosedRange<Double>) -> Double {
    TailWindow(of: self, range).probability
  }

  /// P(lower ≤ X < upper), as the difference of the two smaller tails.
  public func probability(in range: Range<Double>) -> Double {
    guard range.lowerBound < range.upperBound else { return 0 }
    return TailWindow(of: self, range.lowerBound...range.upperBound.nextDown).probability
  }

  /// E[min(X, x)] = ∫ Q(p) dp up to F(x), plus x P(X > x), by quadrature.
  public func limitedExpectedValue(_ x: Double) -> Double {
    limitedExpectedValueByQuadrature(x)
  }

  /// The moments given a range, by quadrature of the two quantile functions.
  ///
  /// Cost: some hundred quantiles.
  public func conditionalMoments(in range: ClosedRange<Double>) -> ConditionalMoments {
    let clipped = range.clamped(to: support)
    guard range.overlaps(support) else { return .empty }
    let window = TailWindow(of: self, range)
    guard window.probability > 0 else { return .empty }
    let endless = clipped.lowerBound == -.infinity || clipped.upperBound == .infinity
    let centre = endless && mean == .infinity ? .infinity : window.average { $0 }
    let diverges = centre == .infinity || endless && variance == .infinity
    let spread = diverges ? .infinity : window.average { ($0 - centre) * ($0 - centre) }
    return ConditionalMoments(probability: window.probability, mean: centre, variance: spread)
  }

  func limitedExpectedValueByQuadrature(_ x: Double) -> Double {
    guard x > support.lowerBound else { return x }
    guard !(x >= support.upperBound) else { return mean }
    guard x.isFinite else { return .nan }
    // The lower tail is integrated first; a divergence there cannot be cured by the limit.
    let (below, above) = (distribution(x), survival(x))
    if below == 0 { return x }
    let lower = integrate(from: 0, to: min(below, 0.5)) { quantile($0) }
    let upper = below > 0.5 ? integrate(from: above, to: 0.5) { upperQuantile($0) } : 0
    return lower + upper + x * above
  }

  /// The quantile at a probability that is not inside (0, 1).
  func edgeQuantile(_ p: Double) -> Double {
    p == 0 ? support.lowerBound : p == 1 ? support.upperBound : .nan
  }

  /// The upper quantile at a probability that is not inside (0, 1).
  func edgeUpperQuantile(_ q: Double) -> Double {
    q == 0 ? support.upperBound : q == 1 ? support.lowerBound : .nan
  }
}
