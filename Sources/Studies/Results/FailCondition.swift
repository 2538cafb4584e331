/// A condition on which a run ends with its own exit code, by its word in `--fail-on`.
public enum FailCondition: String, CaseIterable, Sendable {
  /// A point of the tolerance curve is breached.
  case tolerance
  /// A limit for persons harmed is breached.
  case people
  /// A process' availability is below its limit.
  case service
  /// The interval of any criterion straddles its limit.
  case undecided

  /// The criteria of a level for which the condition holds.
  public func criteria(in level: LevelSummary) -> [CriterionSummary] {
    level.criteria.filter { criterion in
      guard self != .undecided else { return criterion.verdict == "undecided" }
      guard criterion.verdict == "breached" else { return false }
      switch criterion.kind {
      case .tolerance: return self == .tolerance
      case .fatalities, .injuries: return self == .people
      case .service: return self == .service
      }
    }
  }
}
