internal import Foundation
internal import RiskModel

/// The pack for a management review, in the order of clause 9.3.2, items a to m.
public struct ReviewPack: Encodable, Sendable {
  /// Always `review/1`.
  public let schema: String
  /// The study, as results name it.
  public let study: String
  /// The title of the study.
  public let title: String?
  /// Who may read it; printed at the head.
  public let classification: String?
  /// The day of the pack.
  public let asOf: String
  /// The day of the last review; nil where none was held.
  public let lastReview: String?
  /// The run whose figures stand in it; nil where none is kept.
  public let run: String?
  /// Who vouches for the run; nil where nobody does yet.
  public let approvedBy: String?
  /// SHA-256 over the files of the study.
  public let digest: String
  /// The items in order.
  public let sections: [Section]

  /// One item of the clause.
  public struct Section: Encodable, Sendable {
    /// `9.3.2.a` to `9.3.2.m`; items that share a table stand together.
    public let ref: String
    /// In our own words.
    public let title: String
    /// What is shown.
    public let rows: [Row]
    /// What stands there instead of rows.
    public let note: String?
  }

  /// One line of an item.
  public struct Row: Encodable, Sendable {
    /// The record.
    public let record: String
    /// What it is.
    public let text: String
    /// Where it stands, in a word or a figure.
    public let state: String
  }

  /// Reads a study and gathers the pack.
  ///
  /// - Throws: `StudyReadError` where the study is not valid.
  public init(_ request: ConformityRequest) throws {
    let source = try PreparedStudy.read(request.study, overlays: request.overlays, settings: [])
    self.init(
      source, StudyEvidence(source, asOf: request.asOf, isFolder: request.study != "-"),
      digest: source.digest)
  }

  init(_ source: ReadStudy, _ evidence: StudyEvidence, digest: String) {
    let gathered = ReviewSections(evidence)
    schema = "review/1"
    study = source.study.identity.id
    title = source.study.identity.title
    classification = source.study.identity.classification
    asOf = evidence.asOf.description
    lastReview = gathered.lastReview?.description
    run = evidence.run?.id
    approvedBy = evidence.run?.approval?.by
    self.digest = digest
    sections = gathered.all
  }

  /// Which run the figures are of, and who vouches for it, in words.
  var figures: String {
    guard let run else { return "no run kept" }
    let approval = approvedBy.map { "approved by \($0)" } ?? "approved by nobody yet"
    return "figures of \(run), \(approval)"
  }

  /// The pack as Markdown, which reads as plain text too, with its classification at head and foot.
  public var text: String {
    func clean(_ text: String) -> String { ProblemReport.printable(text).replacing("|", with: "/") }
    let mark = "Classification: \(clean(classification ?? Self.unclassified))"
    var text = "# Management review: \(clean(title ?? study))\n\n"
    let facts = [
      mark, "Day: \(asOf)", "Last review: \(lastReview ?? "none held")",
      clean(figures.prefix(1).uppercased() + figures.dropFirst()),
      "Study digest: \(digest.prefix(16))…",
    ]
    text += facts.map { "- \($0)\n" }.joined() + "\n"
    for section in sections {
      text += "## \(section.ref) \(section.title)\n\n"
      if let note = section.note { text += "\(clean(note))\n\n" }
      guard !section.rows.isEmpty else { continue }
      text += "| Record | What | State |\n|---|---|---|\n"
      text +=
        section.rows.map {
          "| \(clean($0.record)) | \(clean($0.text)) | \(clean($0.state)) |\n"
        }.joined() + "\n"
    }
    text +=
      "## 9.3.3 Decisions to be taken\n\n| Decision | Owner | Due | Run |\n|---|---|---|---|\n"
      + "| | | | |\n\n"
    return text + "---\n\n\(mark) · pack \(text.sha256.prefix(16))…\n"
  }
}
