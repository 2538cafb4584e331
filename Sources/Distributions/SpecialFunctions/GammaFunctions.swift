import RealModule

/// ζ(n) − 1 for n = 2, 3, …: coefficients of log Γ around 1.
private let zetaMinusOne: [Double] = [
  0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516,
  0.036927755143369926331, 0.017343061984449139715, 0.0083492773819228268398,
  0.0040773561979443393787, 0.0020083928260822144179, 0.00099457512781808533715,
  0.0004941886041194645587, 0.00024608655330804829864, 0.00012271334757848914675,
  0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733,
  7.6371976378997622736e-6, 3.8172932649998398565e-6, 1.9082127165539389257e-6,
  9.5396203387279611315e-7, 4.7693298678780646312e-7, 2.3845050272773299e-7,
  1.1921992596531107307e-7, 5.9608189051259479612e-8,
]

/// log Γ(1 + x) for |x| ≤ ½ without forming 1 + x, so that it keeps full precision near 0.
///
/// Abramowitz & Stegun 6.1.33: −log(1 + x) + x(1 − γ) + Σ (−1)ⁿ (ζ(n) − 1) xⁿ / n.
func logGammaOnePlus(_ x: Double) -> Double {
  guard abs(x) <= 0.5 else { return Double.logGamma(1 + x) }
  var sum = 0.0
  var power = -x
  for (index, zeta) in zetaMinusOne.enumerated() {
    power *= -x
    let term = zeta * power / Double(index + 2)
    sum -= term
    if abs(term) <= 0x1p-56 * abs(sum) { break }
  }
  return -Double.log(onePlus: x) + x * (1 - 0.57721566490153286061) - sum
}

/// log Γ(1 + 2x) − 2 log Γ(1 + x), the square-root of whose smallness a difference would lose.
///
/// The linear terms of A&S 6.1.33 cancel exactly: Σ ζ(n) (2ⁿ − 2) (−x)ⁿ / n.
func logGammaCurvature(_ x: Double) -> Double {
  guard abs(x) < 0.05 else { return Double.logGamma(1 + 2 * x) - 2 * Double.logGamma(1 + x) }
  var sum = 0.0
  var power = -x
  var twice = 2.0
  for (index, zeta) in zetaMinusOne.enumerated() {
    power *= -x
    twice *= 2
    let term = (1 + zeta) * (twice - 2) * power / Double(index + 2)
    sum += term
    if abs(term) <= 0x1p-56 * abs(sum) { break }
  }
  return sum
}

/// The error of Stirling's formula, log Γ(x + 1) − log(√(2πx) (x/e)ˣ), for x > 0.
///
/// Loader (2000), "Fast and accurate computation of binomial probabilities".
func stirlingError(_ x: Double) -> Double {
  if x < 10 {
    let halfLogTwoPi = 0.918938533204672741780330
    return Double.logGamma(x + 1) - (x + 0.5) * Double.log(x) + x - halfLogTwoPi
  }
  let r = 1 / (x * x)
  let series =
    1.0 / 12 - r
    * (1.0 / 360 - r
      * (1.0 / 1260 - r
        * (1.0 / 1680 - r
          * (1.0 / 1188
            - r * (691.0 / 360360 - r * (1.0 / 156 - r * 3617.0 / 122400))))))
  return series / x
}

/// The deviance part x·log(x/m) + m − x ≥ 0, without cancellation where x is near m.
///
/// Loader (2000).
func deviance(_ x: Double, _ m: Double) -> Double {
  let difference = x - m
  guard x > 0 else { return m }
  guard abs(difference) < 0.1 * (x + m) else { return x * Double.log(x / m) - difference }
  let v = difference / (x + m)
  var sum = difference * v
  var term = 2 * x * v
  let square = v * v
  var odd = 3.0
  while odd < 1000 {
    term *= square
    let next = sum + term / odd
    if next == sum { break }
    sum = next
    odd += 2
  }
  return sum
}

/// e^−m mᵏ / Γ(k + 1) for real k ≥ 0 and m > 0, to nearly full relative precision.
///
/// Loader (2000).
func poissonMass(_ k: Double, mean: Double) -> Double {
  guard k > 0 else { return Double.exp(-mean) }
  return Double.exp(-stirlingError(k) - deviance(k, mean)) / (2 * Double.pi * k).squareRoot()
}

/// Γ(n+1) / (Γ(k+1) Γ(n−k+1)) pᵏ qⁿ⁻ᵏ for real 0 ≤ k ≤ n and q = 1 − p.
///
/// Loader (2000); the ends are exact powers.
func binomialMass(_ k: Double, of n: Double, success p: Double, failure q: Double) -> Double {
  let rest = n - k
  if k == 0 { return Double.exp(n * logOfComplement(q, p)) }
  if rest == 0 { return Double.exp(n * logOfComplement(p, q)) }
  let exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(rest)
    - deviance(k, n * p) - deviance(rest, n * q)
  return Double.exp(exponent) * (n / (2 * Double.pi * k * rest)).squareRoot()
}

/// log x, taken from the complement y = 1 − x where that is the more precise of the two.
func logOfComplement(_ x: Double, _ y: Double) -> Double {
  x > 0.5 ? Double.log(onePlus: -y) : Double.log(x)
}
