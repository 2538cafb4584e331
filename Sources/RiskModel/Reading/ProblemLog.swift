/// Collects the problems of one study, so that all are reported in one go and none floods the rest.
struct ProblemLog {
  /// Problems that are reported one by one.
  static let limit = 200
  /// Unknown names for which the nearest one is searched: the search costs more than the finding.
  static let nearestLimit = 50
  /// Names among which the nearest one is searched.
  static let candidateLimit = 5_000

  private var errors: [StudyProblem] = []
  private var warnings: [StudyProblem] = []
  private var unreported = 0
  private var searches = 0
  private(set) var hasErrors = false

  mutating func add(_ problem: StudyProblem) {
    switch problem.severity {
    case .error:
      hasErrors = true
      if errors.count < Self.limit { errors.append(problem.printable) } else { unreported += 1 }
    case .warning:
      if warnings.count < Self.limit { warnings.append(problem.printable) } else { unreported += 1 }
    }
  }

  /// The nearest valid name, as long as searching is affordable.
  mutating func nearest(to name: String, in candidates: some Collection<String>) -> String? {
    guard searches < Self.nearestLimit, candidates.count <= Self.candidateLimit else { return nil }
    searches += 1
    return nearestName(to: name, in: candidates)
  }

  /// All problems by file, line and column; errors keep their place when there are too many.
  func report() -> [StudyProblem] {
    let kept = warnings.prefix(Self.limit - errors.count)
    let hidden = unreported + warnings.count - kept.count
    var all = (errors + kept).enumerated().sorted { a, b in
      let (p, q) = (a.element.location, b.element.location)
      return (p.file, p.line, p.column, a.offset) < (q.file, q.line, q.column, b.offset)
    }.map(\.element)
    if hidden > 0, let last = all.last {
      all.append(
        StudyProblem(
          severity: hasErrors ? .error : .warning, location: last.location, path: "study",
          requirement: "and \(hidden) more problem\(hidden == 1 ? "" : "s")",
          remedy: "Mend the ones above and check again"))
    }
    return all
  }
}

extension StudyProblem {
  /// The problem on one line of bounded length, whatever the texts of the study hold.
  fileprivate var printable: StudyProblem {
    var problem = self
    problem.path = Self.printable(path)
    problem.value = value.map(Self.printable)
    problem.requirement = Self.printable(requirement)
    problem.remedy = Self.printable(remedy)
    problem.nearest = nearest.map(Self.printable)
    return problem
  }

  /// Control and direction characters would let a study forge or hide lines of a terminal.
  private static func printable(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(1_000) {
      let isForeign: Bool =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
      shown.append(isForeign ? "\u{FFFD}" : scalar)
    }
    return String(shown)
  }
}
