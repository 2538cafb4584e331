public import RiskModel

/// Says that a study could not be read, with everything that is wrong with it.
public struct StudyReadError: Error, Sendable, CustomStringConvertible {
  /// Errors and warnings, by file and line.
  public let problems: [StudyProblem]

  /// An error from problems in any order.
  public init(problems: [StudyProblem]) {
    self.problems = ProblemReport.sorted(problems)
  }

  init(_ problem: StudyProblem) {
    problems = [problem]
  }

  /// The exit status of a command that was given such a study.
  public static let exitStatus: Int32 = 3

  /// The whole text for a terminal: one line a problem, then a count.
  public var description: String { ProblemReport(problems).text }
}

/// What `check` says about a study, as text and as a value for `--json`.
public struct ProblemReport: Codable, Sendable {
  /// One problem with every part of its message apart.
  public struct Item: Codable, Sendable {
    /// `error` or `warning`.
    public let severity: String
    /// The file, relative to the study folder; `-` for standard input.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int
    /// The place in the tree, records by id.
    public let path: String
    /// The value that was refused.
    public let value: String?
    /// What is wrong and what is required.
    public let requirement: String
    /// How to mend it.
    public let remedy: String
    /// The nearest valid name.
    public let nearest: String?
    /// The whole message on one line.
    public let message: String

    init(_ problem: StudyProblem) {
      severity = problem.severity.rawValue
      file = problem.location.file
      line = problem.location.line
      column = problem.location.column
      path = problem.path
      value = problem.value
      requirement = problem.requirement
      remedy = problem.remedy
      nearest = problem.nearest
      message = ProblemReport.line(problem)
    }
  }

  /// Always `problems/1`.
  public let schema: String
  /// How many problems forbid a run.
  public let errors: Int
  /// How many problems a reader should look at.
  public let warnings: Int
  /// The problems by file and line.
  public let problems: [Item]

  /// A report of problems in any order.
  public init(_ problems: [StudyProblem]) {
    let sorted = Self.sorted(problems)
    schema = "problems/1"
    errors = sorted.count { $0.severity == .error }
    warnings = sorted.count - errors
    self.problems = sorted.map(Item.init)
  }

  /// One line a problem and a line that counts them.
  public var text: String {
    (problems.map(\.message) + [countLine]).joined(separator: "\n") + "\n"
  }

  /// For example `2 errors, 1 warning`.
  public var countLine: String {
    func count(_ number: Int, _ word: String) -> String {
      "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    switch (errors, warnings) {
    case (0, 0): return "no problems"
    case (0, _): return count(warnings, "warning")
    case (_, 0): return count(errors, "error")
    default: return count(errors, "error") + ", " + count(warnings, "warning")
    }
  }

  /// The order of a report: file, line, column, text; each problem once.
  static func sorted(_ problems: [StudyProblem]) -> [StudyProblem] {
    joined(problems).sorted { first, second in
      let (left, right) = (first.location, second.location)
      if left.file != right.file { return left.file < right.file }
      if left.line != right.line { return left.line < right.line }
      if left.column != right.column { return left.column < right.column }
      return first.description < second.description
    }
  }

  /// Problems that differ in their path alone as one: a wrong column name is wrong in every row.
  private static func joined(_ problems: [StudyProblem]) -> [StudyProblem] {
    var order: [StudyProblem] = []
    var places: [StudyProblem: Int] = [:]
    var paths: [Set<String>] = []
    for problem in problems {
      var key = problem
      key.path = ""
      if let place = places[key] {
        paths[place].insert(problem.path)
      } else {
        places[key] = order.count
        order.append(problem)
        paths.append([problem.path])
      }
    }
    return zip(order, paths).map { problem, paths in
      guard paths.count > 1 else { return problem }
      var problem = problem
      problem.requirement += ", here and in \(paths.count - 1) more record"
      if paths.count > 2 { problem.requirement += "s" }
      return problem
    }
  }

  /// A message is one line of a terminal, whatever a refused value holds.
  static func line(_ problem: StudyProblem) -> String {
    printable(problem.description)
  }

  /// Text with control characters, line separators and direction overrides made visible.
  static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format, .privateUse, .unassigned:
        result += scalar == "\n" ? "⏎" : "\\u{\(String(scalar.value, radix: 16))}"
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
