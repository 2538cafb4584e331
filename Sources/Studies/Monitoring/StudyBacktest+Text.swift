extension StudyBacktest {
  /// The tests for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false)) -> String {
    let length = FigureText.significant(years)
    let head =
      "\(ink.heading("FORECAST AGAINST FACT")) of \(study), \(from) to \(to): "
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
    return head + grid.text + sentence + notes.map { TextWrap.lines($0, first: "  - ") }.joined()
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
}
