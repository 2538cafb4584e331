internal import Foundation
internal import RiskModel

/// What a user asks of `audit`.
public struct AuditPlanRequest: Sendable {
  /// The study's folder or file.
  public var study: String
  /// Overlays in the order in which they are applied.
  public var overlays: [String]
  /// Days of the programme; nil takes the study's.
  public var days: Double?
  /// The day on which the time since the last audit is counted.
  public var asOf: CalendarDay

  /// A request with the programme of the study.
  public init(
    study: String, overlays: [String] = [], days: Double? = nil, asOf: CalendarDay = .today
  ) {
    self.study = study
    self.overlays = overlays
    self.days = days
    self.asOf = asOf
  }
}

/// An audit programme that rests on risks and earlier audits (clause 9.2.2).
public struct AuditPlan: Encodable, Sendable {
  /// Always `audit/1`.
  public let schema: String
  /// The study's id.
  public let study: String
  /// Who may read it, as the study says; nil where it says nothing.
  public let classification: String?
  /// SHA-256 over the files of the study.
  public let digest: String
  /// The year of the programme.
  public let year: Int
  /// Days of the programme.
  public let days: Double
  /// The grounds on which days are given, as `audit.programme.basis` names them.
  public let basis: [String]
  /// The run whose shares were used; nil where none is kept.
  public let run: String?
  /// The processes, most days first.
  public let audits: [Entry]
  /// What the programme cannot show.
  public let notes: [String]

  /// The audit of one process.
  public struct Entry: Encodable, Sendable {
    /// The process.
    public let process: String
    /// Its name.
    public let name: String
    /// Days, in halves.
    public let days: Double
    /// The proposed first day.
    public let begin: String
    /// A role that neither owns the process nor reports to its owner; nil where there is none.
    public let auditor: String?
    /// The owner, who is told of the result.
    public let reportTo: String?
    /// Why the process has its days, one sentence a ground.
    public let reasons: [String]
  }

  /// Reads a study and shares out the days of its programme.
  ///
  /// - Throws: `StudyReadError` where the study is not valid, `WrongUse` where it has no processes
  ///   or the days are too few for the minimum.
  public init(_ request: AuditPlanRequest) throws {
    let source = try PreparedStudy.read(request.study, overlays: request.overlays, settings: [])
    let evidence = StudyEvidence(source, asOf: request.asOf, isFolder: request.study != "-")
    let audit = source.records.record("audit")
    let programme = audit?.record("programme")
    let facts = AuditFacts(evidence)
    guard !facts.processes.isEmpty else { throw WrongUse("The study has no process to audit.") }
    let minimum = programme?.number("minimum_per_process") ?? 1
    let total = request.days ?? programme?.number("days") ?? 0
    guard total >= minimum * Double(facts.processes.count), total > 0 else {
      throw WrongUse(
        "\(FigureText.significant(total)) days do not give each of \(facts.processes.count) "
          + "processes its \(FigureText.significant(minimum)): raise `audit.programme.days` or --days."
      )
    }
    let named = (programme?.texts("basis") ?? []).compactMap(AuditAllotment.Ground.init)
    let grounds = named.isEmpty ? AuditAllotment.Ground.allCases : named
    let allotment = AuditAllotment(
      facts.processes, days: total, minimum: minimum, grounds: grounds)
    schema = "audit/1"
    study = source.study.identity.id
    classification = source.study.identity.classification
    digest = source.digest
    let planned = programme?.integer("year")
    year = planned ?? Int(request.asOf.description.prefix(4)) ?? 0
    days = total
    basis = grounds.map(\.rawValue)
    run = evidence.run?.id
    audits = Self.entries(facts, allotment, minimum: minimum, year: year, asOf: request.asOf)
    var notes: [String] = []
    if evidence.run == nil, grounds.contains(.riskContribution) {
      notes.append("no run is kept, so risk contributions do not count: `breakwater run STUDY`")
    }
    notes += audits.filter { $0.auditor == nil }.map {
      "\($0.process): no listed auditor is independent of its owner"
    }
    self.notes = notes
  }

  private static func entries(
    _ facts: AuditFacts, _ allotment: AuditAllotment, minimum: Double, year: Int,
    asOf: CalendarDay
  ) -> [Entry] {
    let order = facts.processes.indices.sorted { first, second in
      allotment.halves[first] != allotment.halves[second]
        ? allotment.halves[first] > allotment.halves[second] : first < second
    }
    let begins = days(order.count, in: year)
    return zip(order, begins).map { index, begin in
      let id = facts.processes[index].id
      return Entry(
        process: id, name: facts.names[id] ?? id, days: Double(allotment.halves[index]) / 2,
        begin: begin.description, auditor: facts.auditor(of: id), reportTo: facts.owners[id],
        reasons: facts.reasons(index, allotment, minimum: minimum))
    }
  }

  /// Mondays spread over a year, the processes with most days first.
  private static func days(_ count: Int, in year: Int) -> [CalendarDay] {
    guard
      let first = CalendarDay(
        "\(String(repeating: "0", count: max(0, 4 - "\(year)".count)))\(year)-01-15")
    else { return [] }
    return (0..<count).map { index in
      let day = first.adding(index * 330 / max(1, count))
      // 1970-01-01 was a Thursday.
      let weekday = ((day.number + 3) % 7 + 7) % 7
      return day.adding((7 - weekday) % 7)
    }
  }
}

/// What the records say of processes, auditors and earlier audits.
struct AuditFacts {
  var processes: [AuditAllotment.Process] = []
  var names: [String: String] = [:]
  var owners: [String: String] = [:]
  private var auditors: [String] = []
  private var superiors: [String: String] = [:]
  private var lastAudits: [String: CalendarDay] = [:]
  private var findings: [String: [String]] = [:]

  init(_ study: StudyEvidence) {
    let audits = study.select("audit.audits")
    for audit in audits {
      for process in StudyEvidence.texts(audit, "process") {
        if let day = audit.day("date"), day <= study.asOf {
          lastAudits[process] = max(lastAudits[process] ?? day, day)
        }
        let own = study.select("audit.findings").filter { $0.text("audit") == audit.text("id") }
        findings[process, default: []] += own.map { $0.text("grade") ?? "observation" }
      }
      if let auditor = audit.text("auditor"), !auditors.contains(auditor) {
        auditors.append(auditor)
      }
    }
    for role in study.select("governance.roles") {
      guard let id = role.text("id") else { continue }
      superiors[id] = role.text("reports_to")
      let isAuditor = id.contains("audit") || role.texts("assigned").contains("audit")
      if isAuditor, !auditors.contains(id) { auditors.append(id) }
    }
    let shares = Dictionary(
      (study.run?.current.processes ?? []).map { ($0.id, $0.shareOfShortfall ?? 0) },
      uniquingKeysWith: { $1 })
    for process in study.select("processes") {
      guard let id = process.text("id") else { continue }
      names[id] = process.text("name")
      owners[id] = process.text("owner")
      processes.append(
        AuditAllotment.Process(
          id: id, shareOfShortfall: study.run == nil ? nil : shares[id] ?? 0,
          importance: process.number("importance") ?? 3,
          daysSinceLast: lastAudits[id].map { study.asOf.days(since: $0) },
          findings: (findings[id] ?? []).reduce(0) { $0 + Self.weight($1) }))
    }
  }

  private static func weight(_ grade: String) -> Double {
    switch grade {
    case "major": 3
    case "minor": 1
    default: 1.0 / 3
    }
  }

  /// The first auditor who neither owns the process nor reports to its owner.
  func auditor(of process: String) -> String? {
    guard let owner = owners[process] else { return auditors.first }
    return auditors.first { $0 != owner && superiors[$0] != owner }
  }

  /// Why a process has its days.
  func reasons(_ index: Int, _ allotment: AuditAllotment, minimum: Double) -> [String] {
    let process = processes[index]
    var reasons = [
      "\(FigureText.significant(minimum)) \(minimum == 1 ? "day" : "days") that every process has"
    ]
    for ground in AuditAllotment.Ground.allCases {
      guard let share = allotment.shares[ground]?[index] else { continue }
      reasons.append("\(words(ground, process)): \(FigureText.percent(share)) of this ground")
    }
    return reasons
  }

  private func words(_ ground: AuditAllotment.Ground, _ process: AuditAllotment.Process) -> String {
    switch ground {
    case .riskContribution:
      "\(FigureText.percent(process.shareOfShortfall ?? 0)) of the bad years"
    case .importance: "importance \(FigureText.significant(process.importance))"
    case .daysSinceLast:
      process.daysSinceLast.map { "last audited \($0) days ago" } ?? "never audited"
    case .previousFindings:
      (findings[process.id] ?? []).isEmpty
        ? "no earlier finding"
        : "earlier findings: \((findings[process.id] ?? []).joined(separator: ", "))"
    }
  }
}
