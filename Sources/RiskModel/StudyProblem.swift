/// One thing that is wrong or doubtful in a study, with all that is needed to mend it.
public struct StudyProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// How much a problem weighs.
  public enum Severity: String, Sendable {
    /// The study cannot be run.
    case error
    /// The study runs; a reader should look.
    case warning
  }

  /// How much it weighs.
  public var severity: Severity
  /// Where it stands.
  public var location: SourceLocation
  /// The place in the tree, records by id: `risks/R07/loss`.
  public var path: String
  /// The value that was refused, as written; nil where something is missing.
  public var value: String?
  /// What is wrong and what is required, as a sentence without the closing dot.
  public var requirement: String
  /// How to mend it, as a sentence without the closing dot.
  public var remedy: String
  /// The nearest valid name, where a name was not found.
  public var nearest: String?

  /// Makes the value from its parts.
  public init(
    severity: Severity = .error, location: SourceLocation, path: String, value: String? = nil,
    requirement: String, remedy: String, nearest: String? = nil
  ) {
    self.severity = severity
    self.location = location
    self.path = path
    self.value = value
    self.requirement = requirement
    self.remedy = remedy
    self.nearest = nearest
  }

  /// One message: `file:line:column: error: path: requirement (found …). Remedy. Nearest: …`.
  public var description: String {
    var text = "\(location): \(severity.rawValue): \(path): \(requirement)"
    if let value { text += " (found `\(value)`)" }
    text += ". \(remedy)."
    if let nearest { text += " Did you mean `\(nearest)`?" }
    return text
  }
}
