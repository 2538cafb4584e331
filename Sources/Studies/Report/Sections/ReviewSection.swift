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
      \(review.sections.map { ReviewPack.markup(of: $0, heading: "h3") }.joined())\
      <h3>9.3.3 Decisions to be taken</h3>\(ReviewPack.decisionTable)
      """
  }
}
