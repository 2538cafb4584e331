import RealModule

/// Both tails of a distribution function, each computed directly, and its slope.
struct Tails {
  /// P(X ≤ x).
  var lower: Double
  /// P(X > x).
  var upper: Double
  /// The derivative of `lower` in the variable in which the law is inverted.
  var slope: Double
}

/// The regularised incomplete gamma functions of one shape, with what does not depend on x.
struct IncompleteGamma: Equatable, Sendable {
  let shape: Double
  private let logGamma: Double
  private let stirling: Double
  /// From this shape on the uniform expansion holds 1e-15 within its range.
  private static let asymptoticShape = 20.0

  init(shape: Double) {
    self.shape = shape
    logGamma = Double.logGamma(shape)
    stirling = stirlingError(shape)
  }

  /// log Γ(shape).
  var logNormaliser: Double { logGamma }

  /// P(shape, x), Q(shape, x) and x times the density at x, for x in [0, ∞].
  func tails(_ x: Double) -> Tails {
    guard x > 0 else { return Tails(lower: 0, upper: 1, slope: 0) }
    guard x < .infinity else { return Tails(lower: 1, upper: 0, slope: 0) }
    let distance = abs(x - shape)
    if shape >= Self.asymptoticShape, distance <= 0.4 * shape { return uniformExpansion(x) }
    let prefix = self.prefix(x)
    if shape < 1, x <= 1 { return smallShape(x, prefix) }
    if x <= shape + 1 {
      let lower = min(prefix * series(x), 1)
      return Tails(lower: lower, upper: 1 - lower, slope: prefix)
    }
    let upper = min(prefix * continuedFraction(x), 1)
    return Tails(lower: 1 - upper, upper: upper, slope: prefix)
  }

  /// x^a e^−x / Γ(a).
  private func prefix(_ x: Double) -> Double {
    if shape < 10 { return Double.exp(shape * Double.log(x) - x - logGamma) }
    return (shape / (2 * Double.pi)).squareRoot() * Double.exp(-stirling - deviance(shape, x))
  }

  /// Σ xⁿ / (a (a+1) … (a+n)); A&S 6.5.29.
  private func series(_ x: Double) -> Double {
    var denominator = shape
    var term = 1 / shape
    var sum = term
    while term > 0x1p-55 * sum {
      denominator += 1
      term *= x / denominator
      sum += term
    }
    return sum
  }

  /// Γ(a, x) / (x^a e^−x) by the even part of Legendre's fraction; A&S 6.5.31, modified Lentz.
  private func continuedFraction(_ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - shape
    var c = 1 / tiny
    var d = 1 / (b == 0 ? tiny : b)
    var result = d
    var n = 1.0
    // Convergence needs about √shape terms at worst; the bound only guards against a standstill.
    while n < 1e6 {
      let a = -n * (n - shape)
      b += 2
      d = a * d + b
      if abs(d) < tiny { d = tiny }
      c = b + a / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      result *= factor
      if abs(factor - 1) <= 0x1p-52 { break }
      n += 1
    }
    return result
  }

  /// For shape < 1 and x ≤ 1, where Q can be tiny although P is near 1.
  ///
  /// Q = 1 − xᵃ/Γ(1+a) · (1 + a Σ (−x)ⁿ / ((a+n) n!)), Gil, Segura & Temme (2012).
  private func smallShape(_ x: Double, _ prefix: Double) -> Tails {
    var sum = 0.0
    var power = 1.0
    var n = 1.0
    while n < 60 {
      power *= -x / n
      let term = power / (shape + n)
      sum += term
      if abs(term) <= 0x1p-56 * abs(sum) { break }
      n += 1
    }
    let logLeading = shape * Double.log(x) - logGammaOnePlus(shape)
    let leading = Double.exp(logLeading)
    let lower = leading * (1 + shape * sum)
    let upper = -Double.expMinusOne(logLeading) - leading * shape * sum
    return Tails(lower: min(max(lower, 0), 1), upper: min(max(upper, 0), 1), slope: prefix)
  }

  /// Temme's uniform expansion, good for large shapes and x near the shape.
  ///
  /// Q = ½ erfc(η√(a/2)) + exp(−aη²/2)/√(2πa) · S(η) with ½η² = x/a − 1 − log(x/a);
  /// Gil, Segura & Temme (2012), SIAM J. Sci. Comput. 34, A2965–A2981.
  private func uniformExpansion(_ x: Double) -> Tails {
    let half = deviance(shape, x)
    let root = half.squareRoot()
    let eta = (x < shape ? -1 : 1) * (2 * half / shape).squareRoot()
    let bell = Double.exp(-half) / (2 * Double.pi * shape).squareRoot()
    let correction = bell * temmeSum(shape: shape, eta: eta)
    let tail = 0.5 * Double.erfc(root)
    let slope = bell * shape * Double.exp(-stirling)
    if x >= shape {
      let upper = tail + correction
      return Tails(lower: 1 - upper, upper: upper, slope: slope)
    }
    let lower = tail - correction
    return Tails(lower: lower, upper: 1 - lower, slope: slope)
  }
}

/// Coefficients of η/(λ − 1) as a power series in η, where ½η² = λ − 1 − log λ.
private let temmeCoefficients: [Double] = [
  1.0, -0.33333333333333333333, 0.083333333333333333333, -0.014814814814814814815,
  0.0011574074074074074074, 0.00035273368606701940035, -0.0001787551440329218107,
  0.000039192631785224377817, -2.1854485106799921615e-6, -1.8540622107151599607e-6,
  8.296711340953086005e-7, -1.7665952736826079304e-7, 6.7078535434014985804e-9,
  1.0261809784240308043e-8, -4.3820360184533531866e-9, 9.1476995822367902342e-10,
  -2.5514193994946249767e-11, -5.8307721325504250675e-11, 2.4361948020667416244e-11,
  -5.0276692801141755891e-12, 1.1004392031956134771e-13, 3.3717632624009853788e-13,
  -1.3923887224181620659e-13, 2.8534893807047443204e-14, -5.139111834242572619e-16,
  -1.9752288294349442835e-15, 8.0995211567045613341e-16,
]

/// S(η) of the uniform expansion, by the backward recursion of Temme (1987).
///
/// The recursion and Horner's rule run together from the highest power down.
private func temmeSum(shape: Double, eta: Double) -> Double {
  let inverse = 1 / shape
  var above = temmeCoefficients[26]
  var current = temmeCoefficients[25]
  var sum = above * eta + current
  var m = 24
  var first = 0.0
  while m >= 1 {
    let next = temmeCoefficients[m] + Double(m + 1) * above * inverse
    (above, current) = (current, next)
    sum = sum * eta + current
    if m == 2 { first = current }
    m -= 1
  }
  return sum / (1 + first * inverse)
}
