import RealModule

/// A lognormal body with a generalised Pareto tail beyond one of its quantiles.
///
/// Below the threshold u, the lognormal's quantile of probability p, this is the lognormal law;
/// beyond it lies the mass 1 − p by a generalised Pareto law whose scale (1 − p)/f(u) makes the
/// density continuous. After Carreau & Bengio (2009), Extremes 12, 53–76, without the bound on p.
public struct LogNormalPareto: Distribution, Equatable {
  // MARK: Parameters

  /// The lognormal law of the body.
  public let body: LogNormal
  /// The probability p below the threshold.
  public let thresholdQuantile: Double
  /// The law of the values beyond the threshold.
  public let tail: GeneralisedPareto

  /// Makes the law; `shape` is that of the tail.
  ///
  /// - Throws: `ParameterError` unless mu, sigma > 0 and shape are finite, 0 < thresholdQuantile
  ///   < 1, and the density at the threshold can be represented.
  public init(
    mu: Double, sigma: Double, thresholdQuantile: Double, shape: Double
  ) throws(ParameterError) {
    body = try LogNormal(mu: mu, sigma: sigma)
    try requireInnerProbability(thresholdQuantile, "thresholdQuantile")
    self.thresholdQuantile = thresholdQuantile
    let threshold = body.quantile(thresholdQuantile)
    let scale = (1 - thresholdQuantile) / body.density(threshold)
    guard threshold.isFinite, scale > 0, scale.isFinite else {
      throw ParameterError(
        parameter: "mu", value: mu, requirement: "a number whose threshold is representable")
    }
    tail = try GeneralisedPareto(shape: shape, scale: scale, threshold: threshold)
  }

  // MARK: Support and moments

  /// From 0 to the end of the tail.
  public var support: ClosedRange<Double> { 0...tail.support.upperBound }

  /// The mean of both parts; infinite for shape ≥ 1.
  public var mean: Double {
    guard tail.mean < .infinity else { return .infinity }
    return bodyMoment(1) + tailMass * tail.mean
  }

  /// The variance of both parts about the common mean; infinite for shape ≥ ½.
  public var variance: Double {
    guard tail.variance < .infinity else { return .infinity }
    let centre = mean
    let (first, second) = (bodyMoment(1), bodyMoment(2))
    // About the mean, so that a large mean does not swamp the spread of the tail.
    let bodySpread = second - 2 * centre * first + centre * centre * thresholdQuantile
    let tailShift = tail.mean - centre
    return bodySpread + tailMass * (tail.variance + tailShift * tailShift)
  }

  private var tailMass: Double { 1 - thresholdQuantile }

  /// ∫ xʳ f(x) dx over the body: exp(rµ + r²σ²/2) Φ(z − rσ).
  private func bodyMoment(_ order: Double) -> Double {
    let shift = order * body.sigma
    let z = standardNormalQuantile(thresholdQuantile)
    return Double.exp(order * body.mu + 0.5 * shift * shift)
      * standardNormalDistribution(z - shift)
  }

  // MARK: Evaluation

  /// The density of the part in which x lies.
  public func density(_ x: Double) -> Double {
    x > tail.threshold ? tailMass * tail.density(x) : body.density(x)
  }

  /// Lognormal up to the threshold.
  public func distribution(_ x: Double) -> Double {
    guard x > tail.threshold else { return min(body.distribution(x), thresholdQuantile) }
    return thresholdQuantile + tailMass * tail.distribution(x)
  }

  /// Generalised Pareto beyond the threshold.
  public func survival(_ x: Double) -> Double {
    guard x > tail.threshold else { return max(body.survival(x), tailMass) }
    return tailMass * tail.survival(x)
  }

  /// The quantile of the part in which p lies.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return edgeQuantile(p) }
    guard p > thresholdQuantile else { return min(body.quantile(p), tail.threshold) }
    return tail.upperQuantile((1 - p) / tailMass)
  }

  /// The upper quantile of the part in which q lies.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    return q < tailMass
      ? tail.upperQuantile(q / tailMass) : min(body.upperQuantile(q), tail.threshold)
  }

  /// That of the lognormal below the threshold, that of the tail added beyond it.
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard x > tail.threshold else { return body.limitedExpectedValue(x) }
    return bodyMoment(1) + tailMass * tail.limitedExpectedValue(x)
  }
}
