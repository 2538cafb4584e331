internal import RiskModel

extension Relation {
  static let measurementsAreFresh = fresh(
    "each indicator was measured within its interval"
  ) { study in
    let indicators = study.select("indicators")
    guard !indicators.isEmpty else { return .notApplicable("no record in `indicators`") }
    let days = measurementDays(study)
    return .found(
      indicators.compactMap { indicator in
        guard let id = indicator.text("id") else { return nil }
        guard let last = days[id]?.max() else {
          return study.finding(
            .gap, indicator, "was never measured",
            snippet: "\(study.asOf),\(id),1,   # a line of the measurements")
        }
        guard let interval = indicator.integer("every_days"),
          last.adding(interval) < study.asOf
        else { return nil }
        return study.finding(
          .stale, indicator, "last measured \(last), due again \(last.adding(interval))",
          field: "every_days", snippet: "\(study.asOf),\(id),1,   # a line of the measurements")
      })
  }

  static let indicatorsHaveTrend = covers(
    "each indicator was measured twice or more"
  ) { study in
    let indicators = study.select("indicators")
    guard !indicators.isEmpty else { return .notApplicable("no record in `indicators`") }
    let days = measurementDays(study)
    return .found(
      indicators.filter { days[$0.text("id") ?? ""]?.count == 1 }.map {
        study.finding(.gap, $0, "was measured once: no trend can be seen")
      })
  }

  private static func measurementDays(_ study: StudyEvidence) -> [String: [CalendarDay]] {
    var days: [String: [CalendarDay]] = [:]
    for measurement in study.select("measurements") {
      guard let id = measurement.text("indicator"), let day = measurement.day("date") else {
        continue
      }
      days[id, default: []].append(day)
    }
    return days
  }

  // MARK: Audits

  static let auditsHoldOwnRules = covers(
    "the criteria of an audit name a document of ours"
  ) { study in
    let audits = study.select("audit.audits")
    guard !audits.isEmpty else {
      return .findings([study.missing("audit.audits", "no audit is recorded")])
    }
    guard let first = audits.first,
      !audits.contains(where: { $0.texts("criteria").contains { $0.hasPrefix("doc/") } })
    else { return .met }
    let criteria = first.texts("criteria") + ["doc/policy"]
    return .findings([
      study.finding(
        .gap, first, "no audit holds anything against our own documents", field: "criteria",
        snippet: "criteria: [\(criteria.map(SnippetText.quoted).joined(separator: ", "))]")
    ])
  }

  static let auditsCoverClauses = covers(
    "the audits of the last three years cover the clauses 4 to 10"
  ) { study in
    let recent = study.select("audit.audits").filter {
      guard let day = $0.day("date") else { return false }
      return day.adding(3 * 366) >= study.asOf
    }
    let covered = recent.flatMap { $0.texts("criteria") }.reduce(into: Set<Int>()) {
      $0.formUnion(families($1))
    }
    let open = (4...10).filter { !covered.contains($0) }
    guard !open.isEmpty else { return .met }
    let words = open.map(String.init).joined(separator: ", ")
    return .findings([
      study.missing(
        "audit.audits", "no audit of the last three years covers clause \(words)",
        snippet: "criteria: [\(open.map(String.init).joined(separator: ", "))]")
    ])
  }

  /// The clause families that a criterion names: `4-10`, `8.4`, `9`.
  private static func families(_ criterion: String) -> ClosedRange<Int> {
    let ends = criterion.split(separator: "-").map { $0.prefix { $0 != "." } }.compactMap {
      Int($0)
    }
    guard let first = ends.first, let last = ends.last, first <= last, last <= 99 else {
      return 0...0
    }
    return first...last
  }

  static let auditorsAreIndependent = agrees(
    "no auditor owns an audited process or reports to its owner"
  ) { study in
    let owners = processOwners(study)
    return eachAudit(study) { audit in
      guard let auditor = audit.text("auditor") else {
        return study.finding(
          .gap, audit, "the auditor is not stated", snippet: "auditor: role/internal_audit")
      }
      let audited = StudyEvidence.texts(audit, "process").compactMap { owners[$0] }
      if audited.contains(auditor) {
        return study.finding(
          .gap, audit, "`\(auditor)` audits a process of its own", field: "auditor")
      }
      guard let superior = study.roles[auditor]?.text("reports_to"), audited.contains(superior)
      else { return nil }
      return study.finding(
        .gap, audit, "`\(auditor)` reports to `\(superior)`, who owns the process",
        field: "auditor")
    }
  }

  static let auditsAreReported = agrees(
    "each audit was reported to the owner of the process"
  ) { study in
    let owners = processOwners(study)
    return eachAudit(study) { audit in
      let told = Set(audit.texts("reported_to"))
      let open = StudyEvidence.texts(audit, "process").compactMap { owners[$0] }
        .filter { !told.contains($0) }
      guard let first = open.first else {
        return told.isEmpty
          ? study.finding(.gap, audit, "was reported to nobody", snippet: "reported_to: [role/…]")
          : nil
      }
      let all = Array(told).sorted() + [first]
      return study.finding(
        .gap, audit, "`\(first)` owns the process, and was not told", field: "reported_to",
        snippet: "reported_to: [\(all.joined(separator: ", "))]")
    }
  }

  private static func processOwners(_ study: StudyEvidence) -> [String: String] {
    Dictionary(
      study.select("processes").compactMap { process in
        process.text("id").flatMap { id in process.text("owner").map { (id, $0) } }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func eachAudit(
    _ study: StudyEvidence, _ judge: (StudyRecord) -> Finding?
  ) -> CheckOutcome {
    let audits = study.select("audit.audits")
    guard !audits.isEmpty else { return .notApplicable("no record in `audit.audits`") }
    return .found(audits.compactMap(judge))
  }

  // MARK: Reviews

  static let reviewIsFresh = fresh(
    "the last management review is within its interval"
  ) { study in
    guard let reviews = study.select("reviews").first,
      let last = reviews.records("held").compactMap({ $0.day("date") }).max()
    else { return .findings([study.missing("reviews.held", "no review was held")]) }
    let interval = reviews.integer("every_days") ?? 365
    let due = last.adding(interval)
    guard due < study.asOf else { return .met }
    return .findings([
      study.finding(
        .stale, reviews, "last held \(last), due again \(due)", field: "held",
        snippet: "- { id: NEW, date: \(study.asOf), chair: role/…, decisions: [] }")
    ])
  }

  static let decisionsOnTime = fresh(
    "no decision of a review is past its day and open"
  ) { study in
    let decisions = study.select("reviews.held.decisions")
    guard !decisions.isEmpty else { return .notApplicable("no decision is recorded") }
    return .found(
      decisions.filter { $0.text("status") != "done" && !$0.states("done") }.compactMap {
        guard let due = $0.day("due"), due < study.asOf else { return nil }
        return study.finding(
          .stale, $0, "was due \(due) and is open", field: "due", snippet: "status: done")
      })
  }
}
