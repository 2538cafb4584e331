internal import LinearAlgebra

/// What a run of scenarios goes through in the days of a plan.
public struct RecoveryBlock: Sendable {
  /// The scenarios, by index.
  public let scenarios: Range<Int>
  /// Whether any inoperability was clipped to [0, 1] on the way.
  public let isClipped: Bool
  /// Whether the block was computed by closed forms, so that days of recovery are not known.
  public let isClosedForm: Bool
  let width: Int
  let days: Int
  /// Node by node, `width` columns each.
  let cumulatives: [Double]
  /// The last day above for 90, 95 and 99 %, each laid out like the cumulatives.
  let marks: [Int32]
  /// Day by day, node by node, one column a scenario.
  let trajectory: [Double]

  /// The part of the largest inoperability that is left at 90, 95 and 99 % recovery.
  static let remainders = [0.1, 0.05, 0.01]

  /// How far a node has recovered.
  public enum Recovery: Int, CaseIterable, Sendable {
    /// 90 %, 95 % and 99 % of the largest inoperability are gone.
    case ninety, ninetyFive, ninetyNine
  }

  /// The first day from which on, to the last day of the plan, the inoperability of a node stays
  /// at or below 10, 5 or 1 % of its largest value.
  ///
  /// 0 for a node that is never inoperable; nil where it is not reached, or not known because the
  /// block is in closed form.
  public func days(to recovery: Recovery, node: Int, scenario: Int) -> Int? {
    guard !isClosedForm else { return nil }
    let place = recovery.rawValue * cumulatives.count + node * width + column(scenario)
    let last = Int(marks[place])
    return last < days ? last + 1 : nil
  }

  /// The inoperability of a node added up over the days 0…N, in days.
  ///
  /// By the trapezoid rule; for the continuous form the exact integral.
  public func cumulative(node: Int, scenario: Int) -> Double {
    cumulatives[node * width + column(scenario)]
  }

  /// The inoperability of a node on a day, in [0, 1]; only where the plan keeps trajectories.
  public func inoperability(day: Int, node: Int, scenario: Int) -> Double {
    let nodes = cumulatives.count / width
    return trajectory[(day * nodes + node) * scenarios.count + column(scenario)]
  }

  private func column(_ scenario: Int) -> Int { scenario - scenarios.lowerBound }
}
