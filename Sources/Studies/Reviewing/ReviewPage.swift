public import Foundation

extension ReviewPack {
  /// The pack as one HTML file that needs nothing else, for print and for a screen.
  ///
  /// The classification stands on every printed page, beside the study, the run, the day and the number
  /// of the page (clause 7.5). It holds no script, and the same pack gives the same bytes.
  public var page: Data {
    let main = "<main id=\"main\">\(body)</main>" as Markup
    let style = ReportStyle.sheet(
      header: ChartText.cut("Management review: \(title ?? study)", to: 560),
      classification: (classification ?? Self.unclassified).uppercased(),
      footer: "\(asOf) · figures of \(run ?? "no run") · study \(digest.prefix(12))")
    let frame = PageFrame(
      title: "Management review: \(title ?? study)", style: style, kind: "review")
    let text = frame.text("\(head.text)\n\(main.text)\n\(foot(main).text)")
    return Data(text.utf8)
  }

  /// What stands where a study does not say who may read it.
  static let unclassified = "not classified"

  /// The items in their order, then room for what is decided.
  var body: Markup {
    """
    \(sections.map { Self.markup(of: $0, heading: "h2") }.joined())\
    <h2>9.3.3 Decisions to be taken</h2>\(Self.decisionTable)
    """
  }

  private var head: Markup {
    let facts = ["as of \(asOf)", "last review \(lastReview ?? "none held")", figures]
    return """
      <header>
      <p class="mark"><span class="faint">Classification: </span>\
      \((classification ?? Self.unclassified).uppercased())</p>
      <h1>Management review: <bdi>\(title ?? study)</bdi></h1>
      <p class="faint">\(facts.joined(separator: " · "))</p>
      </header>
      """
  }

  private func foot(_ main: Markup) -> Markup {
    """
    <footer><p>\((classification ?? Self.unclassified).uppercased()) · \(figures)</p>
    <p>Study <code>\(digest)</code><br/>Pack <code>\(main.text.sha256)</code></p></footer>
    """
  }

  /// An item under its heading: its rows, or what is said where it has none.
  static func markup(of item: Section, heading: Markup) -> Markup {
    let rest: Markup =
      item.rows.isEmpty
      ? "<p class=\"faint\">\(item.note ?? "nothing")</p>" : "\(table(of: item))"
    return "<\(heading)>\(item.ref) \(item.title)</\(heading)>\(rest)"
  }

  /// The rows of an item.
  private static func table(of item: Section) -> DataTable {
    var table = DataTable(
      "\(item.ref) \(item.title)", [.text("record"), .text("what"), .text("state")])
    for row in item.rows { table.add(.path(row.record), .prose(row.text), .prose(row.state)) }
    return table
  }

  /// Lines for what is decided.
  static var decisionTable: DataTable {
    var table = DataTable(
      "Decisions to be taken (9.3.3)",
      [.text("number"), .text("decision"), .text("owner"), .text("due"), .text("run")])
    for line in 1...4 {
      table.add(.words("\(line)"), .words(""), .words(""), .words(""), .words(""))
    }
    return table
  }
}
