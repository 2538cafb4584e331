import Foundation
import RiskModel

@testable import Studies

/// The study in which every record is there, and studies that differ from it in one place.
struct CompleteStudy {
  /// The day on which it is judged.
  static let asOf = CalendarDay(number: 20_777)

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Models/complete-records")

  /// As it stands in the repository.
  static let source = Result { try StudyReader.read(folder.path) }

  /// The records after changes such as `- context/needs/N1` and `= study/version 5`.
  static func records(changing changes: [String] = []) throws -> StudyRecord {
    let source = try source.get()
    guard !changes.isEmpty else { return source.records }
    var editor = TreeEditor(source.root)
    for change in changes { try apply(change, to: &editor) }
    let outcome = StudyValidator().validate(editor.root)
    guard let records = outcome.records else { throw StudyReadError(problems: outcome.problems) }
    return records
  }

  private static func apply(_ change: String, to editor: inout TreeEditor) throws {
    let words = change.split(separator: " ", maxSplits: 2).map(String.init)
    let path = Overlay.parts(words[1])
    guard words[0] == "=" else { return try editor.remove(path) }
    let bytes = Array("value: \(words[2])\n".utf8)
    let tree = try YAMLTree.read(bytes, file: "changed.yaml")
    guard let value = tree["value"] else { throw CocoaError(.coderInvalidValue) }
    try editor.set(path, to: value, key: value.location)
  }

  /// What the rules say of the study after changes.
  static func report(
    changing changes: [String] = [], run: RunEvidence? = nil, isOpenToAll: Bool = false,
    digest: String? = nil
  ) throws -> ConformityReport {
    let evidence = StudyEvidence(
      try records(changing: changes), asOf: asOf, run: run, isOpenToAll: isOpenToAll,
      digest: digest)
    return ConformityReport(evidence, rules: RuleBook.rules)
  }
}
