/// The summary of a run for a terminal: people, money, criteria, then what drives them.
///
/// Every simulated figure stands with its 95 % interval, or says that it is exact.
public struct SummaryText {
  private let summary: RunSummary
  let level: LevelSummary
  let ink: Ink
  private let hints: Bool

  /// Text for a summary, whose shown level is printed; `hints` adds the next command to try.
  public init(_ summary: RunSummary, ink: Ink = Ink(isOn: false), hints: Bool = true) {
    self.summary = summary
    self.hints = hints
    level = summary.shown
    self.ink = ink
  }

  /// The whole text, with a closing line end.
  public var text: String {
    let sections = [
      head, people, money, rareTail, bands, criteria, risks, suppliers, services, strategies,
      sensitivity, opportunities, notes, foot,
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  var strategyRecords: [StrategySummary] { summary.strategies ?? [] }

  var sensitivityRecord: SensitivitySummary? { summary.sensitivity }

  var rareTailRecord: RareTailSummary? { summary.rareTail }

  var opportunityRecords: [RunSummary.OpportunitySummary] { summary.opportunities }

  /// Text of a study on one line, without anything that steers a terminal.
  func clean(_ text: String) -> String { ProblemReport.printable(text) }

  func heading(_ words: String, _ rest: String = "") -> String {
    ink.heading(words) + (rest.isEmpty ? "" : ", \(rest)") + "\n"
  }

  private var head: String {
    let study = summary.study
    var first = clean(study.title ?? study.id)
    let facts = [
      study.title == nil ? nil : study.id, study.version.map { "version \($0)" }, study.status,
      study.classification,
    ].compactMap { $0.map(clean) }
    if !facts.isEmpty { first += " (\(facts.joined(separator: ", ")))" }
    let years = FigureText.count(summary.trials)
    var run = clean(summary.run)
    run +=
      summary.endedBy == "exact"
      ? " · exact, nothing was simulated" : " · \(years) simulated years · seed \(summary.seed)"
    run += " · \(levelWords)"
    return "\(ink.heading(first))\n\(run)\n"
  }

  private var levelWords: String {
    switch level.strategy {
    case "inherent": "inherent: no control acts"
    case "current": "current: controls act"
    default: "residual: controls and the treatments of \(clean(level.strategy)) act"
    }
  }

  // MARK: People and money

  private var people: String {
    let text = heading("PEOPLE", "persons a year")
    if let reason = level.people.reason { return text + "  unknown: \(clean(reason))\n" }
    let figures = [("deaths", level.people.fatalities), ("injuries", level.people.injuries)]
    guard figures.contains(where: { $0.1?.value != 0 }) else {
      return text + "  nobody was harmed in any simulated year\n"
    }
    var grid = TextGrid(.left, .right, .left)
    for (name, record) in figures {
      let pair = FigureText.number(record)
      grid.add(name, pair.value, pair.interval, colour: [2: ink.faint])
    }
    return text + grid.text
  }

  private var money: String {
    var grid = TextGrid(.left, .right, .left)
    func add(_ name: String, _ pair: FigureText.Pair) {
      grid.add(name, pair.value, pair.interval, colour: [2: ink.faint])
    }
    add("expected", FigureText.amount(level.expectedAnnualLoss))
    for point in shownPoints {
      let period = FigureText.plain(point.returnPeriodYears)
      add("one year in \(period) costs more than", pair(point))
    }
    if let label = summary.shortfallLevel.flatMap(DecimalText.text),
      let record = level.expectedShortfall[label]
    {
      let worst = FigureText.plain((1 - (summary.shortfallLevel ?? 0)) * 100)
      add("the worst \(worst) % of years cost on average", FigureText.amount(record))
    }
    add("chance of any loss", FigureText.percent(level.probabilityOfLoss))
    if level.strategy != "inherent", let inherent = summary.byLevel["inherent"],
      inherent.expectedAnnualLoss != level.expectedAnnualLoss
    {
      add("expected without any control", FigureText.amount(inherent.expectedAnnualLoss))
    }
    let currency = clean(summary.study.currency)
    return heading("MONEY", "\(currency) a year, with 95 % intervals") + grid.text
  }

  /// How far the figures move with inputs that are not known.
  private var bands: String {
    let shown = (level.bands ?? []).filter { band in
      band.level == nil
        || (band.metric == "expected_shortfall" && band.level == summary.shortfallLevel)
    }
    guard !shown.isEmpty else { return "" }
    var grid = TextGrid(.left, .left)
    for band in shown {
      let name = band.level == nil ? "expected" : "the worst years cost on average"
      let pair = FigureText.amount(
        loss: (band.low + band.high) / 2, low: band.low, high: band.high, isExact: false)
      grid.add(name, pair.interval)
    }
    return heading("NOT KNOWING THE INPUTS", "nine in ten draws of them give") + grid.text
  }

  /// The points of the aggregate curve that a reader asks for first; others where these are absent.
  private var shownPoints: [ExceedanceSummary.Point] {
    let usual = level.exceedance.aggregate.filter {
      [10, 20, 100, 200].contains($0.returnPeriodYears)
    }
    return usual.isEmpty ? Array(level.exceedance.aggregate.prefix(4)) : usual
  }

  private func pair(_ point: ExceedanceSummary.Point) -> FigureText.Pair {
    guard point.reliable else { return FigureText.Pair(value: "", interval: "needs more trials") }
    return FigureText.amount(
      loss: point.loss, low: point.low, high: point.high, isExact: point.exact)
  }

  // MARK: Beginning and end

  private var notes: String {
    var lines = summary.notes
    if let reason = level.exceedance.occurrenceReason {
      lines.append("no curve of the largest event: \(reason)")
    }
    lines += Set(roughReasons).sorted().map { "(rough): the interval is not reliable: \($0)" }
    guard !lines.isEmpty else { return "" }
    return heading("NOTES") + lines.map { TextWrap.lines(clean($0), first: "  - ") }.joined()
  }

  /// Why intervals that were printed are not reliable.
  private var roughReasons: [String] {
    let shortfall = summary.shortfallLevel.flatMap(DecimalText.text)
      .flatMap { level.expectedShortfall[$0] }
    let shown =
      [level.expectedAnnualLoss, shortfall, level.probabilityOfLoss, level.people.fatalities]
      + level.criteria.map(\.figure) + level.risks.map(\.expectedLoss)
    return shown.compactMap { $0?.caveat } + rareTailReasons
  }

  private var foot: String {
    var text = ""
    if level.expectedAnnualLoss.isExact {
      text +=
        summary.endedBy == "exact"
        ? "All figures are exact.\n" : "All figures are exact for the study's table.\n"
    } else if let error = level.expectedAnnualLoss.relativeHalfWidth {
      text += "Error of the expected loss: \(FigureText.percent(error))"
      text += " (half of its 95 % interval; four times the trials halve it)\n"
    }
    if let folder = summary.folder {
      text += "Files: \(clean(folder))\n"
      guard hints else { return text }
      text += ink.faint("Next:  breakwater show \(clean(summary.run)) --worst 5") + "\n"
    }
    return text
  }
}

extension FigureText {
  /// A loss of a curve with its interval.
  static func amount(loss: Double?, low: Double?, high: Double?, isExact: Bool) -> Pair {
    amount(EstimateRecord(curveLoss: loss, low: low, high: high, isExact: isExact))
  }
}

/// Sentences broken into lines of a terminal.
enum TextWrap {
  /// Lines of at most 100 characters; those after the first stand under the first's text.
  static func lines(_ text: String, first: String, width: Int = 100) -> String {
    let indent = String(repeating: " ", count: TextWidth.of(first))
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if !isEmpty, TextWidth.of(line) + 1 + TextWidth.of(String(word)) > width {
        lines.append(line)
        line = indent
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }
}
