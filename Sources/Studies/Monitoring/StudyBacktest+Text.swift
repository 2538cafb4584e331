extension StudyBacktest {
  /// The tests for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false)) -> String {
    let length = FigureText.significant(years)
    let head =
      "\(ink.heading("FORECAST AGAINST FACT")) of \(study)\(ReadersMark.text(classification)), "
      + "\(from) to \(to): "
      + "\(length) years" + (run.map { ", values at risk of \($0)" } ?? "") + "\n"
    var grid = TextGrid(.left, .left, .right, .right, .right, .right, .left, .left)
    grid.add("test", "of", "seen", "expected", "p", "finds a double", "light", "")
    for test in family.tests {
      grid.add(
        test.test, ProblemReport.printable(test.scope), FigureText.significant(test.observed),
        test.expected.map(FigureText.significant) ?? "", FigureText.significant(test.pValue),
        test.powerAgainstDouble.map { FigureText.percent($0) } ?? "", test.light ?? "",
        test.verdict, colour: test.verdict == "agrees" ? [:] : [7: ink.alarm])
    }
    return head + grid.text + sentence + treatmentText(ink)
      + notes.map { TextWrap.lines($0, first: "  - ") }.joined()
  }

  private var sentence: String {
    let count = family.tests.count
    let deviating = family.tests.count { $0.verdict == "deviates" }
    let rate = FigureText.percent(family.falseAlarmRate)
    let each = FigureText.percent(family.rateOfEach)
    let words =
      deviating == 0
      ? "No test doubts the study." : "\(deviating) of \(count) tests doubt the study."
    return TextWrap.lines(
      "\(words) All \(count) together doubt a study that is right in at most \(rate) of cases: each "
        + "is judged at \(each). “Finds a double” is the chance that a rate twice as large would "
        + "be noticed.", first: "")
  }

  private func treatmentText(_ ink: Ink) -> String {
    guard !treatments.isEmpty else { return "" }
    var grid = TextGrid(.left, .left, .right, .right, .left, .left, .left)
    grid.add("treatment", "of", "before", "after", "predicted", "measured", "")
    for effect in treatments {
      let record = effect.record.map { " " + ProblemReport.printable($0) } ?? ""
      grid.add(
        "\(ProblemReport.printable(effect.treatment)) since \(effect.since)",
        effect.quantity.rawValue.replacing("_", with: " ") + record,
        effect.before.map(FigureText.significant) ?? "-",
        effect.after.map(FigureText.significant) ?? "-", effect.predicted?.text ?? "-",
        effect.measured?.text ?? "-", effect.verdict,
        colour: effect.verdict.hasPrefix("less") ? [6: ink.alarm] : [:])
    }
    let doubts = treatments.compactMap { effect in
      effect.note.map { TextWrap.lines("\(effect.treatment): \($0)", first: "  - ") }
    }
    return ink.heading("TREATMENTS IN FORCE") + ", predicted and measured\n" + grid.text
      + doubts.joined()
  }
}

extension TreatmentEffect.Span {
  /// Value and interval.
  var text: String {
    guard low != high else { return FigureText.significant(value) }
    let upper = high.map(FigureText.significant) ?? "any"
    return
      "\(value.isFinite ? FigureText.significant(value) : "-") "
      + "(\(FigureText.significant(low)) .. \(upper))"
  }

  private enum CodingKeys: CodingKey { case value, low, high }

  /// Encodes by hand, because what is not finite is null, not absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value.finite, forKey: .value)
    try container.encode(low.finite, forKey: .low)
    try container.encode(high.flatMap(\.finite), forKey: .high)
  }
}
