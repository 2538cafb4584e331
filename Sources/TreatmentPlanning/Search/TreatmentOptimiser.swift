internal import Optimization

/// Chooses treatments: picks the exact method that fits a problem, and explains a clash of rules.
public struct TreatmentOptimiser {
  /// The tree, for problems that it can exhaust.
  public var tree: TreeSearch

  /// Most options for which the tree alone is used.
  public static let smallCount = 20

  /// Makes an optimiser.
  public init(tree: TreeSearch = TreeSearch()) { self.tree = tree }

  /// The best plan, or the rules that clash.
  public func answer(_ problem: TreatmentProblem) -> TreatmentAnswer {
    var answer = search(problem)
    if answer.status == .infeasible { answer.conflict = conflict(in: problem) }
    return answer
  }

  func search(_ problem: TreatmentProblem) -> TreatmentAnswer { tree.run(problem) }

  /// Names of an irreducible set of rules that clash.
  public func conflict(in problem: TreatmentProblem) -> [String] {
    IrreducibleSubset.find(in: problem.rules) { rules in
      tree.isFeasible(problem.with(rules: rules)) ?? true
    }.map(\.name)
  }
}
