internal import Optimization
internal import TreatmentPlanning

/// Which solver has proven a choice, why it, which other one has checked the proof, and what came of
/// evaluating the plan again.
struct SolverSentence {
  let text: String

  init(
    _ answer: TreatmentAnswer, _ solvers: SolverChoice, _ check: SolverCheck.Verdict?,
    faults: [String]
  ) {
    let proof =
      answer.certificate.solves > 0
      ? solvers.reason
      : "The search needed no solver of linear or mixed-integer programs."
    text =
      proof + (check.map { " " + Self.words($0, solvers.checker.searchName) } ?? "")
      + (answer.plan == nil ? "" : " " + Self.words(faults))
  }

  private static func words(_ faults: [String]) -> String {
    faults.isEmpty
      ? "A check that shares no code with the search evaluated the set again: objective, rules and bound hold."
      : "A check that shares no code with the search CONTRADICTS the answer: \(faults.joined(separator: "; ")). Please report this study."
  }

  private static func words(_ verdict: SolverCheck.Verdict, _ checker: String) -> String {
    switch verdict {
    case .confirmed(let rounds):
      "\(checker) confirms the optimum by its own branch and cut (mixed-integer programs solved: \(rounds))."
    case .contradicted:
      "\(checker) CONTRADICTS the optimum: it knows a better set. Please report this study."
    case .open(let rounds):
      "\(checker) neither confirmed nor contradicted the optimum within \(rounds) programs."
    }
  }
}
