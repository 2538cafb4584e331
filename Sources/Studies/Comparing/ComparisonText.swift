/// A comparison for a terminal, at most 100 columns wide: inputs first, then figures.
public struct ComparisonText {
  private let record: ComparisonRecord
  let ink: Ink

  /// Risks and processes that are shown, those with the largest differences.
  static let rowsAtMost = 20

  /// Text for a comparison.
  public init(_ record: ComparisonRecord, ink: Ink = Ink(isOn: false)) {
    self.record = record
    self.ink = ink
  }

  /// The whole text, with a closing line end.
  public var text: String {
    ([head] + record.comparisons.map(section) + [notes]).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  func clean(_ text: String) -> String { ProblemReport.printable(text) }

  private var head: String {
    var grid = TextGrid(.left, .left, .left)
    let names = record.operands.map { TextWidth.cut(clean($0.name), to: 40) }
    let room = 93 - (names.map(TextWidth.of).max() ?? 0)
    for (operand, name) in zip(record.operands, names) {
      let source = operand.run.map { "run \(clean($0)) of " } ?? "study "
      let years = FigureText.count(operand.trials)
      let facts = "\(source)\(clean(operand.study.id)) · \(years) years · seed \(operand.seed)"
      grid.add(operand.label, name, TextWidth.cut(facts, to: room))
    }
    let level = record.level == "inherent" ? "inherent: no control acts" : "current: controls act"
    return grid.text + "  \(level) · \(clean(record.currency)) a year\n"
  }

  private func section(_ entry: ComparisonRecord.Entry) -> String {
    let title = ink.heading("\(entry.second) AGAINST \(entry.first)")
    return title + "\n" + pairing(entry) + "\n" + inputs(entry) + "\n" + figures(entry)
  }

  private func pairing(_ entry: ComparisonRecord.Entry) -> String {
    if entry.isExact { return "  no random numbers: \(entry.pairing)\n" }
    guard entry.isPaired else {
      return TextWrap.lines("same random numbers: no; \(clean(entry.pairing))", first: "  ")
    }
    let together = entry.correlation.map {
      " (correlation of the years \(FigureText.decimal($0, to: -2)))"
    }
    return "  same random numbers: yes\(together ?? "")\n"
  }

  // MARK: Inputs

  private func inputs(_ entry: ComparisonRecord.Entry) -> String {
    guard !entry.inputs.isEmpty else { return heading("INPUTS", "no difference") }
    var grid = TextGrid(.left, .left, .left)
    for input in entry.inputs.prefix(InputDifference.shownAtMost) {
      grid.add(
        input.change.rawValue, TextWidth.cut(clean(input.path), to: 38), values(input),
        colour: [0: ink.faint])
    }
    let more = entry.inputs.count - InputDifference.shownAtMost
    return heading("INPUTS", "\(entry.inputs.count) differ") + grid.text
      + (more > 0 ? "  and \(FigureText.count(more)) more\n" : "")
  }

  private func values(_ input: InputDifference) -> String {
    guard let old = input.old, let new = input.new else {
      return TextWidth.cut(clean(input.old ?? input.new ?? ""), to: 47)
    }
    // What the shorter one leaves, the longer one may take.
    let (first, second) = (clean(old), clean(new))
    let room = 44
    let half = room / 2
    let left = max(half, room - TextWidth.of(second))
    let right = max(half, room - TextWidth.of(first))
    return TextWidth.cut(first, to: left) + " → " + TextWidth.cut(second, to: right)
  }

  private func heading(_ words: String, _ rest: String) -> String {
    "\(ink.heading(words)), \(rest)\n"
  }

  // MARK: Figures

  private func figures(_ entry: ComparisonRecord.Entry) -> String {
    let totals = entry.differences.filter { $0.scope == "all" && !isNothing($0) }
    let parts = entry.differences.filter { $0.scope != "all" }
    let differing = parts.filter { !$0.isSame }.sorted { size($0) > size($1) }
    let shown = totals + differing.prefix(Self.rowsAtMost)
    let text =
      heading("FIGURES", "\(entry.second) - \(entry.first) with 95 % intervals")
      + ComparisonGrid(shown, labels: (entry.first, entry.second), ink: ink).text
    let more = differing.count - Self.rowsAtMost
    let hint = "  and \(FigureText.count(more)) more: --json and -o have all\n"
    return text + (more > 0 ? hint : "") + same(parts.filter(\.isSame))
  }

  /// Nobody is harmed in either: a line would only take the eye.
  private func isNothing(_ row: DifferenceRecord) -> Bool {
    row.unit == "persons" && row.a?.value == 0 && row.b?.value == 0
  }

  /// Money first, then what is clear.
  private func size(_ row: DifferenceRecord) -> Double {
    let value = row.difference.value?.magnitude ?? 0
    return row.unit == "money" ? value : -1 / (1 + value)
  }

  private func same(_ rows: [DifferenceRecord]) -> String {
    guard !rows.isEmpty else { return "" }
    let names = rows.prefix(40).map { clean($0.scope) }.joined(separator: ", ")
    let more = rows.count > 40 ? " and \(rows.count - 40) more" : ""
    return TextWrap.lines(names + more, first: "  the same: ")
  }

  private var notes: String {
    let rows = record.comparisons.flatMap(\.differences).filter { !$0.isSame }
    let caveats = Set(rows.compactMap(\.difference.caveat)).sorted()
    let lines = record.warnings + caveats.map { "* the interval is rough: \($0)" }
    guard !lines.isEmpty else { return "" }
    return ink.heading("NOTES") + "\n"
      + lines.map { TextWrap.lines(clean($0), first: "  - ") }.joined()
  }
}
