internal import Foundation
internal import RiskModel

/// What a user asks of a check of conformity.
public struct ConformityRequest: Sendable {
  /// The study's folder or file, or `-` for standard input.
  public var study: String
  /// Overlays in the order in which they are applied.
  public var overlays: [String]
  /// The clause whose rules are asked; nil for all.
  public var clause: String?
  /// The day on which intervals are judged.
  public var asOf: CalendarDay

  /// A request of all rules, as of today.
  public init(
    study: String, overlays: [String] = [], clause: String? = nil, asOf: CalendarDay = .today
  ) {
    self.study = study
    self.overlays = overlays
    self.clause = clause
    self.asOf = asOf
  }
}

extension ConformityReport {
  /// Reads a study and holds it against the rules.
  ///
  /// - Throws: `StudyReadError` where the study is not valid, `WrongUse` for an unknown clause.
  public init(_ request: ConformityRequest) throws {
    let rules = try request.clause.map { try RuleBook.rules(of: $0) } ?? RuleBook.rules
    let source = try PreparedStudy.read(request.study, overlays: request.overlays, settings: [])
    self.init(
      StudyEvidence(source, asOf: request.asOf, isFolder: request.study != "-"), rules: rules)
  }

  /// Holds a study that is read against all rules.
  public init(_ source: ReadStudy, asOf: CalendarDay) {
    self.init(StudyEvidence(source, asOf: asOf), rules: RuleBook.rules)
  }
}

extension StudyEvidence {
  /// The evidence of a study that was read, with its latest run.
  convenience init(_ source: ReadStudy, asOf: CalendarDay, isFolder: Bool = true) {
    let folder = source.folder.path
    self.init(
      source.records, asOf: asOf, run: isFolder ? RunEvidence.latest(inStudy: folder) : nil,
      isOpenToAll: isFolder ? Self.isOpenToAll(folder, files: source.files) : nil,
      digest: source.digest)
  }

  /// Whether the folder or a file of the study may be written by every user.
  private static func isOpenToAll(_ folder: String, files: [ReadFile]) -> Bool {
    let paths = [folder] + files.map { (folder as NSString).appendingPathComponent($0.path) }
    return paths.contains { path in
      var info = stat()
      return stat(path, &info) == 0 && info.st_mode & S_IWOTH != 0
    }
  }
}
