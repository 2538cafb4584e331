import RealModule

/// Student's t law.
public struct StudentT: Distribution, Equatable {
  // MARK: Parameters

  /// The degrees of freedom ν; need not be whole.
  public let degreesOfFreedom: Double
  private let integral: IncompleteBeta

  /// Makes the law of Z/√(χ²/ν) with Z standard normal.
  ///
  /// - Throws: `ParameterError` unless the degrees of freedom are finite and above 0.
  public init(degreesOfFreedom: Double) throws(ParameterError) {
    try requirePositive(degreesOfFreedom, "degreesOfFreedom")
    self.degreesOfFreedom = degreesOfFreedom
    let half = max(0.5 * degreesOfFreedom, .leastNonzeroMagnitude)
    integral = IncompleteBeta(alpha: half, beta: 0.5)
  }

  // MARK: Support and moments

  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }
  /// 0; infinite where it is undefined, for ν ≤ 1.
  public var mean: Double { degreesOfFreedom > 1 ? 0 : .infinity }
  /// ν/(ν − 2), infinite for ν ≤ 2.
  public var variance: Double {
    degreesOfFreedom > 2 ? degreesOfFreedom / (degreesOfFreedom - 2) : .infinity
  }

  // MARK: Evaluation

  /// Proportional to (1 + x²/ν)^(−(ν+1)/2).
  public func density(_ x: Double) -> Double {
    guard x.isFinite else { return x.isNaN ? .nan : 0 }
    let half = integral.alpha
    let logOdds = logSquare(x)
    // 1/(√ν B(ν/2, ½)) from the beta prefix with the power of x² taken out.
    let logPeak = -integral.logNormaliser - 0.5 * Double.log(degreesOfFreedom)
    return Double.exp(logPeak - (half + 0.5) * logOdds)
  }

  /// Half the incomplete beta function, or one minus it.
  public func distribution(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return x < 0 ? tail(-x) : 1 - tail(x)
  }

  /// The mirror image of `distribution`.
  public func survival(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    return x > 0 ? tail(x) : 1 - tail(-x)
  }

  /// The mirror image of `upperQuantile`.
  public func quantile(_ p: Double) -> Double { -upperQuantile(p) }

  /// The inverse of `survival`.
  public func upperQuantile(_ q: Double) -> Double {
    guard q > 0, q < 1 else { return edgeUpperQuantile(q) }
    if q == 0.5 { return 0 }
    return q < 0.5 ? magnitude(q) : -magnitude(1 - q)
  }

  /// −∫ t f(t) dt is (ν + x²) f(x)/(ν − 1), so E[min(X, x)] = x S(x) − (ν + x²) f(x)/(ν − 1).
  public func limitedExpectedValue(_ x: Double) -> Double {
    guard degreesOfFreedom > 1 else { return x.isNaN ? .nan : .infinity }
    guard x.isFinite else { return x == .infinity ? 0 : x }
    let lost = (degreesOfFreedom + x * x) * density(x) / (degreesOfFreedom - 1)
    return x * survival(x) - (lost.isFinite ? lost : 0)
  }

  /// P(T > t) for t ≥ 0.
  private func tail(_ t: Double) -> Double {
    let ratio = t / degreesOfFreedom.squareRoot()
    let square = ratio * ratio
    // Far out ν/(ν + t²) underflows; there the tail is its leading power.
    if square > 1e280 {
      let logX = -2 * Double.log(ratio)
      return 0.5 * Double.exp(integral.logPrefix(logX: logX, logY: 0)) / integral.alpha
    }
    return 0.5 * integral.tails(1 / (1 + square), square / (1 + square)).lower
  }

  /// t with P(T > t) = q, for q below a half.
  private func magnitude(_ q: Double) -> Double {
    let root = degreesOfFreedom.squareRoot()
    let leading =
      (Double.log(2 * q) + Double.log(integral.alpha) + integral.logNormaliser) / integral.alpha
    if leading < -640 { return root * Double.exp(-0.5 * leading) }
    let point = integral.inverseLower(2 * q)
    return root * (point.y / point.x).squareRoot()
  }

  /// log(1 + x²/ν).
  private func logSquare(_ x: Double) -> Double {
    let ratio = abs(x) / degreesOfFreedom.squareRoot()
    return ratio < 1e140 ? Double.log(onePlus: ratio * ratio) : 2 * Double.log(ratio)
  }
}
