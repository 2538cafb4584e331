/// A gate for a terminal.
public struct GateText {
  private let gate: GateRecord
  private let ink: Ink

  /// Text for a gate.
  public init(_ gate: GateRecord, ink: Ink = Ink(isOn: false)) {
    self.gate = gate
    self.ink = ink
  }

  private func clean(_ text: String) -> String { ProblemReport.printable(text) }

  /// The whole text, with a closing line end.
  public var text: String {
    head + differences + consequences + snippet
      + TextWrap.lines(
        "\(gate.conclusion.prefix(1).uppercased())\(gate.conclusion.dropFirst()).", first: "")
  }

  private var head: String {
    let title = "\(ink.heading("GATE")) \(clean(gate.change)): \(clean(gate.what))\n"
    let years = "\(FigureText.count(gate.trials)) years, seed \(gate.seed)"
    let numbers = gate.isPaired ? "same random numbers" : "random numbers differ"
    var text = title + "  \(clean(gate.overlays.joined(separator: ", "))) · \(years) · \(numbers)\n"
    if let begins = gate.begins {
      let late = gate.inTime == false ? ink.alarm(", which the gate comes too late for") : ""
      text += "  begins \(begins)\(late)\n"
    }
    if let exemption = gate.exemption {
      text += TextWrap.lines(clean(exemption), first: "  may go first: ")
    }
    return text
  }

  private var differences: String {
    var grid = TextGrid(.left, .right, .right, .right, .left, .left)
    grid.add("", "without", "with", "difference", "95 % interval", "")
    for row in gate.people + gate.money + gate.service {
      grid.add(
        name(row), value(row.a, row), value(row.b, row), value(row.difference, row),
        interval(row), row.verdict, colour: colour(row))
    }
    return grid.text
  }

  private func colour(_ row: DifferenceRecord) -> [Int: (String) -> String] {
    let isWorse = row.verdict == (row.metric == "availability" ? "lower, clear" : "higher, clear")
    return isWorse ? [5: ink.alarm] : [:]
  }

  private func name(_ row: DifferenceRecord) -> String {
    let scope = row.scope == "all" ? "" : " of \(clean(row.scope))"
    let level = row.level.map { " \(DecimalText.text($0) ?? "")" } ?? ""
    return row.metric.replacing("_", with: " ") + level + scope
  }

  private func value(_ figure: EstimateRecord?, _ row: DifferenceRecord) -> String {
    guard let value = figure?.value else { return "unknown" }
    return row.unit == "money" ? FigureText.amount(value) : FigureText.significant(value)
  }

  private func interval(_ row: DifferenceRecord) -> String {
    guard let low = row.difference.low, let high = row.difference.high else { return "" }
    func text(_ value: Double) -> String {
      row.unit == "money" ? FigureText.amount(value) : FigureText.significant(value)
    }
    return FigureText.range(text(low), text(high))
  }

  private var consequences: String {
    let lists = [
      ("brings the risks", gate.newRisks), ("removes the risks", gate.removedRisks),
      ("leaves without an owner", gate.ownersLost),
    ]
    return lists.filter { !$0.1.isEmpty }.map { title, items in
      TextWrap.lines(clean(items.joined(separator: ", ")), first: "  \(title): ")
    }.joined() + gate.warnings.map { TextWrap.lines(clean($0), first: "  warning: ") }.joined()
  }

  /// What to write into the study, once the gate is kept.
  private var snippet: String {
    guard let id = gate.gate else {
      return "  Nothing was written: -o FOLDER keeps the gate.\n"
    }
    let delta = gate.changeOfExpectedLoss.map {
      ", delta_expected_annual_loss: \(Int($0.rounded()))"
    }
    let line =
      gate.kind == "change"
      ? "run: \(id), result: \"\(gate.conclusion)\""
      : "risk_reviewed: { run: \(id), date: \(gate.date)\(delta ?? "") }"
    return "  paste into \(clean(gate.change)): \(line)\n"
  }
}
