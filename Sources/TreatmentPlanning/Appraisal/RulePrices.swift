/// The price of every rule: how the optimum moves when a rule is dropped, or its limit moves.
public struct RulePrices: Sendable {
  /// What is done to a rule.
  public enum Change: Hashable, Sendable {
    /// It is left out.
    case dropped
    /// Its limit is multiplied.
    case scaled(Double)
  }

  /// The optimum under a changed rule.
  public struct Entry: Sendable {
    /// The rule's name.
    public var rule: String
    /// What was done to it.
    public var change: Change
    /// The changed limit; nil where it has none or was dropped.
    public var limit: Double?
    /// The best plan under it.
    public var answer: TreatmentAnswer

    /// Makes the value from its parts.
    public init(rule: String, change: Change, limit: Double?, answer: TreatmentAnswer) {
      self.rule = rule
      self.change = change
      self.limit = limit
      self.answer = answer
    }
  }

  /// In the order of the rules; for each dropped, then tightened, then loosened.
  public let entries: [Entry]

  /// Part by which limits are moved up and down.
  public static let step = 0.1
  /// Years evaluated for an answer, above which prices are computed only where they are asked for.
  public static let mostWork = 2_000_000

  /// Solves the problem anew for every change of every rule.
  public init(_ problem: TreatmentProblem, optimiser: TreatmentOptimiser) {
    entries = problem.rules.indices.flatMap { place in
      Self.changes(problem.rules[place]).map { change in
        let (rules, limit) = Self.changed(problem.rules, place, change)
        return Entry(
          rule: problem.rules[place].name, change: change, limit: limit,
          answer: optimiser.search(problem.with(rules: rules)))
      }
    }
  }

  /// Whether prices cost little beside the answer itself.
  public static func areCheap(_ problem: TreatmentProblem, _ answer: TreatmentAnswer) -> Bool {
    !problem.isPlanByPlan && problem.options.count <= TreatmentOptimiser.smallCount
      && answer.evaluations * problem.years.yearCount * (1 + 3 * problem.rules.count) <= mostWork
  }

  /// A limit that counts treatments moves by whole ones only, so it is dropped and not scaled.
  private static func changes(_ rule: PlanRule) -> [Change] {
    let moves: [Change] = [.dropped, .scaled(1 - step), .scaled(1 + step)]
    switch rule.kind {
    case .sum(let coefficients, let limit):
      return limit > 0 && !coefficients.allSatisfy({ $0 == 0 || $0 == 1 }) ? moves : [.dropped]
    case .figure(_, let limit): return limit > 0 ? moves : [.dropped]
    case .people(_, let limit): return limit > 0 ? moves : [.dropped]
    case .lostDays(_, let limit): return limit > 0 ? moves : [.dropped]
    case .requires, .excludes, .include, .exclude: return [.dropped]
    }
  }

  private static func changed(
    _ rules: [PlanRule], _ place: Int, _ change: Change
  ) -> (rules: [PlanRule], limit: Double?) {
    var rules = rules
    guard case .scaled(let part) = change else {
      rules.remove(at: place)
      return (rules, nil)
    }
    switch rules[place].kind {
    case .sum(let coefficients, let limit):
      rules[place].kind = .sum(coefficients: coefficients, limit: limit * part)
      return (rules, limit * part)
    case .figure(let figure, let limit):
      rules[place].kind = .figure(figure, limit: limit * part)
      return (rules, limit * part)
    case .people(let harm, let limit):
      rules[place].kind = .people(harm: harm, limit: limit * part)
      return (rules, limit * part)
    case .lostDays(let process, let limit):
      rules[place].kind = .lostDays(process: process, limit: limit * part)
      return (rules, limit * part)
    case .requires, .excludes, .include, .exclude: return (rules, nil)
    }
  }
}
