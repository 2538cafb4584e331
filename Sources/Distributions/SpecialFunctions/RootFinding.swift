import RealModule

/// Finds x > 0 at which a tail takes a value, by bracketed Halley steps in log x.
///
/// The bracket only shrinks; a step that leaves it, or is not a number because the tail has
/// underflowed, is replaced by the geometric mean, or by a growing factor while one end is open.
///
/// - Parameter evaluate: gives at x both tails, x times the density as the slope, and
///   the derivative of the logarithm of that slope in log x.
func solveLogarithmic(
  from start: Double, target: Double, upper: Bool,
  evaluate: (Double) -> (tails: Tails, bend: Double)
) -> Double {
  var x = start
  var (low, high) = (0.0, Double.infinity)
  var stride = 4.0
  for _ in 0..<200 {
    let (tails, bend) = evaluate(x)
    let step = halleyStep(tails, bend, target: target, upper: upper)
    if step.gap > 0 { low = max(low, x) } else { high = min(high, x) }
    let next = x * Double.exp(step.length)
    let isInside = next > low && next < high
    // The error left after a step of Halley's is of third order in these two. Far out in the other
    // tail the slope vanishes and a step is short without being near, which the gap tells.
    if abs(step.gap) <= 1e-3 {
      if abs(step.length) * (1 + step.rate) <= 1e-5, isInside { return next }
      if abs(step.length) <= 1e-15 { return next }
    }
    if isInside {
      x = next
    } else if low > 0, high < .infinity {
      x = low.squareRoot() * high.squareRoot()
      if x <= low || x >= high { return low }
    } else {
      x = step.gap > 0 ? x * stride : x / stride
      stride *= stride
      if x == 0 || x == .infinity { return x }
    }
  }
  return x
}

/// Halley's step in log x on the logarithm of a tail, and what it was made of.
///
/// `gap` is positive where x must grow, in either tail; `rate` is the magnitude of the slope.
private func halleyStep(
  _ tails: Tails, _ bend: Double, target: Double, upper: Bool
) -> (length: Double, gap: Double, rate: Double) {
  let tail = upper ? tails.upper : tails.lower
  let logRatio = Double.log(tail / target)
  let gap = upper ? logRatio : -logRatio
  let rate = tails.slope / tail
  let newton = gap / rate
  let curvature = upper ? bend + rate : bend - rate
  return (newton / max(1 + 0.5 * newton * curvature, 0.5), gap, rate)
}

/// Finds the smallest whole number in a range at which a monotone condition begins to hold.
///
/// Newton steps are kept inside a bracket that only shrinks; where a step fails, the bracket is
/// halved, or widened by growing strides while its upper end is open. The answer always obeys
/// the condition itself, so rounding in the steps cannot move it.
///
/// - Parameters:
///   - start: where to look first.
///   - bounds: whole numbers; the condition holds at the upper one, which may be infinite.
///   - evaluate: whether the condition holds at k, and by how much Newton's method would move.
func firstWholeNumber(
  from start: Double, in bounds: ClosedRange<Double>,
  evaluate: (Double) -> (holds: Bool, step: Double)
) -> Double {
  var below = bounds.lowerBound - 1
  var above = bounds.upperBound
  var k = min(max(start.isFinite ? start.rounded() : 0, bounds.lowerBound), above)
  if k == .infinity { k = bounds.lowerBound }
  var stride = 1.0
  for _ in 0..<400 {
    let (holds, step) = evaluate(k)
    if holds { above = k } else { below = k }
    // Beyond 2⁵³ neighbours are more than one apart.
    if above - below <= max(1, above.ulp) { return above }
    var next = (k + step).rounded(holds ? .down : .up)
    if next == k { next = holds ? k - 1 : k + 1 }
    if !(next > below && next < above) {
      if above < .infinity {
        next = below + ((above - below) / 2).rounded(.down)
      } else {
        next = below + stride
        stride *= 4
      }
    }
    k = next
  }
  return above
}

/// Finds the smallest double in a range at which a monotone condition begins to hold.
///
/// The condition must hold at the upper end. Secant steps on `gap` (positive where the condition
/// holds) alternate with halvings of the number of doubles between the ends, so atoms are found
/// to the last bit and no shape of function takes more than about 130 evaluations.
func firstDouble(
  in bounds: ClosedRange<Double>, evaluate: (Double) -> (holds: Bool, gap: Double)
) -> Double {
  var (low, high) = (bounds.lowerBound, bounds.upperBound)
  let first = evaluate(low)
  if first.holds { return low }
  var (lowGap, highGap) = (first.gap, evaluate(high).gap)
  var halve = false
  while low.nextUp < high {
    var next = low + (high - low) * (lowGap / (lowGap - highGap))
    if halve || !(next > low && next < high) { next = middleDouble(low, high) }
    let value = evaluate(next)
    if value.holds {
      (high, highGap) = (next, value.gap)
    } else {
      (low, lowGap) = (next, value.gap)
    }
    halve.toggle()
  }
  return high
}

/// The double with as many doubles between it and one end as between it and the other.
func middleDouble(_ low: Double, _ high: Double) -> Double {
  let (one, other) = (ordinal(low), ordinal(high))
  // Ends of different signs are added, ends of the same sign subtracted: neither overflows.
  let middle = (one < 0) == (other < 0) ? one + (other - one) / 2 : (one + other) / 2
  let magnitude = Double(bitPattern: UInt64(middle.magnitude))
  return middle < 0 ? -magnitude : magnitude
}

/// Numbers the doubles in their order, with 0 at zero.
private func ordinal(_ x: Double) -> Int64 {
  let magnitude = Int64(x.magnitude.bitPattern)
  return x.sign == .minus ? -magnitude : magnitude
}
