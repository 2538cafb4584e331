/// What can be shown of the management system, what is missing: evidence, never a certificate.
struct ConformitySection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    ReportSection(
      id: "conformity", title: "Conformity with ISO 28000:2022",
      body:
        "\(body)\(EvidenceBlock(content: content).markup)\(DocumentsBlock(content: content).markup)",
      isFresh: true)
  }

  private var body: Markup {
    guard let conformity = content.conformity else {
      return ReportWords.missing(
        """
        Not checked for this report. <code>breakwater check STUDY --conformity -o DIR</code> writes \
        the findings, and <code>breakwater report --conformity DIR</code> takes them in.
        """)
    }
    return matrix(conformity.findings) + open(conformity.findings)
  }

  private static let chapters = [
    "4": "Context", "5": "Leadership", "6": "Planning", "7": "Support", "8": "Operation",
    "9": "Evaluation", "10": "Improvement",
  ]

  private func matrix(_ findings: [ConformitySource.Finding]) -> Markup {
    let chapters = Set(findings.map(\.chapter)).sorted {
      (Int($0) ?? 99, $0) < (Int($1) ?? 99, $1)
    }
    var table = DataTable(
      "Evidence by clause",
      [.text("clause")]
        + ConformitySource.verdicts.map { .figure($0.replacing("_", with: " ")) })
    for chapter in chapters {
      let own = findings.filter { $0.chapter == chapter }
      let name = Self.chapters[chapter].map { "\(chapter) \($0)" } ?? chapter
      table.add(
        [.words(name)]
          + ConformitySource.verdicts.map { verdict in
            .plain(Double(own.count { $0.verdict == verdict }))
          })
    }
    let gaps = findings.count { $0.verdict == "gap" }
    let met = findings.count { $0.verdict == "met" || $0.verdict == "attested" }
    return """
      <p class="lead">Of \(FigureWords.count(findings.count, "check")), \(met) are met or attested \
      and \(FigureWords.count(gaps, "is a gap", "are gaps")).</p>\(table)
      """
  }

  private func open(_ findings: [ConformitySource.Finding]) -> Markup {
    let order = ["gap", "stale", "advice", "no_data"]
    let shown = order.flatMap { verdict in findings.filter { $0.verdict == verdict } }
    guard !shown.isEmpty else { return .empty }
    var table = DataTable(
      "Open findings",
      [
        .text("clause"), .text("verdict"), .text("record"), .text("place"), .text("finding"),
        .text("remedy"),
      ])
    table.isSortable = true
    for item in shown {
      table.add(
        .words(item.ref), .markup(ReportWords.verdict(item.verdict)), .path(item.record),
        .markup("<code>\(Prose.path(item.place))</code>"), .prose(item.finding),
        .prose(item.remedy))
    }
    return "<h3>Open findings</h3>\(table)"
  }
}
