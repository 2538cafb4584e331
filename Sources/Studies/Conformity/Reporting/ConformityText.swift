/// A conformity report for a terminal, at most 100 columns wide.
public struct ConformityText {
  private let report: ConformityReport
  private let ink: Ink

  /// Findings of one rule that are shown; the rest are counted.
  private static let shownAtMost = 5

  /// Text for a report.
  public init(_ report: ConformityReport, ink: Ink = Ink(isOn: false)) {
    self.report = report
    self.ink = ink
  }

  /// The whole text, with a closing line end.
  public var text: String {
    let shown = report.rules.filter { !$0.findings.isEmpty }
    let sections = shown.map(section).joined()
    return head + matrix + (sections.isEmpty ? "" : "\n" + sections) + rest + notes
  }

  private func clean(_ text: String) -> String { ProblemReport.printable(text) }

  private var head: String {
    let run = report.run.map { "figures of \(clean($0))" } ?? "no run kept, so no figures"
    let mark = ReadersMark.text(report.classification)
    return
      "\(ink.heading("CONFORMITY")) of \(clean(report.study))\(mark) on \(report.asOf), \(run)\n"
  }

  // MARK: Matrix

  private static let titles = [
    4: "Context", 5: "Leadership", 6: "Planning", 7: "Support", 8: "Operation", 9: "Evaluation",
    10: "Improvement",
  ]

  private var matrix: String {
    var grid = TextGrid(.left, .right, .right, .right, .right, .right, .right, .right)
    grid.add("clause", "met", "gap", "stale", "advice", "attested", "no data", "n/a")
    let byFamily = Dictionary(grouping: report.rules) { Int($0.ref.prefix { $0 != "." }) ?? 0 }
    for family in byFamily.keys.sorted() {
      let entries = byFamily[family] ?? []
      func count(_ verdict: Verdict) -> String {
        let count = entries.count { $0.verdict == verdict }
        return count == 0 ? "-" : "\(count)"
      }
      grid.add(
        "\(family) \(Self.titles[family] ?? "")", count(.met), count(.gap), count(.stale),
        count(.advice), count(.attested), count(.noData), count(.notApplicable),
        colour: [2: ink.alarm, 3: ink.caution])
    }
    return grid.text
  }

  // MARK: Findings

  private func section(_ entry: ConformityReport.Entry) -> String {
    let word = entry.verdict.word
    let coloured = entry.verdict == .gap ? ink.alarm(word) : ink.caution(word)
    var text = "\(ink.heading(entry.ref))  \(coloured)  \(entry.label)\n"
    for item in entry.findings.prefix(Self.shownAtMost) { text += line(item) }
    let more = entry.findings.count - Self.shownAtMost
    if more > 0 { text += "    and \(more) more: --json and -o have all\n" }
    return text + TextWrap.lines(entry.remedy + ".", first: "    → ")
  }

  private func line(_ item: ConformityReport.Item) -> String {
    let place = "\(clean(item.file)):\(item.line)"
    let message = "\(clean(item.record)): \(clean(item.message))"
    let text = TextWrap.lines(message, first: "    \(place)  ")
    guard let snippet = item.snippet else { return text }
    return text
      + snippet.split(separator: "\n").map { "      " + ink.faint("| \(clean(String($0)))") + "\n" }
      .joined()
  }

  // MARK: The rest

  private var rest: String {
    list(.noData, "no data yet") + list(.notApplicable, "do not apply")
  }

  private func list(_ verdict: Verdict, _ title: String) -> String {
    let refs = report.rules.filter { $0.verdict == verdict }.map(\.ref)
    guard !refs.isEmpty else { return "" }
    return TextWrap.lines(refs.joined(separator: ", "), first: "\(title): ")
  }

  private var notes: String {
    report.warnings.map { TextWrap.lines(clean($0), first: "warning: ") }.joined()
      + TextWrap.lines(report.statement, first: "")
  }
}
