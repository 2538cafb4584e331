import RealModule

/// The series M of a metalog as a function of the logit s = log(y/(1 − y)) of a probability y.
///
/// Keelin (2016), "The metalog distributions", Decision Analysis 13, 243–277, with
/// L = log(y/(1 − y)) and c = y − ½: terms 1, L, c L, c, c², c² L, c³, c³ L, …
/// In s both tails are straight lines, and neither y nor 1 − y is ever formed from the other.
struct MetalogSeries: Equatable, Sendable {
  let coefficients: [Double]
  /// M = constant(c) + logarithmic(c) · L, each a polynomial in c, lowest power first.
  private let constant: [Double]
  private let logarithmic: [Double]

  init(coefficients: [Double]) {
    self.coefficients = coefficients
    let length = coefficients.count / 2 + 2
    var constant = [Double](repeating: 0, count: length)
    var logarithmic = constant
    for (index, coefficient) in coefficients.enumerated() {
      let (power, isLogarithmic) = Self.term(index)
      if isLogarithmic { logarithmic[power] = coefficient } else { constant[power] = coefficient }
    }
    self.constant = constant
    self.logarithmic = logarithmic
  }

  /// The power of c in a term counted from 0, and whether the term has the factor L.
  private static func term(_ index: Int) -> (power: Int, isLogarithmic: Bool) {
    switch index {
    case 0: (0, false)
    case 1: (0, true)
    case 2: (1, true)
    case 3: (1, false)
    default: (index / 2, index % 2 == 1)
    }
  }

  /// The value of one term at a probability: a column of the system for the coefficients.
  static func basis(_ index: Int, at y: Double) -> Double {
    let (power, isLogarithmic) = term(index)
    let logit = Double.log(y) - Double.log(onePlus: -y)
    return Double.pow(y - 0.5, power) * (isLogarithmic ? logit : 1)
  }

  /// The value M and its derivative in s.
  func evaluate(_ s: Double) -> (value: Double, slope: Double) {
    let point = LogitPoint(s)
    let centred = point.centred
    var (a, aSlope, b, bSlope) = (0.0, 0.0, 0.0, 0.0)
    for power in constant.indices.reversed() {
      aSlope = aSlope * centred + a
      a = a * centred + constant[power]
      bSlope = bSlope * centred + b
      b = b * centred + logarithmic[power]
    }
    // dc/ds = y (1 − y), which falls off faster than s grows.
    let bell = point.y * point.z
    return (a + b * s, bell * (aSlope + (bell > 0 ? bSlope * s : 0)) + b)
  }

  /// The slopes of M in s at the far lower and the far upper end.
  var tailSlopes: (lower: Double, upper: Double) {
    func value(_ centred: Double) -> Double {
      logarithmic.reversed().reduce(0) { $0 * centred + $1 }
    }
    return (value(-0.5), value(0.5))
  }

  /// The s with M(s) = value, for a series that rises everywhere.
  func inverse(_ value: Double) -> Double {
    var (low, high) = (-800.0, 800.0)
    var s = 0.0
    for _ in 0..<200 {
      let (current, slope) = evaluate(s)
      if current == value { return s }
      if current < value { low = s } else { high = s }
      var next = s + (value - current) / slope
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if abs(next - s) <= 4 * Double.ulpOfOne * max(abs(s), 1) { return next }
      s = next
    }
    return s
  }

  /// A probability at which M does not rise; nil if it rises everywhere.
  ///
  /// A grid in s over 1e-17 to 1 − 1e-17, each of its low points refined by golden section,
  /// and the slopes at both far ends.
  func fallingProbability() -> Double? {
    let scale = coefficients.dropFirst().reduce(0) { max($0, abs($1)) }
    guard scale > 0 else { return 0.5 }
    // Rounding in the coefficients, not a fall: a uniform metalog has slopes of exactly 0 there.
    let noise = 1e-13 * scale
    let step = 0.05
    let slopes = (-801...801).map { evaluate(Double($0) * step).slope }
    var lowest = (slope: Double.infinity, s: 0.0)
    for index in 1..<(slopes.count - 1)
    where slopes[index] <= slopes[index - 1] && slopes[index] <= slopes[index + 1] {
      let s = Double(index - 801) * step
      // Flat far ends need no refinement; their slopes are looked at by themselves below.
      let refined = abs(s) > 38 ? (slope: slopes[index], s: s) : lowestSlope(s - step, s + step)
      if refined.slope < lowest.slope { lowest = refined }
    }
    if lowest.slope < -noise || lowest.slope <= 0 && abs(lowest.s) < 30 {
      return LogitPoint(lowest.s).y
    }
    if tailSlopes.lower < -noise { return 0 }
    return tailSlopes.upper < -noise ? 1 : nil
  }

  /// The least slope between two values of s, by golden section.
  private func lowestSlope(_ low: Double, _ high: Double) -> (slope: Double, s: Double) {
    let ratio = 0.618033988749894848
    var (a, b) = (low, high)
    var best = (slope: Double.infinity, s: low)
    for _ in 0..<40 {
      let (left, right) = (b - ratio * (b - a), a + ratio * (b - a))
      let (one, other) = (evaluate(left).slope, evaluate(right).slope)
      if one < best.slope { best = (one, left) }
      if other < best.slope { best = (other, right) }
      if one < other { b = right } else { a = left }
    }
    return best
  }
}

/// A probability y and its complement z, from the logit, each to full relative precision.
struct LogitPoint {
  let y: Double
  let z: Double

  init(_ s: Double) {
    let small = Double.exp(-abs(s))
    let (less, more) = (small / (1 + small), 1 / (1 + small))
    (y, z) = s < 0 ? (less, more) : (more, less)
  }

  /// y − ½.
  var centred: Double { y <= z ? y - 0.5 : 0.5 - z }
}
