/// What the study is about and what is held acceptable.
struct ContextSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    ReportSection(
      id: "context", title: "Context and criteria",
      body: "\(scope)\(issues)\(parties)\(criteria)")
  }

  private var scope: Markup {
    guard let scope = content.records.scope else { return .empty }
    let excluded = content.records.excluded
    let outside: Markup =
      excluded.isEmpty ? "" : "<p>Outside: <bdi>\(excluded.joined(separator: "; "))</bdi>.</p>"
    return "<h3>Scope</h3><p><bdi>\(scope)</bdi></p>\(outside)"
  }

  private var issues: Markup {
    guard !content.records.issues.isEmpty else { return .empty }
    var table = DataTable(
      "Issues", [.text("issue"), .text("what"), .text("origin"), .text("trend"), .text("risks")])
    for issue in content.records.issues {
      table.add(
        .id(issue.id), .text(issue.text), .text(issue.origin), .text(issue.trend),
        .text(issue.affects.joined(separator: " ")))
    }
    return "<h3>Issues outside and inside</h3>\(table)"
  }

  private var parties: Markup {
    guard !content.records.parties.isEmpty else { return .empty }
    var table = DataTable("Interested parties", [.text("party"), .text("name"), .text("needs")])
    for party in content.records.parties {
      table.add(.id(party.id), .text(party.name), .text(party.needs.joined(separator: "; ")))
    }
    return "<h3>Interested parties and their needs</h3>\(table)"
  }

  private var criteria: Markup {
    guard !content.level.criteria.isEmpty else {
      return "<h3>Risk criteria</h3>" + ReportWords.missing("The study states no risk criterion.")
    }
    var table = DataTable(
      "Risk criteria with their figures",
      [.text("criterion"), .text("limit"), .figure("figure"), .text("verdict")])
    let order: [CriterionSummary.Kind] = [.fatalities, .injuries, .tolerance, .service]
    for kind in order {
      for criterion in content.level.criteria where criterion.kind == kind {
        table.add(
          .words(criterion.words), .words(criterion.limitWords), .markup(criterion.figureMarkup),
          .markup(ReportWords.verdict(criterion.verdict)))
      }
    }
    return "<h3>Risk criteria</h3>\(table)"
  }
}
