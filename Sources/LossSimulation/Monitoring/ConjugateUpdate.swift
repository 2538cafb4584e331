public import Distributions

/// What is known of a yearly rate of incidents: a gamma law that records update in closed form.
///
/// A prior Γ(a, b) and n incidents in t years give Γ(a + n, b + t); the count of years to come is
/// negative binomial (Gelman et al. 2013, Bayesian Data Analysis, section 2.6; `MODELS.md`
/// section 7).
///
/// ```swift
/// let prior = try RateUpdate(shape: 2, exposureYears: 4)
/// let posterior = try prior.updated(events: 7, exposureYears: 5)
/// posterior.law.mean          // 1 a year
/// ```
public struct RateUpdate: Hashable, Sendable {
  /// a: the incidents that the knowledge is worth.
  public let shape: Double
  /// b: the years that the knowledge is worth.
  public let exposureYears: Double

  /// Takes the law's shape and its rate parameter, which is an exposure in years.
  ///
  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(shape: Double, exposureYears: Double) throws(ParameterError) {
    _ = try Gamma(shape: shape, scale: 1)
    _ = try Gamma(shape: 1, scale: exposureYears)
    self.shape = shape
    self.exposureYears = exposureYears
  }

  /// The gamma law with the mean and the standard deviation of a rate that was estimated otherwise.
  ///
  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(mean: Double, standardDeviation: Double) throws(ParameterError) {
    _ = try LogNormal(mean: mean, standardDeviation: standardDeviation)
    let ratio = mean / standardDeviation
    try self.init(shape: ratio * ratio, exposureYears: ratio / standardDeviation)
  }

  /// The knowledge after a record.
  ///
  /// - Parameters:
  ///   - events: incidents recorded; 0 or more.
  ///   - exposureYears: length of the record in years of 365 days; 0 or more.
  /// - Throws: `ParameterError` for a negative count or a length that is negative or not finite.
  public func updated(events: Int, exposureYears: Double) throws(ParameterError) -> RateUpdate {
    guard events >= 0 else {
      throw ParameterError(
        parameter: "events", value: "\(events)", requirement: "a whole number of 0 or more")
    }
    guard exposureYears >= 0, exposureYears < .infinity else {
      throw ParameterError(
        parameter: "exposureYears", value: exposureYears,
        requirement: "a finite number of 0 or more")
    }
    return try RateUpdate(
      shape: shape + Double(events), exposureYears: self.exposureYears + exposureYears)
  }

  /// The law of the rate, per year.
  public var law: Gamma {
    get throws(ParameterError) { try Gamma(shape: shape, scale: 1 / exposureYears) }
  }

  /// The law of the number of incidents in years to come: mean (a/b)·years, dispersion a.
  ///
  /// - Parameter years: above 0.
  /// - Throws: `ParameterError` where the expected count is beyond 1e15 or not a number.
  public func predictive(years: Double = 1) throws(ParameterError) -> NegativeBinomial {
    try NegativeBinomial(mean: shape / exposureYears * years, dispersion: shape)
  }
}

/// What is known of the location and the spread of log losses: a normal law for the location given
/// the variance, an inverse chi-squared law for the variance, updated in closed form.
///
/// The conjugate prior of a normal sample (Gelman et al. 2013, section 3.3; `MODELS.md` section 7).
public struct LogLossUpdate: Hashable, Sendable {
  /// Expected location of log loss.
  public let mu: Double
  /// Records that the knowledge of the location is worth.
  public let locationRecords: Double
  /// Records that the knowledge of the variance is worth (degrees of freedom).
  public let varianceRecords: Double
  /// The scale of the variance of log loss.
  public let variance: Double

  /// The knowledge that a lognormal law holds, as if it came from so many records.
  ///
  /// - Throws: `ParameterError` unless `records` is finite and above 0.
  public init(_ law: LogNormal, records: Double) throws(ParameterError) {
    _ = try Gamma(shape: records, scale: 1)
    self.init(
      mu: law.mu, locationRecords: records, varianceRecords: records,
      variance: law.sigma * law.sigma)
  }

  private init(
    mu: Double, locationRecords: Double, varianceRecords: Double, variance: Double
  ) {
    self.mu = mu
    self.locationRecords = locationRecords
    self.varianceRecords = varianceRecords
    self.variance = variance
  }

  /// The knowledge after losses have been recorded.
  ///
  /// - Parameter losses: each above 0 and finite; none leaves the knowledge as it is.
  /// - Throws: `ParameterError` for a loss that has no logarithm.
  public func updated(losses: [Double]) throws(ParameterError) -> LogLossUpdate {
    guard !losses.isEmpty else { return self }
    let logs = try logarithms(losses)
    let n = Double(logs.count)
    let mean = logs.reduce(0, +) / n
    let within = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let location = locationRecords + n
    let moved = locationRecords * n / location * (mean - mu) * (mean - mu)
    let degrees = varianceRecords + n
    return LogLossUpdate(
      mu: (locationRecords * mu + n * mean) / location, locationRecords: location,
      varianceRecords: degrees, variance: (varianceRecords * variance + within + moved) / degrees)
  }

  private func logarithms(_ losses: [Double]) throws(ParameterError) -> [Double] {
    var logs: [Double] = []
    for loss in losses {
      guard loss > 0, loss < .infinity else {
        throw ParameterError(
          parameter: "losses", value: loss, requirement: "a finite number above 0")
      }
      logs.append(logarithm(loss))
    }
    return logs
  }

  /// The lognormal law at the expected location and the scale of the variance, for use in a study.
  ///
  /// Uncertainty about the two themselves is not in it; `locationStandardError` says how large
  /// the uncertainty of the location is.
  public var law: LogNormal {
    get throws(ParameterError) { try LogNormal(mu: mu, sigma: variance.squareRoot()) }
  }

  /// Scale of the location's own law, a Student t law of `varianceRecords` degrees of freedom.
  public var locationStandardError: Double { (variance / locationRecords).squareRoot() }

  /// P(the next loss ≤ x): log loss is Student t with scale √(variance · (1 + 1/locationRecords)).
  public func predictiveDistribution(_ x: Double) throws(ParameterError) -> Double {
    guard x > 0 else { return 0 }
    let scale = (variance * (1 + 1 / locationRecords)).squareRoot()
    return try StudentT(degreesOfFreedom: varianceRecords)
      .distribution((logarithm(x) - mu) / scale)
  }
}
