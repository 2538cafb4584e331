/// The audit programme, audits held, what they found, and what is being done.
struct AuditSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    let records = content.records
    guard records.programme != nil || !records.audits.isEmpty || !records.nonconformities.isEmpty
    else { return nil }
    return ReportSection(
      id: "audit", title: "Audits and nonconformities",
      body: "\(programme)\(audits)\(findings)\(nonconformities)")
  }

  private var programme: Markup {
    guard let programme = content.records.programme else { return .empty }
    let days = programme.days.map { "\($0) days" } ?? "no number of days"
    let year = programme.year.map { " in \($0)" } ?? ""
    let basis = programme.basis.map { $0.replacing("_", with: " ") }
    let by = basis.isEmpty ? "" : ", allotted by \(FigureWords.list(basis))"
    return "<p>The programme has \(days)\(year)\(by).</p>"
  }

  private var audits: Markup {
    guard !content.records.audits.isEmpty else { return .empty }
    var table = DataTable(
      "Audits held",
      [.text("audit"), .text("date"), .text("process"), .text("scope"), .text("auditor")])
    for item in content.records.audits {
      table.add(
        .id(item.id), .words(item.date ?? "–"), .text(item.process), .text(item.scope),
        .text(item.auditor))
    }
    return "<h3>Audits</h3>\(table)"
  }

  private var findings: Markup {
    guard !content.records.findings.isEmpty else { return .empty }
    var table = DataTable(
      "Findings of audits",
      [.text("finding"), .text("audit"), .text("clause"), .text("grade"), .text("what")])
    for item in content.records.findings {
      table.add(
        .id(item.id), .text(item.audit), .text(item.clause), .text(item.grade), .text(item.text))
    }
    return "<h3>Findings</h3>\(table)"
  }

  private var nonconformities: Markup {
    guard !content.records.nonconformities.isEmpty else { return .empty }
    var table = DataTable(
      "Nonconformities and corrective actions",
      [
        .text("id"), .text("found"), .text("what"), .text("action"), .text("due"), .text("done"),
      ])
    for item in content.records.nonconformities {
      table.add(
        .id(item.id), .words(item.found ?? "–"), .text(item.text), .text(item.action),
        .words(item.due ?? "–"), .words(item.done ?? "open"))
    }
    return "<h3>Nonconformities</h3>\(table)"
  }
}
