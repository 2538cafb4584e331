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
    return "<h3>\(item.ref) \(item.title)</h3>\(ReviewPack.table(of: item))"
  }

  private var decisions: Markup {
    "<h3>9.3.3 Decisions to be taken</h3>\(ReviewPack.decisionTable)"
  }
}
