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

  /// An answer without a plan, to which one can be given.
  public init(
    status: Status, method: String, evaluations: Int,
    certificate: PlanCertificate = PlanCertificate()
  ) {
    self.status = status
    self.method = method
    self.evaluations = evaluations
    self.certificate = certificate
  }
}

/// What proves a bound.
public struct PlanCertificate: Sendable {
  /// Choices made in the tree.
  public var nodes = 0
  /// Plans visited.
  public var visited = 0
  /// Branches that a bound cut off.
  public var pruned = 0
  /// Linear programs solved.
  public var solves = 0
  /// Whether every branch was visited or cut off.
  public var isComplete = true

  /// Takes the values of all fields.
  public init(
    nodes: Int = 0, visited: Int = 0, pruned: Int = 0, solves: Int = 0, isComplete: Bool = true
  ) {
    self.nodes = nodes
    self.visited = visited
    self.pruned = pruned
    self.solves = solves
    self.isComplete = isComplete
  }
}
