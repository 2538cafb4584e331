internal import Distributions
internal import Foundation
internal import RiskModel

/// What a user asks of `update`.
public struct UpdateRequest: Sendable {
  /// The study's folder or file.
  public var study: String
  /// Overlays in the order in which they are applied.
  public var overlays: [String]
  /// Where the record begins; nil is the first day of the year of the first incident.
  public var since: CalendarDay?
  /// The day after the record's last.
  public var asOf: CalendarDay
  /// The years of record that a rate in the study is worth; nil takes its own spread.
  public var priorYears: Double?
  /// The records that a law of losses in the study is worth.
  public var priorRecords: Double
  /// What a near miss counts for a risk whose events are stated without attempts.
  public var nearMissWeight: Double
  /// The risks to revise; empty is those that the register names.
  public var risks: [String]

  /// A request with the study's own uncertainty as the prior.
  public init(
    study: String, overlays: [String] = [], since: CalendarDay? = nil,
    asOf: CalendarDay = .today, priorYears: Double? = nil, priorRecords: Double = 5,
    nearMissWeight: Double = 0, risks: [String] = []
  ) {
    self.study = study
    self.overlays = overlays
    self.since = since
    self.asOf = asOf
    self.priorYears = priorYears
    self.priorRecords = priorRecords
    self.nearMissWeight = nearMissWeight
    self.risks = risks
  }
}

/// Rates and losses of a study, revised by its register of incidents.
///
/// A gamma law for a rate and counts at that rate give a gamma law again; a lognormal law of losses
/// and recorded losses a lognormal one (`MODELS.md` section 7). Nothing in the study is changed.
public struct StudyUpdate: Encodable, Sendable {
  /// Always `update/1`.
  public let schema: String
  /// The study's id.
  public let study: String
  /// Who may read it, as the study says; nil where it says nothing.
  public let classification: String?
  /// SHA-256 over the files of the study.
  public let digest: String
  /// The first day of the record.
  public let from: String
  /// The day after its last.
  public let to: String
  /// Its length, in years of 365 days.
  public let years: Double
  /// One entry for each risk that was looked at.
  public let risks: [Entry]

  /// What was recorded of a risk, and what became of its estimates.
  public struct Entry: Encodable, Sendable {
    /// The risk's id.
    public let risk: String
    /// Events recorded.
    public let events: Int
    /// Events that were caught in time.
    public let nearMisses: Int
    /// The estimates that were revised.
    public let revisions: [Revision]
    /// Why others were not.
    public let notes: [String]
  }

  /// Reads a study and revises its estimates.
  ///
  /// - Throws: `StudyReadError` where the study is not valid, `WrongUse` where nothing is recorded
  ///   or a risk is unknown.
  public init(_ request: UpdateRequest) throws {
    let source = try PreparedStudy.read(request.study, overlays: request.overlays, settings: [])
    let log = try IncidentLog(source.records, since: request.since, asOf: request.asOf)
    let known = source.study.risks.map(\.id)
    for risk in request.risks where !known.contains(risk) {
      let nearest = nearestName(to: risk, in: known).map { " Did you mean `\($0)`?" } ?? ""
      throw WrongUse("The study has no risk `\(ProblemReport.printable(risk))`.\(nearest)")
    }
    schema = "update/1"
    study = source.study.identity.id
    classification = source.study.identity.classification
    digest = source.digest
    from = log.from.description
    to = log.to.description
    years = log.years
    let wanted = Set(request.risks.isEmpty ? log.risks : request.risks)
    let asRecord = Set(
      source.records.records("risks").filter { $0.record("events") != nil }
        .compactMap { $0.text("id") })
    let revision = RiskRevision(settings: request, log: log)
    risks = try source.study.risks.filter { wanted.contains($0.id) }.map { risk in
      let (revisions, notes) = try revision.revise(
        risk, writtenAsRecord: asRecord.contains(risk.id))
      return Entry(
        risk: risk.id, events: log.events(of: risk.id).count,
        nearMisses: log.nearMisses(of: risk.id), revisions: revisions, notes: notes)
    }
  }

  /// The revised estimates as an overlay of the study.
  public var overlay: String {
    let lines = risks.flatMap(\.revisions).map { "  \($0.path): \($0.written)\n" }
    return """
      # Written by breakwater update: incidents from \(from) to \(to) (\(FigureText.significant(years)) years).
      format: study-overlay/1
      id: update-\(to)
      title: Rates and losses revised by incidents up to \(to)
      set:

      """ + (lines.isEmpty ? "  {}\n" : lines.joined())
  }

  /// Writes the overlay to a file that must not exist.
  public func writeOverlay(to path: String) throws {
    var file = try ExportFile(path)
    do {
      try file.append(Data(overlay.utf8))
    } catch {
      file.discard()
      throw error
    }
  }

  /// Before and after for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false), written: String? = nil) -> String {
    let length = FigureText.significant(years)
    let mark = ReadersMark.text(classification)
    var text = "\(ink.heading("RECORD")) of \(study)\(mark), \(from) to \(to): \(length) years\n"
    var grid = TextGrid(.left, .right, .right, .left, .left, .right, .right)
    grid.add("", "events", "near misses", "before (90 %)", "after (90 %)", "mean", "prior worth")
    for risk in risks {
      var (events, near) = ("\(risk.events)", "\(risk.nearMisses)")
      for revision in risk.revisions {
        grid.add(
          String(revision.path.dropFirst("risks/".count)), events, near,
          Self.range(revision.before),
          Self.range(revision.after), Self.change(revision), Self.worth(revision))
        (events, near) = ("", "")
      }
      if risk.revisions.isEmpty { grid.add(risk.risk, events, near, "", "left as it is", "", "") }
    }
    text += grid.text
    for note in risks.flatMap(\.notes) { text += TextWrap.lines(note, first: "  - ") }
    return text
      + (written.map { "Written to \($0): `breakwater run STUDY --with \($0)`\n" }
        ?? "Nothing was changed or written: -o FILE writes an overlay.\n")
  }

  private static func range(_ figures: LawFigures) -> String {
    FigureText.range(FigureText.amount(figures.low), FigureText.amount(figures.high))
  }

  private static func change(_ revision: Revision) -> String {
    guard revision.before.mean != 0 else { return "" }
    let ratio = revision.after.mean / revision.before.mean - 1
    return (ratio < 0 ? "-" : "+") + FigureText.percent(ratio.magnitude)
  }

  private static func worth(_ revision: Revision) -> String {
    let unit =
      revision.path.hasSuffix("loss") || revision.path.hasSuffix("success")
      ? "records" : "years"
    return "\(FigureText.significant(revision.priorWeight)) \(unit)"
  }
}
