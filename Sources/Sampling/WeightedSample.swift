/// Losses with probabilities that another model has given: every figure is exact for the table.
public struct WeightedSample: Sendable {
  /// Ascending.
  public let values: [Double]
  /// Of each value; they sum to 1.
  public let probabilities: [Double]
  /// P(X ≤ values[i]).
  private let cumulative: [Double]

  /// Slack when a cumulative probability is compared with a level.
  private static let slack = 1e-12

  /// - Precondition: as many probabilities as values.
  public init(values: [Double], probabilities: [Double]) {
    precondition(values.count == probabilities.count, "one probability for each value")
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    self.values = order.map { values[$0] }
    self.probabilities = order.map { probabilities[$0] }
    var sum = 0.0
    self.cumulative = self.probabilities.map {
      sum += $0
      return sum
    }
  }

  /// The number of values.
  public var count: Int { values.count }

  /// Σ probability × value.
  public var mean: Estimate {
    exact(zip(values, probabilities).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// inf{x : F(x) ≥ level}, levels compared with a slack of 1e-12.
  public func valueAtRisk(level: Double) -> Estimate { exact(quantile(level)) }

  private func quantile(_ level: Double) -> Double {
    let position = cumulative.firstIndex { $0 >= level - Self.slack } ?? (values.count - 1)
    return values.isEmpty ? 0 : values[position]
  }

  /// (1/(1−level)) ∫ VaR_u du from `level` to 1, the atom at the quantile split.
  public func expectedShortfall(level: Double) -> Estimate {
    let v = quantile(level)
    let excess = zip(values, probabilities).reduce(0) { $0 + Swift.max($1.0 - v, 0) * $1.1 }
    return exact(v + excess / (1 - level))
  }

  /// P(X > loss).
  public func exceedance(of loss: Double) -> Estimate {
    exact(zip(values, probabilities).reduce(0) { $1.0 > loss ? $0 + $1.1 : $0 })
  }

  /// The number of years with a loss above.
  public func countAbove(_ loss: Double) -> Int { values.reduce(0) { $1 > loss ? $0 + 1 : $0 } }

  private func exact(_ value: Double) -> Estimate { .exact(value, sampleSize: count) }
}

extension WeightedSample: LossSample {}
