public import Distributions

/// A number of incidents beside the number that was expected.
public struct CountBacktest: Hashable, Sendable {
  /// Incidents seen.
  public let observed: Int
  /// Expected number of incidents over the same time.
  public let expected: Double
  /// Two-sided mid-p value: 2 · min(P(N < n) + ½ P(N = n), P(N > n) + ½ P(N = n)), at most 1
  /// (Lancaster 1961; `MODELS.md` section 7).
  public let pValue: Double
  /// The zone of P(N ≤ n).
  public let trafficLight: TrafficLight

  /// Holds a count against a Poisson law with the mean `expected`.
  ///
  /// - Throws: `ParameterError` unless `observed` is 0 or more and `expected` lies in [0, 1e15].
  public init(observed: Int, expected: Double) throws(ParameterError) {
    try self.init(observed: observed, law: Poisson(mean: expected))
  }

  /// Holds a count against any law of counts, such as `RateUpdate.predictive`, in which the
  /// uncertainty of the rate has its part.
  ///
  /// - Throws: `ParameterError` for a negative `observed`.
  public init(observed: Int, law: some Distribution) throws(ParameterError) {
    guard observed >= 0 else {
      throw ParameterError(
        parameter: "observed", value: "\(observed)", requirement: "a whole number of 0 or more")
    }
    let n = Double(observed)
    let half = 0.5 * law.density(n)
    let lower = (observed > 0 ? law.distribution(n - 1) : 0) + half
    let upper = law.survival(n) + half
    self.observed = observed
    expected = law.mean
    pValue = Swift.min(1, 2 * Swift.min(lower, upper))
    trafficLight = TrafficLight(cumulativeProbability: law.distribution(n))
  }
}

/// Whether counts of several years spread more than Poisson counts do: Fisher's index of dispersion.
public struct DispersionTest: Hashable, Sendable {
  /// D = Σ (nᵢ − n̄)²/n̄; a chi-squared law of one degree less than there are counts if Poisson.
  public let statistic: Double
  /// P(a chi-squared draw ≥ D): small where counts spread more than Poisson (Fisher 1950).
  public let pValue: Double
  /// The dispersion k of a negative binomial law with the counts' mean and variance,
  /// n̄²/(s² − n̄); infinite, which is Poisson, where they spread no more than that.
  public let dispersion: Double

  /// Tests counts of years, or of other periods of equal length.
  ///
  /// - Throws: `ParameterError` for fewer than two counts, a negative one, or none above 0.
  public init(counts: [Int]) throws(ParameterError) {
    guard counts.count >= 2, counts.allSatisfy({ $0 >= 0 }), counts.contains(where: { $0 > 0 })
    else {
      throw ParameterError(
        parameter: "counts", value: "\(counts)",
        requirement: "two or more whole numbers of 0 or more, one of them above 0")
    }
    let n = Double(counts.count)
    let mean = counts.reduce(0) { $0 + Double($1) } / n
    let squares = counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let surplus = squares / (n - 1) - mean
    statistic = squares / mean
    pValue = try ChiSquared(degreesOfFreedom: n - 1).survival(statistic)
    dispersion = surplus > 0 ? mean * mean / surplus : .infinity
  }
}
