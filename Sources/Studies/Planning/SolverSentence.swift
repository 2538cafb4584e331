internal import Optimization
internal import TreatmentPlanning

/// Which solver has proven a choice, why it, and which other one has checked the proof.
struct SolverSentence {
  let text: String

  init(
    _ answer: TreatmentAnswer, _ solvers: SolverChoice, _ check: SolverCheck.Verdict?
  ) {
    let proof =
      answer.certificate.solves > 0
      ? solvers.reason
      : "The search needed no solver of linear or mixed-integer programs."
    text = proof + (check.map { " " + Self.words($0, solvers.checker.searchName) } ?? "")
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
