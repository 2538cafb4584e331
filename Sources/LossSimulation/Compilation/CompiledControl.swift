internal import Distributions
internal import Sampling

/// A control made ready: when it is out.
struct CompiledControl: Sendable {
  let id: String
  /// Windows of the control's own, or nil.
  let outages: OutageProcess?
  /// The supplier whose outages are windows of this control, or nil.
  let provider: Int?
  /// Carried-over outages of the provider, one process for its own and one for each hazard.
  let providerCarryOver: [OutageProcess]

  /// Whether there can be a window at all.
  var canBeOut: Bool { outages != nil || provider != nil }
}

/// Windows that arrive at a rate and last independent times: M/G/∞ on a stationary timeline.
///
/// Windows that began before the year and still run at its start are Poisson with mean
/// rate·E[days]/365, and what is left of each follows the equilibrium law of `days`
/// (Takács 1962), so that P(out at any instant) = 1 − exp(−rate·E[days]/365).
struct OutageProcess: Sendable {
  let rate: LawSampler
  /// Share of arrivals that count, for a hazard that hits with a probability.
  let thinning: Double
  let days: LawSampler
  let remaining: EquilibriumLaw
  let rateStream: RandomStream
  let countStream: RandomStream
  let windowStream: RandomStream
  let carriedStream: RandomStream
  /// What treatments do to the rate of windows.
  var rateChange = QuantityChange()
  /// What treatments do to their durations: factors alone.
  var daysChange = QuantityChange()
}

/// The law of what is left of a window that runs at a fixed instant: density S(x)/E[X].
///
/// Tabulated at quantiles of X dense in both tails; between two of them S is taken as linear,
/// whose error against the exact integral is below 1e-6 of E[X].
struct EquilibriumLaw: Sendable {
  private let times: [Double]
  private let cumulative: [Double]
  /// E[X], finite.
  let meanDays: Double

  init(of law: any Distribution) {
    meanDays = law.mean
    var knots: Set<Double> = [0]
    for i in 1..<2048 { knots.insert(law.quantile(Double(i) / 2048)) }
    for e in stride(from: 3.25, through: 12, by: 0.05) {
      knots.insert(law.upperQuantile(KernelReference.exp(-e * 2.302585092994046)))
    }
    let sorted = knots.filter { $0 >= 0 && $0 < .infinity }.sorted()
    var sum = 0.0
    var cumulative = [0.0]
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      sum += Self.integral(of: law, from: a, to: b)
      cumulative.append(sum)
    }
    self.times = sorted
    self.cumulative = cumulative
  }

  /// Simpson's rule on S between two knots.
  private static func integral(of law: any Distribution, from a: Double, to b: Double) -> Double {
    let middle = 0.5 * (a + b)
    return (b - a) / 6 * (law.survival(a) + 4 * law.survival(middle) + law.survival(b))
  }

  /// The remaining days for a uniform, by linear interpolation between knots.
  func value(atUniform u: Double) -> Double {
    guard let total = cumulative.last, total > 0 else { return 0 }
    let target = u * total
    var low = 0
    var high = cumulative.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if cumulative[middle] <= target { low = middle } else { high = middle }
    }
    let width = cumulative[high] - cumulative[low]
    let part = width > 0 ? (target - cumulative[low]) / width : 0
    return times[low] + part * (times[high] - times[low])
  }
}
