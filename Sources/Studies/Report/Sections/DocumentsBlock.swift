/// The documents of the management system: versions, approvals, who may read them, what is due.
struct DocumentsBlock {
  let content: ReportContent

  var markup: Markup {
    let documents = content.records.documents
    guard content.profile == .full, !documents.isEmpty else { return .empty }
    let day = String(content.provenance.finished.prefix(10))
    var table = DataTable(
      "Documents as of \(day) (7.5)",
      [
        .text("document"), .text("title"), .text("version"), .text("owner"), .text("approved"),
        .text("who may read it"), .text("state"), .text("kept until"),
      ])
    table.isSortable = true
    for item in documents {
      let by = item.approvedBy.map { " by \($0)" } ?? ""
      let origin = item.isExternal ? " (from outside)" : ""
      table.add(
        .path(item.id), .text(item.title + origin), .text(item.version ?? "–"),
        .path(item.owner ?? "–"), .path(item.approved.map { $0 + by } ?? "–"),
        .text(item.access ?? "–"), .text(item.state(on: day)), .words(item.keptUntil ?? "–"))
    }
    return "<h3>Documents</h3><p>\(sentence(documents, on: day))</p>\(table)"
  }

  private func sentence(_ documents: [DocumentEntry], on day: String) -> String {
    let states = documents.map { $0.state(on: day) }
    let late = states.count { $0.hasPrefix("review overdue") || $0 == "never looked at" }
    let open = states.count { $0 == "not approved" }
    let over = states.count { $0.contains("may be destroyed") }
    return "Of \(FigureWords.count(documents.count, "document")), \(late) have to be looked at, "
      + "\(open) are not approved, and of those out of use \(over) need not be kept any longer."
  }
}
