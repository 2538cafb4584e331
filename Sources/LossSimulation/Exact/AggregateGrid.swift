/// The distribution of a yearly total from its masses on a grid.
struct AggregateGrid {
  let step: Double
  /// Whether every total is a multiple of the step, so that masses are exact and nothing is
  /// interpolated.
  let isLattice: Bool
  /// P(L ≤ j steps) for a lattice, P(L ≤ (j + ½) steps) otherwise.
  let cumulative: [Double]
  /// E[(L − j steps)⁺], from the exact mean down.
  private let stopLoss: [Double]
  /// P(L ≤ 0), exact.
  private let none: Double

  private static let slack = 1e-12

  init(masses: [Double], step: Double, isLattice: Bool, mean: Double, none: Double) {
    self.step = step
    self.isLattice = isLattice
    self.none = none
    var sum = 0.0
    let cumulative = masses.map { mass in
      sum += mass
      return sum
    }
    var above = mean
    stopLoss = cumulative.map { below in
      defer { above -= step * (1 - below) }
      return above
    }
    self.cumulative = cumulative
  }

  /// The largest total that the grid knows.
  var end: Double { step * Double(cumulative.count - 1) }

  /// P(L ≤ end).
  var covered: Double { cumulative.last ?? 0 }

  /// inf{x : F(x) ≥ level}; infinity beyond the grid.
  func quantile(_ level: Double) -> Double {
    guard level > none + Self.slack else { return 0 }
    let target = level - Self.slack
    guard covered >= target else { return .infinity }
    let j = first(reaching: target)
    if isLattice { return step * Double(j) }
    // Masses smoothed over one step sum to F half a step on, to second order.
    let (low, below) = j == 0 ? (0, none) : (Double(j) - 0.5, cumulative[j - 1])
    let width = cumulative[j] - below
    let part = width > 0 ? Swift.min(Swift.max((level - below) / width, 0), 1) : 1
    return step * (low + part * (Double(j) + 0.5 - low))
  }

  /// Bound of what linear interpolation adds to the error of a quantile: the second difference of
  /// the sums over 8, turned into a length by the mass of the step.
  func quantileBend(_ level: Double) -> Double {
    guard !isLattice, level > none + Self.slack, covered >= level else { return 0 }
    let j = Swift.min(Swift.max(first(reaching: level - Self.slack), 1), cumulative.count - 2)
    let mass = cumulative[j] - cumulative[j - 1]
    let bend = Swift.abs(cumulative[j + 1] - 2 * cumulative[j] + cumulative[j - 1]) / 8
    return mass > 0 ? step * Swift.min(bend / mass, 1) : step
  }

  /// The same for an exceedance.
  func exceedanceBend(_ loss: Double) -> Double {
    guard !isLattice, loss > 0, loss < end else { return 0 }
    let j = Swift.min(Swift.max(Int(loss / step), 1), cumulative.count - 2)
    return Swift.abs(cumulative[j + 1] - 2 * cumulative[j] + cumulative[j - 1]) / 8
  }

  private func first(reaching target: Double) -> Int {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= target { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// (1/(1−level)) ∫ VaR_u du from `level` to 1 = v + E[(L − v)⁺]/(1 − level).
  ///
  /// At its least in v (Rockafellar and Uryasev 2002), so an error of v enters squared only.
  func expectedShortfall(_ level: Double) -> Double {
    let v = quantile(level)
    return v + excess(over: v) / (1 - level)
  }

  /// E[(L − x)⁺], linear between multiples of the step.
  func excess(over x: Double) -> Double {
    guard x < end else { return x == .infinity ? .infinity : .nan }
    let place = x / step
    let j = Int(place)
    return stopLoss[j] + (place - Double(j)) * (stopLoss[j + 1] - stopLoss[j])
  }

  /// P(L > x).
  func exceedance(_ x: Double) -> Double {
    guard x >= 0 else { return 1 }
    guard x < end else { return .nan }
    if x == 0 { return 1 - none }
    let place = x / step
    if isLattice { return 1 - cumulative[Int(place + 1e-9)] }
    guard place >= 0.5 else { return 1 - none - 2 * place * (cumulative[0] - none) }
    let j = Int(place - 0.5)
    let part = place - 0.5 - Double(j)
    return 1 - cumulative[j] - part * (cumulative[j + 1] - cumulative[j])
  }
}
