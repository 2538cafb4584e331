/// What one stated event costs, for a terminal.
public struct StatedEventText {
  private let event: StatedEventSummary
  private let ink: Ink

  /// Text for a priced event.
  public init(_ event: StatedEventSummary, ink: Ink = Ink(isOn: false)) {
    self.event = event
    self.ink = ink
  }

  /// The whole text, with a closing line end.
  public var text: String {
    [head, path, processes, foot].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var head: String {
    let names = event.struck.map(ProblemReport.printable).joined(separator: ", ")
    let lost = event.lostShare == 1 ? "down" : "loses \(FigureText.percent(event.lostShare))"
    return ink.heading("\(names) \(lost) for \(FigureText.plain(event.durationDays)) days") + "\n"
      + "exact: no random number is drawn; \(event.study.currency), before insurance\n"
  }

  private var path: String {
    guard !event.steps.isEmpty else { return "" }
    var grid = TextGrid(.right, .right, .left)
    grid.add("from day", "to day", "working at")
    for step in event.steps {
      let levels = step.levels.map {
        "\(ProblemReport.printable($0.id)) \(FigureText.percent($0.level))"
      }
      grid.add(
        FigureText.plain(step.fromDay), step.toDay.map(FigureText.plain) ?? "on",
        TextWidth.cut(levels.isEmpty ? "all whole" : levels.joined(separator: ", "), to: 70))
    }
    return ink.heading("PATH") + "\n" + grid.text + happenings
  }

  private var happenings: String {
    event.steps.flatMap { step in
      step.happenings.map { happening in
        TextWrap.lines(
          ProblemReport.printable(happening), first: "  day \(FigureText.plain(step.fromDay)): ")
      }
    }.joined()
  }

  private var processes: String {
    guard !event.processes.isEmpty else { return "" }
    var grid = TextGrid(.left, .right, .right)
    grid.add("process", "lost days", "loss")
    for process in event.processes {
      grid.add(
        ProblemReport.printable(process.id), process.lostDays.map(FigureText.plain) ?? "unknown",
        process.loss.map(FigureText.amount) ?? "unknown")
    }
    return ink.heading("LOSS") + "\n" + grid.text
  }

  private var survival: String {
    guard let days = event.timeToSurviveDays else {
      return "The same event costs nothing even for a year."
    }
    return days > 0
      ? "The same event costs nothing up to \(FigureText.plain(days)) days."
      : "The same event costs something however short it is."
  }

  private var foot: String {
    let total = event.groundUpLoss.map(FigureText.amount) ?? "unknown"
    return "Total: \(ink.heading(total)) \(event.study.currency). \(survival)\n"
  }
}
