internal import Foundation

/// The way from values to positions along one axis.
struct Scale: Hashable, Sendable {
  /// How values are spread.
  enum Kind: Hashable, Sendable { case linear, logarithmic }

  let kind: Kind
  /// The values at the ends.
  let domain: ClosedRange<Double>
  /// The position of the lower value.
  let start: Double
  /// The position of the upper value; may lie before `start`, as on an upright axis.
  let end: Double

  /// A scale over a domain; one without extent, and a logarithmic one that reaches 0, is widened.
  init(_ kind: Kind, _ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.kind = kind
    self.domain = Self.usable(domain, kind)
    self.start = start
    self.end = end
  }

  private static func usable(_ domain: ClosedRange<Double>, _ kind: Kind) -> ClosedRange<Double> {
    var (low, high) = (domain.lowerBound, domain.upperBound)
    if kind == .logarithmic {
      high = high > 0 ? high : 1
      low = low > 0 ? low : high / 1000
      return low < high ? low...high : (low / 2)...(low * 2)
    }
    return low < high ? low...high : low...(low == 0 ? 1 : low + low.magnitude)
  }

  /// The position of a value; values outside the domain are put at its nearer end.
  func position(_ value: Double) -> Double {
    let value = min(max(value, domain.lowerBound), domain.upperBound)
    return start + share(value) * (end - start)
  }

  private func share(_ value: Double) -> Double {
    switch kind {
    case .linear:
      (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    case .logarithmic:
      log(value / domain.lowerBound) / log(domain.upperBound / domain.lowerBound)
    }
  }
}

extension Scale {
  /// Round values for the marks of the axis, at most about `count` of them, rising.
  func ticks(_ count: Int) -> [Double] {
    kind == .linear
      ? Ticks.linear(domain, count: count) : Ticks.logarithmic(domain, count: count)
  }
}

/// Round values inside a range.
enum Ticks {
  /// Multiples of 1, 2 or 5 times a power of ten, the finest step with at most `count` of them.
  static func linear(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let extent = range.upperBound - range.lowerBound
    guard extent > 0, extent.isFinite, count > 0 else { return [range.lowerBound] }
    let coarse = pow(10, log10(extent / Double(count)).rounded(.down))
    let step = [1, 2, 5, 10, 20].lazy.map { coarse * $0 }
      .first { Self.multiples(of: $0, in: range) <= count }
    guard let step else { return [range.lowerBound] }
    // Multiplying, not adding, keeps 0.3 from becoming 0.30000000000000004 of three steps.
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  private static func multiples(of step: Double, in range: ClosedRange<Double>) -> Int {
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    return Int(last - first) + 1
  }

  /// 1, 2 and 5 of every decade, else powers of ten, else every second, third … power.
  static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    let least = range.lowerBound * (1 - 1e-9)
    let most = range.upperBound * (1 + 1e-9)
    func values(_ digits: [Double], every step: Int) -> [Double] {
      var values: [Double] = []
      for power in first...last where power % step == 0 {
        values += digits.map { $0 * pow(10, Double(power)) }
      }
      return values.filter { $0 >= least && $0 <= most }
    }
    let choices: [(digits: [Double], every: Int)] = [
      ([1, 2, 5], 1), ([1, 3], 1), ([1], 1), ([1], 2), ([1], 3), ([1], 4),
    ]
    for choice in choices {
      let values = values(choice.digits, every: choice.every)
      if (2...max(count, 2)).contains(values.count) { return values }
    }
    return [range.lowerBound, range.upperBound]
  }
}
