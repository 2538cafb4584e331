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
