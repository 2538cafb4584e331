/// The worst simulated years with their events, for a terminal.
public struct WorstTrialsText {
  private let trials: WorstTrials
  private let currency: String
  private let ink: Ink

  /// Events of a year that are printed.
  private static let shown = 12

  /// Text for trials whose amounts are in a currency.
  public init(_ trials: WorstTrials, currency: String, ink: Ink = Ink(isOn: false)) {
    self.trials = trials
    self.currency = currency
    self.ink = ink
  }

  /// The whole text, with a closing line end.
  public var text: String {
    let run = ProblemReport.printable(trials.run)
    let head = ink.heading("Worst years of \(run)") + ", \(trials.strategy), \(currency)\n"
    if let reason = trials.reason { return head + "  none: \(reason)\n" }
    return ([head] + trials.trials.map(year)).joined(separator: "\n")
  }

  private func year(_ trial: TrialRecord) -> String {
    let total = ink.heading(amount(trial.aggregate))
    var text = "\(trial.rank). \(total) in trial \(trial.trial)"
    text += ", largest event \(amount(trial.largestEvent))\n"
    // A year of a large study has dozens of events: the large ones are for reading.
    let largest = trial.events.sorted { ($0.loss ?? 0) > ($1.loss ?? 0) }.prefix(Self.shown)
      .sorted { ($0.day ?? 0) < ($1.day ?? 0) }
    var grid = TextGrid(.right, .left, .right, .right, .left)
    for event in largest {
      grid.add(
        event.day.map { "day \(Int($0))" } ?? "", source(event), amount(event.loss),
        event.days.map { "\(FigureText.plain($0)) d" } ?? "", facts(event))
    }
    let rest = trial.events.count - largest.count
    return text + grid.text + (rest > 0 ? "  and \(rest) smaller events in worst.csv\n" : "")
  }

  private func source(_ event: EventRecord) -> String {
    var text = "\(event.sourceKind) \(event.source)"
    if !event.struck.isEmpty { text += " strikes \(event.struck.joined(separator: " "))" }
    return TextWidth.cut(ProblemReport.printable(text), to: 36)
  }

  private func facts(_ event: EventRecord) -> String {
    var facts: [String] = []
    if event.groundUpLoss != event.loss {
      facts.append("\(amount(event.groundUpLoss)) ground-up")
    }
    if let network = event.networkLoss, network > 0 {
      facts.append("\(amount(network)) by downtime")
    }
    if let deaths = event.fatalities, deaths > 0 {
      facts.append("\(FigureText.plain(deaths)) dead")
    }
    if let hurt = event.injuries, hurt > 0 {
      facts.append("\(FigureText.plain(hurt)) injured")
    }
    if !event.controlsOut.isEmpty {
      facts.append("without " + ProblemReport.printable(event.controlsOut.joined(separator: " ")))
    }
    return TextWidth.cut(facts.joined(separator: ", "), to: 34)
  }

  private func amount(_ value: Double?) -> String { value.map(FigureText.amount) ?? "unknown" }
}
