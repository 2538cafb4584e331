/// How inoperability goes from one day to the next.
public enum RecoveryForm: String, CaseIterable, Sendable {
  /// q(t+1) = clip(q(t) + K (A* q(t) + c*(t+1) − q(t)), 0, 1): `MODELS.md` 5.2.
  case recursion
  /// q' = −K ((I − A*) q − c*), exact at whole days: q(t) = exp(−K (I − A*) t) q(0) without c*.
  case continuous
}

/// Which days are computed, when the perturbation is there, and what is kept.
public struct RecoveryPlan: Equatable, Sendable {
  /// The last day, N; days are 0, 1, …, N.
  public let days: Int
  /// The days t on which c*(t) is present, both ends included; day 0 has no effect.
  public let perturbed: ClosedRange<Int>
  /// Whether blocks carry the inoperability of every day.
  public let keepsTrajectory: Bool

  /// Plans days.
  ///
  /// - Parameters:
  ///   - days: N, at least 0 and below 2³¹.
  ///   - perturbed: by default all days.
  public init(
    days: Int, perturbed: ClosedRange<Int> = 0...Int.max, keepsTrajectory: Bool = false
  ) {
    precondition(days >= 0 && days < Int(Int32.max), "days lie between 0 and 2³¹ − 2")
    self.days = days
    self.perturbed = perturbed
    self.keepsTrajectory = keepsTrajectory
  }

  /// The days from 1 to N on which c* acts, empty where there are none.
  var acting: Range<Int> {
    let first = max(perturbed.lowerBound, 1)
    let last = min(perturbed.upperBound, days)
    return first..<max(first, last == Int.max ? last : last + 1)
  }
}
