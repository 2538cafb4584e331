internal import RiskModel

/// Collects what is wrong with the files of one command, so that all is said in one go.
final class NetworkProblems {
  /// Problems that are said one by one; the rest is counted.
  static let limit = 50

  private var listed: [StudyProblem] = []
  private var unlisted = 0

  /// All problems so far.
  var count: Int { listed.count + unlisted }

  func add(_ problem: StudyProblem) {
    if listed.count < Self.limit { listed.append(problem) } else { unlisted += 1 }
  }

  /// Counts problems that are of a kind with listed ones.
  func add(unlisted more: Int) { unlisted += more }

  /// - Throws: `StudyReadError` with everything that is wrong, where anything is.
  func check() throws {
    guard !listed.isEmpty || unlisted > 0 else { return }
    let sorted = ProblemReport.sorted(listed)
    guard unlisted > 0, let last = sorted.last else { throw StudyReadError(problems: sorted) }
    let place = SourceLocation(
      file: last.location.file, line: last.location.line, column: last.location.column + 1)
    let rest = StudyProblem(
      location: place, path: "network",
      requirement: "and \(unlisted) more problem\(unlisted == 1 ? "" : "s")",
      remedy: "Mend the ones above and run again")
    throw StudyReadError(problems: sorted + [rest])
  }
}
