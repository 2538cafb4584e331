public import Sampling

/// A risk criterion held against a figure.
public struct CriterionResult: Sendable {
  /// What the figure says of the criterion.
  public enum Verdict: String, Sendable {
    /// The whole interval is inside the limit.
    case met
    /// The whole interval is beyond the limit.
    case breached
    /// The interval straddles the limit.
    case undecided
  }

  /// What is limited.
  public enum Kind: Hashable, Sendable {
    /// P(loss of a year > loss) is at most the limit.
    case tolerance(loss: Double)
    /// Expected persons a year are at most the limit.
    case fatalities, injuries
    /// Availability of a process is at least the limit.
    case service(process: String)
  }

  /// The criterion's name in the results, for example `tolerance 12000000`.
  public let name: String
  /// What is limited.
  public let kind: Kind
  /// The limit as the study states it.
  public let limit: Double
  /// The figure held against it.
  public let value: Estimate
  /// What the figure says.
  public let verdict: Verdict

  /// The figure may not be above the limit, or for `atLeast` not below it.
  public init(
    name: String, kind: Kind, limit: Double, value: Estimate, atLeast: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.limit = limit
    self.value = value
    let inside = atLeast ? value.low >= limit : value.high <= limit
    let beyond = atLeast ? value.high < limit : value.low > limit
    self.verdict = inside ? .met : (beyond ? .breached : .undecided)
  }
}
