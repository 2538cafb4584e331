/// A law of one loss on the multiples of a step, with its mean preserved.
///
/// Local matching of the first moment (Gerber 1982; Klugman, Panjer and Willmot, section 9.6.5):
/// the mass at jh is (2 L(jh) − L((j−1)h) − L((j+1)h))/h with L(x) = E[min(X, x)], that is the
/// difference of the means of the survival over the two cells beside jh. A value between two
/// multiples is so split that its mean stays. Masses beyond the last multiple are left out, since
/// they cannot contribute to smaller totals.
struct SeverityGrid {
  let step: Double
  private(set) var masses: [Double]

  init(of risk: CompoundRisk, step: Double, count: Int) {
    self.step = step
    masses = [Double](repeating: 0, count: count)
    if let atoms = risk.atoms {
      for atom in atoms { split(atom.value / step, atom.probability) }
    } else {
      var cells = SurvivalCells(risk: risk, step: step, count: count)
      cells.fill(0, count)
      var before = 1.0
      for j in 0..<count {
        let mean = cells.means[j]
        masses[j] = Swift.max(0, before - mean)
        before = mean
      }
    }
  }

  /// Puts a mass at a place, in steps, on the two multiples beside it.
  private mutating func split(_ place: Double, _ mass: Double) {
    // Within rounding of a multiple, as on a lattice, all of it belongs there.
    let nearest = place.rounded()
    let whole = Swift.abs(place - nearest) < 1e-9 * Swift.max(1, place)
    let low = whole ? nearest : place.rounded(.down)
    let part = whole ? 0 : place - low
    guard low < Double(masses.count) else { return }
    masses[Int(low)] += mass * (1 - part)
    if part > 0, Int(low) + 1 < masses.count { masses[Int(low) + 1] += mass * part }
  }
}

/// The mean of a survival function over each cell of a grid.
///
/// A run of cells over which the survival is a polynomial to 1e-11 takes nine evaluations; others
/// are halved, down to single cells, whose mean comes from limited expected values: so kinks and
/// atoms are met exactly, and a smooth tail of a million cells costs a few thousand evaluations.
private struct SurvivalCells {
  let risk: CompoundRisk
  let step: Double
  var means: [Double]

  init(risk: CompoundRisk, step: Double, count: Int) {
    self.risk = risk
    self.step = step
    means = [Double](repeating: 0, count: count)
  }

  mutating func fill(_ low: Int, _ high: Int) {
    if high - low <= 2 {
      for j in low..<high { means[j] = exactMean(j) }
      return
    }
    // Most of a wide run is sure to fail where the law changes by its own width.
    if high - low <= 64 || low >= (high - low) {
      if let polynomial = fit(low, high) {
        spread(polynomial, low, high)
        return
      }
    }
    let middle = (low + high) / 2
    fill(low, middle)
    fill(middle, high)
  }

  private func exactMean(_ j: Int) -> Double {
    let (a, b) = (Double(j) * step, Double(j + 1) * step)
    return (risk.limitedExpectedValue(b) - risk.limitedExpectedValue(a)) / step
  }

  private func survival(at t: Double, _ low: Int, _ high: Int) -> Double {
    let place = 0.5 * (Double(low) * (1 - t) + Double(high) * (1 + t))
    return risk.survival(place * step)
  }

  // MARK: Chebyshev interpolation

  /// Coefficients of the interpolant at cos(iπ/8); nil where it misses the survival in between.
  private func fit(_ low: Int, _ high: Int) -> [Double]? {
    let values = Self.cosines.prefix(9).map { survival(at: $0, low, high) }
    let coefficients = (0...8).map { k in
      var sum = 0.5 * (values[0] + (k % 2 == 0 ? values[8] : -values[8]))
      for i in 1..<8 { sum += values[i] * Self.cosines[(i * k) % 16] }
      return sum * (k == 0 || k == 8 ? 0.125 : 0.25)
    }
    for t in [-0.98078528040323043, -0.55557023301960218, 0.19509032201612827, 0.8314696123025452] {
      let miss = Self.value(coefficients, t) - survival(at: t, low, high)
      guard Swift.abs(miss) <= 1e-11 else { return nil }
    }
    return coefficients
  }

  /// Cell means of the interpolant by Gauss's rule with two points, exact for cubics.
  private mutating func spread(_ coefficients: [Double], _ low: Int, _ high: Int) {
    let width = 2 / Double(high - low)
    let apart = 0.5 * width * 0.57735026918962576451
    for j in low..<high {
      let middle = (Double(j - low) + 0.5) * width - 1
      means[j] =
        0.5
        * (Self.value(coefficients, middle - apart) + Self.value(coefficients, middle + apart))
    }
  }

  /// Clenshaw's sum.
  private static func value(_ c: [Double], _ t: Double) -> Double {
    let double = 2 * t
    var (b, a) = (0.0, 0.0)
    for k in stride(from: 8, to: 0, by: -1) { (b, a) = (c[k] + double * b - a, b) }
    return c[0] + t * b - a
  }

  /// cos(iπ/8) for i in 0..<16.
  private static let cosines = [
    1, 0.92387953251128674, 0.70710678118654752, 0.38268343236508977, 0,
    -0.38268343236508977, -0.70710678118654752, -0.92387953251128674, -1,
    -0.92387953251128674, -0.70710678118654752, -0.38268343236508977, 0,
    0.38268343236508977, 0.70710678118654752, 0.92387953251128674,
  ]
}
