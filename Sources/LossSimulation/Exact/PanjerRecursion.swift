internal import RiskModel
internal import Sampling

/// The masses of a sum of independent compound risks on a grid, by recursion.
///
/// Panjer (1981), for counts with p_n = (a + b/n) p_{n−1}: Poisson and negative binomial. It shares
/// no step with the Fourier inversion but the grid of losses, so that each checks the other. Cost:
/// square of the number of totals, for each value of an uncertain rate.
enum PanjerRecursion {
  static func masses(of risks: [CompoundRisk], step: Double, count: Int) -> [Double] {
    var total: [Double]?
    for risk in risks {
      let own = masses(of: risk, step: step, count: count)
      total = total.map { convolution($0, own) } ?? own
    }
    return total ?? ([1] + [Double](repeating: 0, count: count - 1))
  }

  private static func masses(of risk: CompoundRisk, step: Double, count: Int) -> [Double] {
    let severity = SeverityGrid(of: risk, step: step, count: count).masses
    switch risk.count.law {
    case .bernoulli:
      let p = Swift.min(1, risk.count.rate.mean)
      return severity.enumerated().map { p * $1 + ($0 == 0 ? 1 - p : 0) }
    case .fixed:
      var power = [1] + [Double](repeating: 0, count: count - 1)
      for _ in 0..<Int(risk.count.mean) { power = convolution(power, severity) }
      return power
    case .poisson, .negativeBinomial:
      var sum = [Double](repeating: 0, count: count)
      for (rate, weight) in zip(risk.count.rate.nodes, risk.count.rate.weights) {
        let own = recursion(risk.count.law, rate: rate, severity)
        for j in 0..<count { sum[j] += weight * own[j] }
      }
      return sum
    }
  }

  /// The recursion from g₀ = E[f₀^N], which is held apart as a logarithm: at a mean of 1,000 it is
  /// below the smallest double, while the masses that follow from it are not.
  private static func recursion(
    _ count: CountLaw, rate: Double, _ severity: [Double]
  ) -> [Double] {
    let constants = PanjerClass(count, rate: rate, none: severity[0])
    let last = severity.lastIndex { $0 > 0 } ?? 0
    var masses = [Double](repeating: 0, count: severity.count)
    masses[0] = 1
    var logScale = constants.logFirst
    for s in 1..<Swift.max(severity.count, 1) {
      var sum = 0.0
      let slope = constants.b / Double(s)
      for j in stride(from: 1, through: Swift.min(s, last), by: 1) {
        sum += (constants.a + slope * Double(j)) * severity[j] * masses[s - j]
      }
      masses[s] = sum / (1 - constants.a * severity[0])
      if masses[s] > 1e200 {
        for j in 0...s { masses[j] *= 1e-200 }
        logScale += 200 * 2.302585092994045684
      }
    }
    // In two halves, since either alone may be out of range.
    let half = KernelReference.exp(0.5 * logScale)
    return masses.map { $0 * half * half }
  }

  static func convolution(_ a: [Double], _ b: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: a.count)
    for (i, x) in a.enumerated() where x != 0 {
      for j in 0..<(b.count - i) { sum[i + j] += x * b[j] }
    }
    return sum
  }
}

/// The constants of a count law in Panjer's class, and log E[f₀^N] for a mass f₀ at no loss.
private struct PanjerClass {
  let a: Double
  let b: Double
  let logFirst: Double

  init(_ count: CountLaw, rate: Double, none: Double) {
    if case .negativeBinomial(let k) = count {
      let ratio = rate / (k + rate)
      a = ratio
      b = (k - 1) * ratio
      logFirst = -k * KernelReference.log(1 + rate / k * (1 - none))
    } else {
      a = 0
      b = rate
      logFirst = -rate * (1 - none)
    }
  }
}
