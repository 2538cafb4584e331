/// The whole page of a report.
struct ReportPage {
  let content: ReportContent
  let sections: [ReportSection]
  /// The figures of the report, once, for programs.
  let data: Markup

  /// The file's text: HTML that is well-formed XML too.
  var text: String {
    let main = mainPart
    let style = ReportStyle.sheet(
      header: runningHead, classification: classification.uppercased(), footer: runningFoot,
      isDense: content.profile == .management)
    let frame = PageFrame(
      title: title, style: style, script: ReportScript.text, generator: engine,
      kind: content.profile.rawValue)
    return frame.text(
      """
      \(head.text)
      \(contents.text)
      \(main.text)
      \(foot(main).text)
      <script type="application/json" id="report-data">\(data.text)</script>
      <script>\(ReportScript.text)</script>
      """)
  }

  private var title: String { content.study.title ?? content.study.id }

  private var engine: String {
    "\(content.provenance.engine.name) \(content.provenance.engine.version)"
  }

  /// What the study says of itself, else that it says nothing.
  private var classification: String { content.study.classification ?? "not classified" }

  private var runningHead: String {
    let version = content.study.version.map { ", version \($0)" } ?? ""
    return ChartText.cut("\(title)\(version)", to: 420) + " · run \(content.provenance.run)"
  }

  private var runningFoot: String {
    "\(content.provenance.engine.name) · profile \(content.profile.rawValue) · "
      + "study \(content.provenance.digest.prefix(12)) · seed \(content.provenance.seed)"
  }

  // MARK: Parts

  private var head: Markup {
    let study = content.study
    let facts = [
      study.title == nil ? nil : study.id, study.version.map { "version \($0)" },
      study.status.map { $0.replacing("_", with: " ") }, study.baseDate.map { "as of \($0)" },
      "run \(content.provenance.run)",
    ].compactMap { $0 }
    return """
      <header>
      <p class="mark"><span class="faint">Classification: </span>\(classification.uppercased())</p>
      <h1><bdi>\(title)</bdi></h1>
      <p class="faint">\(facts.joined(separator: " · "))</p>
      \(superseded)\(release)
      </header>
      """
  }

  /// A superseded run says so before anything else.
  private var superseded: Markup {
    guard let run = content.supersededBy else { return .empty }
    return """
      <p class="note"><b>Superseded</b>: run \(run) of the same study is newer and approved.</p>
      """
  }

  private var release: Markup {
    guard let redaction = content.profile.redaction else { return .empty }
    return """
      <p class="note">Profile <b>\(content.profile.rawValue)</b>: \(redaction). The study is \
      classified \(classification); its owner decides to whom this extract is given.</p>
      """
  }

  private var contents: Markup {
    let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as Markup }.joined()
    return "<nav aria-label=\"Contents\"><ol>\(links)</ol></nav>"
  }

  private var mainPart: Markup {
    "<main id=\"main\">\n\(sections.map(\.markup).joined())</main>"
  }

  private func foot(_ main: Markup) -> Markup {
    """
    <footer><p>\(classification.uppercased()) · profile \(content.profile.rawValue) · \
    \(content.provenance.engine.name) \(content.provenance.engine.version) · run \
    \(content.provenance.run) · seed \(String(content.provenance.seed)) · finished \
    \(content.provenance.finished)</p>
    <p>Study <code>\(content.provenance.digest)</code><br/>Report body <code>\(main.text.sha256)</code></p>
    </footer>
    """
  }
}
