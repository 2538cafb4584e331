/// Total costs of plans in states of the world with known probabilities.
public struct DecisionTable: Sendable {
  /// By plan, then state.
  public let costs: [[Double]]
  /// Of the states; they sum to 1.
  public let probabilities: [Double]

  /// Makes the value from its parts.
  public init(costs: [[Double]], probabilities: [Double]) {
    self.costs = costs
    self.probabilities = probabilities
  }

  /// The expected cost of each plan.
  public var expected: [Double] {
    costs.map { zip($0, probabilities).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// What knowing the state beforehand would save: least expected cost − expected least cost.
  public var valueOfPerfectInformation: Double {
    let informed = zip(least, probabilities).reduce(0) { $0 + $1.0 * $1.1 }
    return (expected.min() ?? 0) - informed
  }

  /// The largest cost of each plan.
  public var worst: [Double] { costs.map { $0.max() ?? 0 } }

  /// The largest regret of each plan: cost − the least cost in the same state.
  public var worstRegret: [Double] {
    costs.map { zip($0, least).map { $0 - $1 }.max() ?? 0 }
  }

  /// The least cost in each state.
  private var least: [Double] {
    probabilities.indices.map { state in costs.map { $0[state] }.min() ?? 0 }
  }
}

/// Which of two laws of loss everybody, or everybody who shuns risk, prefers.
public enum StochasticDominance: String, Sendable {
  case first, second, none

  /// Slack of comparisons, relative to the largest loss.
  private static let slack = 1e-12

  /// Whether X is preferred to Y: `first` where P(X > t) ≤ P(Y > t) for all t, else `second` where
  /// E[(X − t)⁺] ≤ E[(Y − t)⁺] for all t (Shaked and Shanthikumar 2007).
  public static func of(
    _ x: [(loss: Double, probability: Double)], over y: [(loss: Double, probability: Double)]
  ) -> StochasticDominance {
    let points = (x + y).map(\.loss)
    let scale = Swift.max(points.map(abs).max() ?? 1, 1)
    func above(_ law: [(loss: Double, probability: Double)], _ t: Double) -> Double {
      law.reduce(0) { $1.loss > t ? $0 + $1.probability : $0 }
    }
    func excess(_ law: [(loss: Double, probability: Double)], _ t: Double) -> Double {
      law.reduce(0) { $0 + $1.probability * Swift.max($1.loss - t, 0) }
    }
    if points.allSatisfy({ above(x, $0) <= above(y, $0) + slack }) { return .first }
    let starts = points + [(points.min() ?? 0) - 1]
    return starts.allSatisfy { excess(x, $0) <= excess(y, $0) + slack * scale } ? .second : .none
  }
}
