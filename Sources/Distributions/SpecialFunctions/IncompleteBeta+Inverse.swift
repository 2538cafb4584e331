import RealModule

/// A point of the unit interval with its complement, both to full relative precision.
struct UnitPoint: Equatable, Sendable {
  /// The distance from 0.
  let x: Double
  /// The distance from 1.
  let y: Double

  /// The point with the given odds x / y.
  init(odds: Double) {
    if odds == .infinity {
      (x, y) = (1, 0)
    } else {
      x = odds / (1 + odds)
      y = 1 / (1 + odds)
    }
  }
}

extension IncompleteBeta {
  /// The x with I(x) = p, for p in (0, 1).
  func inverseLower(_ p: Double) -> UnitPoint {
    p <= 0.5 ? invert(p, upper: false) : invert(1 - p, upper: true)
  }

  /// The x with 1 − I(x) = q, for q in (0, 1).
  func inverseUpper(_ q: Double) -> UnitPoint {
    q <= 0.5 ? invert(q, upper: true) : invert(1 - q, upper: false)
  }

  /// Halley's method on the logarithm of the given tail as a function of log (x / y).
  ///
  /// In log odds both tails are straight lines, and d log(x y f) / d log(x/y) = a y − b x.
  private func invert(_ target: Double, upper: Bool) -> UnitPoint {
    let odds = start(target, upper: upper)
    guard odds > 0, odds < .infinity else { return UnitPoint(odds: odds) }
    let root = solveLogarithmic(from: odds, target: target, upper: upper) { odds in
      let point = UnitPoint(odds: odds)
      return (tails(point.x, point.y), alpha * point.y - beta * point.x)
    }
    return UnitPoint(odds: root)
  }

  /// Starting odds, good to a few per cent wherever that is known.
  private func start(_ target: Double, upper: Bool) -> Double {
    // With both shapes large the normal expansion is near everywhere, and the leading term of the
    // series can be far off where it looks good: its later terms grow before they fall.
    if min(alpha, beta) >= 30 {
      let odds = normalStart(target, upper: upper)
      if odds > 0 && odds < .infinity { return odds }
    }
    let (near, far) = upper ? (beta, alpha) : (alpha, beta)
    let logTarget = Double.log(target)
    // The leading term of the series from the near end, improved by its next one.
    let leading = Double.exp((logTarget + Double.log(near) + logNormaliser) / near)
    let bend = (far - 1) / (near + 1) * leading
    if leading < 0.3, abs(bend) < 0.5 {
      let distance = leading * (1 + bend)
      let odds = distance / (1 - distance)
      return upper ? 1 / odds : odds
    }
    let odds = min(alpha, beta) >= 1 ? normalStart(target, upper: upper) : 0
    return odds > 0 && odds < .infinity ? odds : splitStart(target, upper: upper)
  }

  /// A&S 26.5.22: an expansion about the normal law.
  private func normalStart(_ target: Double, upper: Bool) -> Double {
    let z = standardNormalQuantile(target) * (upper ? 1 : -1)
    let lambda = (z * z - 3) / 6
    let (s, t) = (1 / (2 * alpha - 1), 1 / (2 * beta - 1))
    let h = 2 / (s + t)
    let w = z * max(h + lambda, 0).squareRoot() / h - (t - s) * (lambda + 5 / 6.0 - 2 / (3 * h))
    return alpha / beta * Double.exp(-2 * w)
  }

  /// Two power laws glued at the mean; Press et al., Numerical Recipes, 3rd ed., section 6.14.1.
  private func splitStart(_ target: Double, upper: Bool) -> Double {
    let total = alpha + beta
    let left = Double.exp(alpha * Double.log(alpha / total)) / alpha
    let right = Double.exp(beta * Double.log(beta / total)) / beta
    let whole = left + right
    let p = upper ? 1 - target : target
    if p < left / whole {
      let x = Double.pow(alpha * whole * p, 1 / alpha)
      return x / max(1 - x, 1e-3)
    }
    let q = upper ? target : 1 - target
    let y = Double.pow(beta * whole * q, 1 / beta)
    return max(1 - y, 1e-3) / y
  }

}
