/// The content of `optimum.json` (`STUDY.md` section 5).
public struct OptimumRecord: Sendable {
  /// A rule with a limit, under the plan.
  public struct Constraint: Encodable, Hashable, Sendable {
    /// Where the study writes it.
    public let name: String
    /// The largest value allowed.
    public let limit: Double
    /// The plan's value.
    public let value: Double
    /// limit − value.
    public let slack: Double
  }

  /// Always `optimum/1`.
  public let schema = "optimum/1"
  /// The folder's id.
  public let run: String
  /// The study.
  public let study: StudyFacts
  /// optimal, feasible, infeasible or limit.
  public let status: String
  /// What was minimised.
  public let measure: String
  /// Its value; nil where there is no plan.
  public let objective: Double?
  /// No allowed plan has a smaller value.
  public let bound: Double?
  /// (objective − bound) / |objective|.
  public let gap: Double?
  /// Ids of the chosen treatments in file order; nil where there is no plan.
  public let plan: [String]?
  /// Other plans with the same objective, the preferred first.
  public let ties: [[String]]
  /// In the study's currency a year.
  public let annualCost: Double?
  /// Σ one-off cost.
  public let costOnce: Double?
  /// Σ yearly cost.
  public let costPerYear: Double?
  /// Residual, in the study's currency a year.
  public let expectedAnnualLoss: Double?
  /// Residual, at `shortfallLevel`.
  public let expectedShortfall: Double?
  /// The level of `expectedShortfall`.
  public let shortfallLevel: Double
  /// Averted loss − annual cost.
  public let netBenefit: Double?
  /// Rules with a limit.
  public let constraints: [Constraint]
  /// Names of rules that clash; empty where a plan exists.
  public let conflict: [String]
  /// How the answer was found and proven.
  public let method: String
  /// Which solver has proven it, why it, and which other one has checked the proof.
  public let solver: String
  /// Plans whose years were computed.
  public let evaluations: Int
  /// Sentences that a reader of the figures must know.
  public let notes: [String]
  /// The folder that holds it; nil before it is written.
  public var folder: String?
}

extension OptimumRecord: Encodable {
  private enum Key: CodingKey {
    case schema, run, study, status, measure, objective, bound, gap, plan, ties, annualCost
    case costOnce, costPerYear, expectedAnnualLoss, expectedShortfall, shortfallLevel, netBenefit
    case constraints, conflict, method, solver, evaluations, notes, folder
  }

  /// Writes every key, null where there is no plan, so that a reader need not ask which are there.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(run, forKey: .run)
    try container.encode(study, forKey: .study)
    try container.encode(status, forKey: .status)
    try container.encode(measure, forKey: .measure)
    try container.encode(objective, forKey: .objective)
    try container.encode(bound, forKey: .bound)
    try container.encode(gap, forKey: .gap)
    try container.encode(plan, forKey: .plan)
    try container.encode(ties, forKey: .ties)
    try container.encode(annualCost, forKey: .annualCost)
    try container.encode(costOnce, forKey: .costOnce)
    try container.encode(costPerYear, forKey: .costPerYear)
    try container.encode(expectedAnnualLoss, forKey: .expectedAnnualLoss)
    try container.encode(expectedShortfall, forKey: .expectedShortfall)
    try container.encode(shortfallLevel, forKey: .shortfallLevel)
    try container.encode(netBenefit, forKey: .netBenefit)
    try container.encode(constraints, forKey: .constraints)
    try container.encode(conflict, forKey: .conflict)
    try container.encode(method, forKey: .method)
    try container.encode(solver, forKey: .solver)
    try container.encode(evaluations, forKey: .evaluations)
    try container.encode(notes, forKey: .notes)
    try container.encodeIfPresent(folder, forKey: .folder)
  }
}
