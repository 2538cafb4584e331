import RealModule

/// Integrates over a finite interval whose ends may be singular.
///
/// Tanh-sinh quadrature (Takahasi & Mori 1974): the substitution makes the integrand fall off
/// doubly exponentially, so logarithms and powers at the ends cost nothing. Where the rule does
/// not settle, as with a kink inside, the panel with the largest error is halved, up to 60 times:
/// enough to close in on a kink, and a bound where the integrand is only noise.
///
/// - Parameters:
///   - tolerance: relative to the whole.
///   - integrand: is never asked at the ends. Put a singularity at 0, where doubles are dense.
func integrate(
  from lower: Double, to upper: Double, tolerance: Double = 1e-13,
  integrand: (Double) -> Double
) -> Double {
  guard upper > lower else { return 0 }
  // The first panel may need many points for its singular ends; the later ones only cut kinks.
  var panels = [Panel(lower, upper, levels: 8, tolerance, integrand)]
  for _ in 0..<60 {
    let total = panels.reduce(0) { $0 + $1.value }
    let error = panels.reduce(0) { $0 + $1.error }
    guard error > tolerance * abs(total), total.isFinite else { return total }
    let worst = panels.indices.max { panels[$0].error < panels[$1].error } ?? 0
    let panel = panels[worst]
    let middle = 0.5 * (panel.lower + panel.upper)
    guard middle > panel.lower, middle < panel.upper else { return total }
    panels[worst] = Panel(panel.lower, middle, levels: 6, tolerance, integrand)
    panels.append(Panel(middle, panel.upper, levels: 6, tolerance, integrand))
  }
  return panels.reduce(0) { $0 + $1.value }
}

/// A part of an interval with its integral and the change that the last doubling made to it.
private struct Panel {
  let lower: Double
  let upper: Double
  let value: Double
  let error: Double

  init(
    _ lower: Double, _ upper: Double, levels: Int, _ tolerance: Double,
    _ integrand: (Double) -> Double
  ) {
    self.lower = lower
    self.upper = upper
    let (value, change) = tanhSinh(lower, upper, levels: levels, tolerance: tolerance, integrand)
    self.value = value
    // Points double until the change is within the tolerance; the value is better than that.
    error = change <= tolerance * abs(value) ? 0 : change
  }
}

/// Doubles the number of points until two results agree; returns the last and its change.
private func tanhSinh(
  _ lower: Double, _ upper: Double, levels: Int, tolerance: Double,
  _ integrand: (Double) -> Double
) -> (value: Double, error: Double) {
  let width = upper - lower
  var step = 1.0
  var sum = integrand(lower + 0.5 * width) * 0.25 * Double.pi
  var previous = Double.infinity
  var value = 0.0
  for level in 0..<levels {
    var k = 1
    while true {
      let t = Double(k) * step
      // Beyond this the nodes are closer to the ends than the smallest double.
      if t > 6.1 { break }
      sum += pair(t, lower, upper, width, integrand)
      k += level == 0 ? 1 : 2
    }
    value = sum * step * width
    // Doubling the points squares the error, so the value is better than its change says.
    if level >= 3, abs(value - previous) <= tolerance * abs(value) { break }
    if level < levels - 1 {
      previous = value
      step *= 0.5
    }
  }
  return (value, abs(value - previous))
}

/// The two nodes at ±t, each placed by its distance from the nearer end.
private func pair(
  _ t: Double, _ lower: Double, _ upper: Double, _ width: Double,
  _ integrand: (Double) -> Double
) -> Double {
  let exponent = Double.pi * Double.sinh(t)
  let decay = Double.exp(-exponent)
  let share = decay / (1 + decay)
  let weight = Double.pi * Double.cosh(t) * share / (1 + decay)
  guard weight > 0 else { return 0 }
  let distance = share * width
  let (left, right) = (lower + distance, upper - distance)
  var sum = 0.0
  // A node that rounds to an end carries no weight worth an infinite value.
  if left > lower { sum += integrand(left) }
  if right < upper { sum += integrand(right) }
  return sum * weight
}

/// Integrates a smooth function that falls off at least exponentially over the whole line.
///
/// The trapezoidal rule in t with s = sinh t, which is doubly exponential for such functions.
func integrateLine(tolerance: Double = 1e-13, integrand: (Double) -> Double) -> Double {
  var step = 0.5
  var sum = integrand(0)
  var value = 0.0
  for level in 0..<9 {
    var k = 1
    while true {
      let t = Double(k) * step
      // sinh 20 = 2.4e8: exponentials slower than exp(−s·1e-7) are taken as divergent.
      if t > 20 { break }
      let s = Double.sinh(t)
      sum += (integrand(s) + integrand(-s)) * Double.cosh(t)
      k += level == 0 ? 1 : 2
    }
    let next = sum * step
    let settled = level >= 3 && abs(next - value) <= tolerance * abs(next)
    value = next
    if settled { break }
    step *= 0.5
  }
  return value
}
