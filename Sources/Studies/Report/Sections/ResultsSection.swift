struct ResultsSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? { nil }
}
