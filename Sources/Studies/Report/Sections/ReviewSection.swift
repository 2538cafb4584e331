/// The pack for a management review, items a to m of clause 9.3.2 in their order.
struct ReviewSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    ReportSection(id: "review", title: "Management review", body: body, isFresh: true)
  }

  private var body: Markup {
    guard let review = content.review else {
      return ReportWords.missing(
        "The study cannot be read again from the run's folder, so there is no pack.")
    }
    let last = review.lastReview.map { "the last review was held on \($0)" }
    return """
      <p class="lead">As of \(review.asOf); \(last ?? "no review has been held yet").</p>\
      \(review.sections.map(markup).joined())\(decisions)
      """
  }

  private func markup(_ item: ReviewPack.Section) -> Markup {
    guard !item.rows.isEmpty else {
      return "<h3>\(item.ref) \(item.title)</h3><p class=\"faint\">\(item.note ?? "nothing")</p>"
    }
    var table = DataTable(
      "\(item.ref) \(item.title)", [.text("record"), .text("what"), .text("state")])
    for row in item.rows { table.add(.text(row.record), .text(row.text), .text(row.state)) }
    return "<h3>\(item.ref) \(item.title)</h3>\(table)"
  }

  private var decisions: Markup {
    var table = DataTable(
      "Decisions to be taken (9.3.3)", [.text("decision"), .text("owner"), .text("due")])
    for line in 1...4 { table.add(.words("\(line)"), .words(""), .words("")) }
    return "<h3>9.3.3 Decisions to be taken</h3>\(table)"
  }
}
