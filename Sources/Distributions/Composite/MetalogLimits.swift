import RealModule

/// How the limits of a metalog carry its unlimited series to values and back.
struct MetalogLimits: Equatable, Sendable {
  enum Kind: Equatable { case none, lower, upper, both }

  let lower: Double
  let upper: Double
  let kind: Kind

  init(lower: Double?, upper: Double?) throws(ParameterError) {
    if let lower { try requireFinite(lower, "lower") }
    if let upper { try requireFinite(upper, "upper") }
    if let lower, let upper { try requireOrdered(lower, "lower", upper, "upper") }
    self.lower = lower ?? -.infinity
    self.upper = upper ?? .infinity
    kind =
      switch (lower, upper) {
      case (nil, nil): .none
      case (_, nil): .lower
      case (nil, _): .upper
      default: .both
      }
  }

  /// The value of the series that belongs to x.
  func transformed(_ x: Double) -> Double {
    switch kind {
    case .none: x
    case .lower: Double.log(x - lower)
    case .upper: -Double.log(upper - x)
    case .both: Double.log((x - lower) / (upper - x))
    }
  }

  /// The x that belongs to a value of the series.
  func restored(_ value: Double) -> Double {
    origin + sign * distance(value)
  }

  /// The point from which `distance` counts.
  var origin: Double {
    switch kind {
    case .none: 0
    case .lower, .both: lower
    case .upper: upper
    }
  }

  /// The direction in which `distance` counts.
  var sign: Double { kind == .upper ? -1 : 1 }

  /// The derivative of x by the value of the series.
  func rise(_ value: Double) -> Double {
    switch kind {
    case .none: 1
    case .lower: Double.exp(value)
    case .upper: Double.exp(-value)
    case .both:
      (upper - lower) * LogitPoint(value).y * LogitPoint(value).z
    }
  }

  /// The distance of x from the origin.
  private func distance(_ value: Double) -> Double {
    switch kind {
    case .none: value
    case .lower: Double.exp(value)
    case .upper: Double.exp(-value)
    case .both: (upper - lower) * LogitPoint(value).y
    }
  }

  /// A power of the distance from a centre, times the density y (1 − y) of the logit s.
  ///
  /// Far out the exponentials are joined before they are taken: each alone would overflow or
  /// underflow.
  func weighted(_ value: Double, at s: Double, power: Int, about centre: Double = 0) -> Double {
    let exponent = kind == .upper ? -value : value
    if kind == .lower || kind == .upper, exponent > 300 || abs(s) > 300 {
      return Double.exp(Double(power) * exponent - abs(s))
    }
    let point = LogitPoint(s)
    let bell = point.y * point.z
    guard bell > 0 else { return 0 }
    return Double.pow(distance(value) - centre, power) * bell
  }
}
