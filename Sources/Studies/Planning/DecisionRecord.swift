internal import TreatmentPlanning

/// The content of `decision.json`: who chose what, when, on which figures, and why (clause 8.3 d).
public struct DecisionRecord: Encodable, Sendable {
  /// Why a treatment is in or out.
  public struct Reason: Encodable, Sendable {
    /// Its id.
    public let treatment: String
    /// Its name.
    public let name: String
    /// Whether the set holds it.
    public let isChosen: Bool
    /// One sentence.
    public let reason: String
  }

  /// A set that was looked at and not taken.
  public struct Alternative: Encodable, Sendable {
    /// The strategy's id, `tie` for a set that is as good.
    public let id: String
    /// Ids of its treatments.
    public let treatments: [String]
    /// Its value of the measure.
    public let objective: Double
    /// Rules that it breaks.
    public let breaks: [String]
  }

  /// How sure the choice is where inputs are uncertain.
  public struct Certainty: Encodable, Sendable {
    /// Draws of all inputs.
    public let draws: Int
    /// Sets that were held against one another.
    public let sets: Int
    /// The chance that the set is the best of them.
    public let probabilityBest: Double
    /// What it costs on average not to have the best of them.
    public let expectedRegret: Double
    /// What knowing all inputs would save.
    public let valueOfPerfectInformation: Double
    /// Its standard error.
    public let standardError: Double
  }

  /// Always `decision/1`.
  public let schema = "decision/1"
  /// The folder's id.
  public let run: String
  /// Who decides.
  public let decidedBy: String?
  /// ISO 8601, UTC: when the set was computed.
  public let decidedAt: String
  /// The program and its version.
  public let engine: RunManifest.EngineRecord
  /// The study with the digest of its files.
  public let study: StudyFacts
  /// What was minimised.
  public let measure: String
  /// optimal, feasible, infeasible or limit.
  public let status: String
  /// Ids of the set; null where there is none.
  public let plan: [String]?
  /// The set's value of the measure.
  public let objective: Double?
  /// No allowed set has a smaller value.
  public let bound: Double?
  /// Rules with a limit, under the set.
  public let constraints: [OptimumRecord.Constraint]
  /// Names of rules that clash.
  public let conflict: [String]
  /// One a treatment, in file order.
  public let reasons: [Reason]
  /// Strategies and ties.
  public let alternatives: [Alternative]
  /// Null where no input is uncertain.
  public let certainty: Certainty?
  /// How the set was found and proven.
  public let method: String
  /// Which solver has proven it, and which other one has checked the proof.
  public let solver: String
  /// Sentences that a reader of the figures must know.
  public let notes: [String]
}

extension StudyOptimisation {
  /// The content of `decision.json` under a folder's id.
  public func decision(run id: String) -> DecisionRecord {
    let record = record(run: id)
    return DecisionRecord(
      run: id, decidedBy: details.decidedBy ?? facts.owner, decidedAt: details.decidedAt,
      engine: .current, study: facts, measure: record.measure, status: record.status,
      plan: record.plan, objective: record.objective, bound: record.bound,
      constraints: record.constraints, conflict: record.conflict, reasons: reasons,
      alternatives: alternatives, certainty: certainty, method: record.method,
      solver: record.solver,
      notes: notes)
  }

  private var reasons: [DecisionRecord.Reason] {
    attribution.entries.map { entry in
      let line = TreatmentLine(entry, optimisation: self)
      return .init(
        treatment: line.option.id, name: line.option.name, isChosen: line.isChosen,
        reason: line.sentence)
    }
  }

  private var alternatives: [DecisionRecord.Alternative] {
    let named = ranking.entries.filter { $0.id != "optimum" }.map { entry in
      DecisionRecord.Alternative(
        id: entry.id, treatments: ids(entry.report.plan), objective: entry.report.objective,
        breaks: entry.report.broken)
    }
    var evaluator = PlanEvaluator(problem)
    // On simulated years a tie cannot be told from the optimum and has an objective of its own.
    let ties = answer.ties.prefix(20).map {
      DecisionRecord.Alternative(
        id: "tie", treatments: ids($0), objective: evaluator.objective(of: $0), breaks: [])
    }
    return named + ties
  }

  private var certainty: DecisionRecord.Certainty? {
    guard let ranked = inputRanking, let entry = ranked.optimum else { return nil }
    return .init(
      draws: ranked.ranking.draws, sets: ranked.plans.count,
      probabilityBest: entry.probabilityBest, expectedRegret: entry.expectedRegret,
      valueOfPerfectInformation: ranked.ranking.totalWorth,
      standardError: ranked.ranking.totalWorthError)
  }
}
