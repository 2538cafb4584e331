import RealModule

/// The regularised incomplete beta functions of one pair of shapes, with what does not depend on x.
struct IncompleteBeta: Equatable, Sendable {
  let alpha: Double
  let beta: Double
  private let logBeta: Double
  private let stirling: Double
  private let usesDeviance: Bool

  init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
    let total = alpha + beta
    logBeta = Self.logBeta(alpha, beta)
    stirling = stirlingError(total) - stirlingError(alpha) - stirlingError(beta)
    // Powers lose precision with the shapes; the saddle-point form does not, but costs more.
    usesDeviance = total > 30
  }

  /// log B(alpha, beta).
  var logNormaliser: Double { logBeta }

  private static func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    if large < 30 { return Double.logGamma(a) + Double.logGamma(b) - Double.logGamma(a + b) }
    // By Stirling's formula the large terms of log Γ(large) − log Γ(small + large) cancel.
    let ratio =
      stirlingError(large) - stirlingError(large + small)
      - (large - 0.5) * Double.log(onePlus: small / large)
      - small * (Double.log(large + small) - 1)
    return Double.logGamma(small) + ratio
  }

  /// I(x), 1 − I(x) and x y times the density at x, where y = 1 − x is given, not formed.
  func tails(_ x: Double, _ y: Double) -> Tails {
    guard x > 0 else { return Tails(lower: 0, upper: 1, slope: 0) }
    guard y > 0 else { return Tails(lower: 1, upper: 0, slope: 0) }
    let prefix = self.prefix(x, y)
    // Each side of the mean is computed by its own tail, so neither is one minus the other.
    if alpha * y >= beta * x {
      let lower = min(prefix * ratio(alpha, beta, x, y), 1)
      return Tails(lower: lower, upper: 1 - lower, slope: prefix)
    }
    let upper = min(prefix * ratio(beta, alpha, y, x), 1)
    return Tails(lower: 1 - upper, upper: upper, slope: prefix)
  }

  /// The logarithm of x^a y^b / B(a, b), for x that would underflow.
  func logPrefix(logX: Double, logY: Double) -> Double {
    alpha * logX + beta * logY - logBeta
  }

  /// x^a y^b / B(a, b).
  private func prefix(_ x: Double, _ y: Double) -> Double {
    guard usesDeviance else {
      return Double.exp(alpha * logOfComplement(x, y) + beta * logOfComplement(y, x) - logBeta)
    }
    let total = alpha + beta
    let exponent = stirling - deviance(alpha, total * x) - deviance(beta, total * y)
    return Double.exp(exponent) * (alpha / total * beta / (2 * Double.pi)).squareRoot()
  }

  /// I(x) / (x^a y^b / B(a, b)).
  private func ratio(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    if x <= 0.7, b * x <= 1 { return series(a, b, x) / Double.exp(b * Double.log(onePlus: -x)) }
    return 1 / fraction(a, b, x, y)
  }

  /// 1/a + Σ (1−b)(2−b)…(n−b) xⁿ / (n! (a+n)); A&S 26.5.4 without its leading power.
  private func series(_ a: Double, _ b: Double, _ x: Double) -> Double {
    var sum = 1 / a
    var coefficient = 1.0
    var n = 1.0
    while n < 1000 {
      coefficient *= (n - b) / n * x
      let term = coefficient / (a + n)
      sum += term
      if abs(term) <= 0x1p-55 * abs(sum) { break }
      n += 1
    }
    return sum
  }

  /// The even part of the fraction A&S 26.5.8, by modified Lentz.
  ///
  /// Didonato & Morris (1992), ACM TOMS 18, 360–373. It needs x ≤ a / (a + b).
  private func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let tiny = 1e-300
    let drift = a * y - b * x + 1
    var result = a * drift / (a + 1)
    if result == 0 { result = tiny }
    var c = result
    var d = 0.0
    var m = 1.0
    while m < 1e6 {
      let before = a + 2 * m - 1
      let shared = m * (b - m) * x / before
      let numerator = shared * x * ((a + m - 1) * ((a + b + m - 1) / before))
      let denominator = m + shared + (a + m) * (drift + m * (1 + y)) / (before + 2)
      d = denominator + numerator * d
      if d == 0 { d = tiny }
      c = denominator + numerator / c
      if c == 0 { c = tiny }
      d = 1 / d
      let factor = c * d
      result *= factor
      if abs(factor - 1) <= 0x1p-52 { break }
      m += 1
    }
    return result
  }
}
