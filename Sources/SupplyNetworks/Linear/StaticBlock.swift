/// The inoperability of a run of scenarios.
public struct StaticBlock: Sendable {
  /// The scenarios, by index.
  public let scenarios: Range<Int>
  /// Per scenario the largest |c* + A* q − q| over the nodes, before clipping.
  public let residuals: [Double]
  /// Node by node, `width` columns each, before clipping.
  let values: [Double]
  let width: Int

  /// The solution before clipping: it may exceed 1.
  public func uncapped(node: Int, scenario: Int) -> Double {
    values[node * width + scenario - scenarios.lowerBound]
  }

  /// The inoperability of a node, in [0, 1].
  public func inoperability(node: Int, scenario: Int) -> Double {
    min(max(uncapped(node: node, scenario: scenario), 0), 1)
  }

  /// Σ q_i x_i of a scenario: money per time unit of the outputs, before any duration.
  public func loss(scenario: Int, output: [Double]) -> Double {
    output.indices.reduce(0) {
      $0 + inoperability(node: $1, scenario: scenario) * output[$1]
    }
  }
}
