internal import Sampling

/// Finds the loss that is exceeded with a given probability, by halving and by secants.
struct TailQuantile: Sendable {
  /// The chance that a loss is exceeded: never rises with the loss.
  let exceedance: @Sendable (Double) async -> TailSample.Mean
  /// A loss to start from, above 0.
  let guess: Double

  /// The quantile inf{x : P(L > x) ≤ p} with the interval of losses whose exceedance could be p.
  func estimate(probability p: Double, sampleSize: Int) async -> Estimate {
    let value = await loss(exceeded: p, shift: 0, from: guess, tolerance: 1e-10)
    guard value > 0 else {
      return Estimate(
        value: 0, standardError: 0, low: 0, high: 0, method: .conditionalMonteCarlo,
        sampleSize: sampleSize)
    }
    let at = await exceedance(value)
    let low = await loss(exceeded: p, shift: -Estimate.normal975, from: value, tolerance: 1e-5)
    let high = await loss(exceeded: p, shift: Estimate.normal975, from: value, tolerance: 1e-5)
    return Estimate(
      value: value, standardError: (high - low) / (2 * Estimate.normal975),
      low: Swift.min(low, value), high: Swift.max(high, value), method: .conditionalMonteCarlo,
      sampleSize: sampleSize, caveat: RareTail.caveat(at.effectiveYears))
  }

  /// The quantile alone, to a thousandth: enough for a pilot, a third of the work.
  func roughly(probability p: Double) async -> Double {
    await loss(exceeded: p, shift: 0, from: guess, tolerance: 1e-3)
  }

  /// The smallest loss at which the exceedance, moved by so many of its errors, is at most p.
  private func loss(
    exceeded p: Double, shift: Double, from guess: Double, tolerance: Double
  ) async -> Double {
    func gap(_ loss: Double) async -> Double {
      let mean = await exceedance(loss)
      let moved = mean.value + shift * mean.standardError
      return moved > 0 ? logarithm(moved / p) : -.infinity
    }
    var (low, high) = (guess, guess)
    var (gapLow, gapHigh) = (await gap(guess), 0.0)
    gapHigh = gapLow
    var step = 1.25
    while gapHigh > 0, high < 1e300 {
      (low, gapLow) = (high, gapHigh)
      high *= step
      step *= step
      gapHigh = await gap(high)
    }
    step = 1.25
    while gapLow <= 0 {
      (high, gapHigh) = (low, gapLow)
      low /= step
      step *= step
      guard low > 1e-6 * guess else {
        low = 0
        gapLow = await gap(0)
        if gapLow <= 0 { return 0 }
        break
      }
      gapLow = await gap(low)
    }
    return await narrow(low, gapLow, high, gapHigh, tolerance, gap)
  }

  /// Illinois' rule, with a halving whenever it has not at least halved the bracket.
  private func narrow(
    _ firstLow: Double, _ firstGapLow: Double, _ firstHigh: Double, _ firstGapHigh: Double,
    _ tolerance: Double, _ gap: (Double) async -> Double
  ) async -> Double {
    var (low, high, gapLow, gapHigh) = (firstLow, firstHigh, firstGapLow, firstGapHigh)
    var halve = false
    for _ in 0..<100 where high - low > tolerance * high {
      let width = high - low
      let secant = low + width * gapLow / (gapLow - gapHigh)
      let usable = !halve && secant > low && secant < high
      let next = usable ? secant : low + width / 2
      let g = await gap(next)
      if g > 0 {
        (low, gapLow) = (next, g)
        if usable { gapHigh /= 2 }
      } else {
        (high, gapHigh) = (next, g)
        if usable { gapLow /= 2 }
      }
      halve = high - low > width / 2
    }
    return high
  }
}
