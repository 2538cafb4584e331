internal import RiskModel

/// All rules, one for each row of the clause map of ISO 28000:2022, clauses 4 to 10.
public enum RuleBook {
  /// In the order of the clauses.
  public static let rules: [Rule] =
    contextRules + leadershipRules + planningRules + supportRules + operationRules
    + responseRules + evaluationRules + improvementRules

  /// The rule of a name; nil where there is none.
  public static func rule(_ ref: String) -> Rule? { byRef[ref] }

  /// The rules of a clause and of all below it.
  ///
  /// - Throws: `WrongUse` where no rule belongs to it.
  public static func rules(of clause: String) throws(WrongUse) -> [Rule] {
    let found = rules.filter { $0.belongs(to: clause) }
    guard found.isEmpty else { return found }
    let nearest = nearestRef(to: clause).map { " Did you mean `\($0)`?" } ?? ""
    throw WrongUse(
      "There is no rule of clause `\(ProblemReport.printable(clause))`.\(nearest) "
        + "Clauses go from 4.1 to 10.2.")
  }

  /// The name most like one that no rule has.
  static func nearestRef(to ref: String) -> String? {
    nearestName(to: ref, in: rules.map(\.ref) + rules.map(\.clause))
  }

  private static let byRef = Dictionary(rules.map { ($0.ref, $0) }, uniquingKeysWith: { $1 })
}
