/// What a search for the best plan has found.
public struct TreatmentAnswer: Sendable {
  /// How it ended; the raw value is the word in the results.
  public enum Status: String, Sendable {
    /// No allowed plan is better, and that is proven.
    case optimal
    /// The plan is allowed, and the gap to the best possible is proven.
    case feasible
    /// No plan keeps all rules, and that is proven.
    case infeasible
    /// The search was cut short before any plan was found.
    case limit
  }

  /// How it ended.
  public var status: Status
  /// The objective of the plan.
  public var objective: Double?
  /// No allowed plan has a smaller objective.
  public var bound: Double?
  /// (objective − bound) / |objective|, at least 0.
  public var gap: Double? {
    guard let objective, let bound else { return nil }
    let difference = Swift.max(0, objective - bound)
    return difference == 0 ? 0 : difference / Swift.max(Swift.abs(objective), 1e-12)
  }
  /// The preferred plan.
  public var plan: Plan?
  /// Other plans with the same objective, the preferred first.
  public var ties: [Plan] = []
  /// Names of rules that clash: all can be kept once any one is dropped.
  public var conflict: [String] = []
  /// How it was found, in words.
  public var method: String
  /// Plans whose years were computed.
  public var evaluations: Int
  /// What the proof of the bound rests on.
  public var certificate: PlanCertificate
}

/// What proves a bound.
public struct PlanCertificate: Sendable {
  /// Choices made in the tree.
  public var nodes = 0
  /// Plans visited.
  public var visited = 0
  /// Branches that a bound cut off.
  public var pruned = 0
  /// Whether every branch was visited or cut off.
  public var isComplete = true
  /// Cuts from which a master problem's bound follows; empty for a tree.
  public var cuts: [MasterCut] = []
  /// The plans that the master problem was told to leave out, with their values.
  public var excluded: [Plan] = []
}

/// A linear inequality that every plan keeps.
public struct MasterCut: Sendable {
  /// The weights on years behind it; nil for the mean.
  public var tail: TailWeights?
  /// By risk.
  public var coefficients: [Double]
}
