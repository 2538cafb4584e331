internal import Distributions
internal import Foundation

/// The ratio of two rates of events, with an exact interval.
///
/// Given their sum, the later count is binomial; its interval is that of Clopper and Pearson (1934),
/// carried over to the ratio.
enum RateRatio {
  static func span(
    _ before: Int, _ after: Int, years: (before: Double, after: Double), rate: Double
  ) -> TreatmentEffect.Span? {
    guard before + after > 0, years.before > 0, years.after > 0 else { return nil }
    let scale = years.before / years.after
    func ratio(_ share: Double) -> Double? { share < 1 ? share / (1 - share) * scale : nil }
    let (n, m) = (Double(after), Double(before))
    let low =
      after == 0 ? 0 : (try? Beta(alpha: n, beta: m + 1))?.quantile(rate / 2) ?? 0
    let high =
      before == 0 ? 1 : (try? Beta(alpha: n + 1, beta: m))?.upperQuantile(rate / 2) ?? 1
    return TreatmentEffect.Span(
      value: before > 0 ? n / m * scale : .infinity, low: ratio(low) ?? 0, high: ratio(high))
  }
}

/// The difference of two means, with Welch's interval (1947).
enum MeanDifference {
  static func span(
    _ before: [Double], _ after: [Double], rate: Double
  ) -> TreatmentEffect.Span? {
    guard before.count > 1, after.count > 1 else { return nil }
    let (a, b) = (moments(before), moments(after))
    let (u, v) = (a.variance / a.count, b.variance / b.count)
    let difference = b.mean - a.mean
    guard u + v > 0 else { return .init(value: difference, low: difference, high: difference) }
    let degrees = (u + v) * (u + v) / (u * u / (a.count - 1) + v * v / (b.count - 1))
    guard let reach = (try? StudentT(degreesOfFreedom: degrees))?.upperQuantile(rate / 2) else {
      return nil
    }
    let half = reach * (u + v).squareRoot()
    return .init(value: difference, low: difference - half, high: difference + half)
  }

  static func moments(
    _ values: [Double]
  ) -> (count: Double, mean: Double, variance: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (count, mean, squares / (count - 1))
  }
}

/// The ratio of two means of counts that are often nothing, such as persons harmed in an event.
///
/// The logarithm of each mean has about the variance s²/(n m²) (the delta method). The degrees of
/// freedom are Welch's with the events that harmed somebody in place of all events, for those alone
/// tell how much harm varies; enough of both are asked for.
enum MeanRatio {
  /// Events on each side, and events on each side in which somebody was harmed.
  static let (leastEvents, leastHarmful) = (20, 8)

  static func span(
    _ before: [Double], _ after: [Double], rate: Double
  ) -> TreatmentEffect.Span? {
    guard isEnough(before), isEnough(after) else { return nil }
    let (a, b) = (MeanDifference.moments(before), MeanDifference.moments(after))
    let u = a.variance / (a.count * a.mean * a.mean)
    let v = b.variance / (b.count * b.mean * b.mean)
    let ratio = b.mean / a.mean
    guard u + v > 0 else { return .init(value: ratio, low: ratio, high: ratio) }
    let (n, m) = (harmful(before) - 1, harmful(after) - 1)
    let degrees = (u + v) * (u + v) / (u * u / n + v * v / m)
    guard let reach = (try? StudentT(degreesOfFreedom: degrees))?.upperQuantile(rate / 2) else {
      return nil
    }
    let factor = exp(reach * (u + v).squareRoot())
    return .init(value: ratio, low: ratio / factor, high: ratio * factor)
  }

  private static func isEnough(_ persons: [Double]) -> Bool {
    persons.count >= leastEvents && harmful(persons) >= Double(leastHarmful)
  }

  private static func harmful(_ persons: [Double]) -> Double {
    Double(persons.count { $0 > 0 })
  }
}

/// The difference of two yearly losses, each a sum of losses that came at random.
///
/// The variance of such a sum is the sum of the squares, without bias (a compound Poisson law); the
/// interval is that of a normal law, so that ten events are asked for on both sides.
enum YearlyDifference {
  static let leastEvents = 10

  static func span(
    _ before: [Double], _ after: [Double], years: (before: Double, after: Double), rate: Double
  ) -> TreatmentEffect.Span? {
    guard before.count >= leastEvents, after.count >= leastEvents,
      let reach = (try? Normal(mean: 0, standardDeviation: 1))?.upperQuantile(rate / 2)
    else { return nil }
    func variance(_ losses: [Double], _ years: Double) -> Double {
      losses.reduce(0) { $0 + $1 * $1 } / (years * years)
    }
    let difference = after.reduce(0, +) / years.after - before.reduce(0, +) / years.before
    let half =
      reach * (variance(before, years.before) + variance(after, years.after)).squareRoot()
    return .init(value: difference, low: difference - half, high: difference + half)
  }
}
