internal import RiskModel

/// What rules look at: the records of a study, the day, and the latest run.
final class StudyEvidence: Sendable {
  /// The whole study by its tables.
  let root: StudyRecord
  /// The day on which intervals are judged.
  let asOf: CalendarDay
  /// The latest run; nil where none is kept.
  let run: RunEvidence?
  /// Whether anybody on the machine may write into the study folder; nil where it is not known.
  let isOpenToAll: Bool?
  /// SHA-256 over the files of the study; nil where it is not known.
  let digest: String?
  /// Documents by id.
  let documents: [String: StudyRecord]
  /// Roles by id.
  let roles: [String: StudyRecord]
  /// Treatments that were decided, serve an objective or are a duty.
  let plannedTreatments: Set<String>
  /// Why something has no record, by its name.
  let uncovered: [String: String]
  /// Attestations by rule.
  let attestations: [String: StudyRecord]
  /// Rules that the study sets aside, with the reason.
  let setAside: [String: StudyRecord]

  init(
    _ root: StudyRecord, asOf: CalendarDay, run: RunEvidence? = nil, isOpenToAll: Bool? = nil,
    digest: String? = nil
  ) {
    self.root = root
    self.asOf = asOf
    self.run = run
    self.isOpenToAll = isOpenToAll
    self.digest = digest
    let governance = root.record("governance")
    documents = Self.byName(root.record("support")?.records("documents"), "id")
    roles = Self.byName(governance?.records("roles"), "id")
    attestations = Self.byName(governance?.records("attestations"), "ref")
    setAside = Self.byName(governance?.records("not_applicable"), "ref")
    plannedTreatments = Self.planned(root)
    let reasons = root.record("context")?.records("uncovered") ?? []
    uncovered = Dictionary(
      reasons.compactMap { entry in
        entry.text("what").flatMap { what in entry.text("reason").map { (what, $0) } }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func byName(_ records: [StudyRecord]?, _ field: String) -> [String: StudyRecord] {
    Dictionary(
      (records ?? []).compactMap { record in record.text(field).map { ($0, record) } },
      uniquingKeysWith: { first, _ in first })
  }

  private static func planned(_ root: StudyRecord) -> Set<String> {
    var ids = Set(root.records("objectives").flatMap { $0.texts("what") })
    for treatment in root.records("treatments") {
      guard let id = treatment.text("id") else { continue }
      let state = treatment.text("state") ?? "candidate"
      if state != "candidate" || treatment.states("mandatory") { ids.insert(id) }
    }
    let decided = root.records("strategies").filter { $0.states("decided") }
    return ids.union(decided.flatMap { $0.texts("treatments") })
  }

  // MARK: Selecting

  /// The records at a path of keys, in file order; each list on the way means all its records.
  func select(_ path: String, _ condition: Condition? = nil) -> [StudyRecord] {
    var found = [root]
    for key in path.split(separator: ".").map(String.init) {
      found = found.flatMap { Self.children(of: $0, key) }
    }
    guard let condition else { return found }
    return found.filter { condition.holds($0, in: self) }
  }

  private static func children(of record: StudyRecord, _ key: String) -> [StudyRecord] {
    record.record(key).map { [$0] } ?? record.records(key)
  }

  /// The place that is nearest to what a path names, and the path as messages write it.
  func nearest(to path: String) -> (location: SourceLocation, path: String) {
    var here = root
    var location = root.location
    for key in path.split(separator: ".").map(String.init) {
      guard here.has(key) else { break }
      location = here.location(of: key)
      guard let next = here.record(key) else { break }
      here = next
    }
    return (location, path.replacing(".", with: "/"))
  }

  /// The texts of a field of all records at a path, one or many.
  func mentioned(_ path: String, _ field: String) -> Set<String> {
    Set(select(path).flatMap { Self.texts($0, field) })
  }

  static func texts(_ record: StudyRecord, _ field: String) -> [String] {
    guard let (holder, name) = record.holder(of: field) else { return [] }
    return holder.text(name).map { [$0] } ?? holder.texts(name)
  }

  // MARK: Findings

  /// A finding about a record, or about one of its fields.
  func finding(
    _ verdict: Verdict, _ record: StudyRecord, _ message: String, field: String? = nil,
    snippet: String? = nil
  ) -> Finding {
    let place = field.map { record.location(of: $0) } ?? record.location
    return Finding(
      verdict: verdict, record: record.path, file: place.file, line: place.line, message: message,
      snippet: snippet)
  }

  /// A finding about something that is not there.
  func missing(_ path: String, _ message: String, snippet: String? = nil) -> Finding {
    let (location, place) = nearest(to: path)
    return Finding(
      verdict: .gap, record: place, file: location.file, line: location.line,
      message: message, snippet: snippet ?? SnippetText.section(path, in: self))
  }
}
