import RealModule

extension IncompleteGamma {
  /// The x with P(shape, x) = p, for p in (0, 1).
  func inverseLower(_ p: Double) -> Double {
    p <= 0.5 ? invert(p, upper: false) : invert(1 - p, upper: true)
  }

  /// The x with Q(shape, x) = q, for q in (0, 1).
  func inverseUpper(_ q: Double) -> Double {
    q <= 0.5 ? invert(q, upper: true) : invert(1 - q, upper: false)
  }

  /// Halley's method on the logarithm of the given tail as a function of log x.
  ///
  /// With s = x f / T for the tail T, the first derivative is ±s and the second follows from
  /// d log(x f) / d log x = a − x, so a step costs no more than the tail itself.
  private func invert(_ target: Double, upper: Bool) -> Double {
    let start = self.start(target, upper: upper)
    guard start > 0 else { return 0 }
    return solveLogarithmic(from: start, target: target, upper: upper) { x in
      (tails(x), shape - x)
    }
  }

  /// A starting value good to a few per cent wherever one is known.
  private func start(_ target: Double, upper: Bool) -> Double {
    let logTarget = Double.log(target)
    if !upper || shape < 1 {
      let logLower = upper ? Double.log(onePlus: -target) : logTarget
      // The leading term of the series: P ≈ xᵃ / Γ(a + 1), improved by its next one.
      let small = Double.exp((logLower + Double.log(shape) + logNormaliser) / shape)
      if small < 0.3 * (shape + 1) { return small * (1 + small / (shape + 1)) }
    }
    if shape < 1, upper {
      // The leading term of the fraction: Q ≈ xᵃ⁻¹ e⁻ˣ / Γ(a).
      let large = -(logTarget + logNormaliser)
      if large > 1.5 { return large + (shape - 1) * Double.log(large) }
      return max(large, 0.5)
    }
    // Wilson and Hilferty (1931): the cube root is nearly normal.
    let z = standardNormalQuantile(target) * (upper ? -1 : 1)
    let cubeRoot = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
    return shape * max(cubeRoot * cubeRoot * cubeRoot, 1e-3)
  }
}
