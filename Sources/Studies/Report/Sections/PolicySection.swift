/// What can be said in public: the policy, the verdicts by kind, the kinds of risk.
struct PolicySection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection {
    ReportSection(
      id: "policy", title: "Security risk in short",
      body: "\(scope)\(policy)\(criteria)\(FigureBlock.row(categories))")
  }

  private var scope: Markup {
    content.records.scope.map { "<h3>Scope</h3><p><bdi>\($0)</bdi></p>" } ?? .empty
  }

  private var policy: Markup {
    guard let policy = content.records.policy else { return .empty }
    let approved = policy.approved.map { "approved \($0)" } ?? "not dated"
    let words = policy.commitments.map { $0.replacing("_", with: " ") }
    let commits = words.isEmpty ? "" : "; it commits to \(FigureWords.list(words))"
    return "<h3>Policy</h3><p>The security policy was \(approved)\(commits).</p>"
  }

  private var criteria: Markup {
    let criteria = content.level.criteria
    guard !criteria.isEmpty else { return .empty }
    var table = DataTable("Risk criteria", [.text("about"), .text("verdict")])
    let names: [CriterionSummary.Kind: String] = [
      .fatalities: "deaths", .injuries: "injuries", .tolerance: "losses", .service: "service",
    ]
    for criterion in criteria {
      table.add(
        .words(names[criterion.kind] ?? ""), .markup(ReportWords.verdict(criterion.verdict)))
    }
    return "<h3>Risk criteria</h3>\(table)"
  }

  private var categories: FigureBlock? {
    let rows = content.level.risks.filter { ($0.shareOfExpectedLoss ?? 0) > 0 }.sorted {
      ($0.shareOfExpectedLoss ?? 0, $1.name) > ($1.shareOfExpectedLoss ?? 0, $0.name)
    }
    guard let first = rows.first else { return nil }
    let chart = IntervalBarChart(
      title: "Kinds of risk by their part of the expected loss",
      description:
        "The largest kind of risk is \(first.name), about "
        + "\(FigureText.percent(first.shareOfExpectedLoss ?? 0)) of the expected loss; shares are "
        + "rounded to a twentieth.",
      rows: rows.map {
        .init(
          name: $0.name, value: $0.shareOfExpectedLoss ?? 0,
          words: "about \(FigureText.plain(($0.shareOfExpectedLoss ?? 0) * 100)) %")
      })
    guard let drawing = chart.drawing else { return nil }
    var table = DataTable("Kinds of risk", [.text("kind"), .figure("about")])
    for row in content.level.risks { table.add(.words(row.name), .share(row.shareOfExpectedLoss)) }
    return FigureBlock(id: "policy-categories", drawing: drawing, table: table)
  }
}
