/// Figures of residual losses year by year, exact for the years at hand (`MODELS.md` section 4).
struct YearSample {
  /// Of each year; nil where all are equal.
  let probabilities: [Double]?
  let count: Int
  private var scratch: [Double]
  private var order: [Int32] = []

  /// Slack when a cumulative probability is compared with a level.
  private static let slack = 1e-12

  init(count: Int, probabilities: [Double]?) {
    self.count = count
    self.probabilities = probabilities
    scratch = [Double](repeating: 0, count: count)
  }

  mutating func value(of figure: LossFigure, _ years: [Double]) -> Double {
    switch figure {
    case .mean: mean(years)
    case .shortfall(let level): shortfall(level, years)
    case .valueAtRisk(let level): quantile(level, years).roundedToTies
    case .exceedance(let loss): exceedance(loss, years)
    }
  }

  func mean(_ years: [Double]) -> Double {
    guard let probabilities else { return years.reduce(0, +) / Double(count) }
    var sum = 0.0
    for year in 0..<count { sum += probabilities[year] * years[year] }
    return sum
  }

  func exceedance(_ loss: Double, _ years: [Double]) -> Double {
    let limit = loss.roundedToTies
    var sum = 0.0
    for year in 0..<count where years[year].roundedToTies > limit {
      sum += probabilities.map { $0[year] } ?? 1
    }
    return probabilities == nil ? sum / Double(count) : sum
  }

  /// v + Σ probability × (loss − v)⁺ / (1 − level): the atom at the quantile is split.
  mutating func shortfall(_ level: Double, _ years: [Double]) -> Double {
    let v = quantile(level, years)
    var excess = 0.0
    if let probabilities {
      for year in 0..<count { excess += probabilities[year] * Swift.max(years[year] - v, 0) }
    } else {
      years.withUnsafeBufferPointer { for loss in $0 { excess += Swift.max(loss - v, 0) } }
      excess /= Double(count)
    }
    return v + excess / (1 - level)
  }

  /// inf{x : F(x) ≥ level}; among n equal years the rank is ⌈level·n − 1e-9⌉.
  mutating func quantile(_ level: Double, _ years: [Double]) -> Double {
    guard count > 0 else { return 0 }
    guard let probabilities else {
      let rank = Int((level * Double(count) - 1e-9).rounded(.up))
      for year in 0..<count { scratch[year] = years[year] }
      return Selection.smallest(Swift.min(Swift.max(rank, 1), count) - 1, of: &scratch)
    }
    sortOrder(years)
    var sum = 0.0
    for year in order {
      sum += probabilities[Int(year)]
      if sum >= level - Self.slack { return years[Int(year)] }
    }
    return years[Int(order[count - 1])]
  }

  private mutating func sortOrder(_ years: [Double]) {
    if order.count != count { order = (0..<Int32(count)).map { $0 } }
    order.sort { (years[Int($0)], $0) < (years[Int($1)], $1) }
  }

  /// The weights on years under which the mean is the shortfall of these losses.
  mutating func tailWeights(_ level: Double, _ years: [Double]) -> TailWeights {
    let v = quantile(level, years)
    let equal = 1 / Double(count)
    var tail = TailWeights(years: [], weights: [])
    var rest = 1.0
    var atQuantile: [Int32] = []
    for year in 0..<count where years[year] >= v {
      if years[year] == v {
        atQuantile.append(Int32(year))
        continue
      }
      let weight = Swift.min((probabilities?[year] ?? equal) / (1 - level), rest)
      tail.years.append(Int32(year))
      tail.weights.append(weight)
      rest -= weight
    }
    for year in atQuantile where rest > 0 {
      let weight = Swift.min((probabilities?[Int(year)] ?? equal) / (1 - level), rest)
      tail.years.append(year)
      tail.weights.append(weight)
      rest -= weight
    }
    return tail
  }
}

extension Double {
  /// Rounded to 42 significant bits, a relative step of 2e-13 (the splitting of Veltkamp 1968), so
  /// that losses which are equal in theory are equal.
  @inline(__always)
  var roundedToTies: Double {
    guard Swift.abs(self) < 0x1p1000 else { return self }
    let spread = self * 0x1.002p11
    return spread - (spread - self)
  }
}

/// Selection of an order statistic in linear time (Hoare 1961, "Find").
enum Selection {
  /// The value that would stand at a position if the values were sorted; reorders them.
  static func smallest<Value: Comparable>(_ position: Int, of values: inout [Value]) -> Value {
    values.withUnsafeMutableBufferPointer { values in
      var low = 0
      var high = values.count - 1
      while low < high {
        let (left, right) = partition(values, low, high)
        if position <= left {
          high = left
        } else if position >= right {
          low = right
        } else {
          break
        }
      }
      return values[position]
    }
  }

  /// Splits a range at the median of three of its values: up to `left` none is above, from `right`
  /// none is below, and between them all are equal to it.
  private static func partition<Value: Comparable>(
    _ values: UnsafeMutableBufferPointer<Value>, _ low: Int, _ high: Int
  ) -> (left: Int, right: Int) {
    let (a, b, c) = (values[low], values[(low + high) / 2], values[high])
    let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
    var (i, j) = (low, high)
    while i <= j {
      while values[i] < pivot { i += 1 }
      while values[j] > pivot { j -= 1 }
      if i <= j {
        values.swapAt(i, j)
        i += 1
        j -= 1
      }
    }
    return (j, i)
  }
}
