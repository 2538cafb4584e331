extension ComputedEvidence {
  /// The evidence for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false)) -> String {
    "\(ink.heading("EVIDENCE")) of \(study) on \(asOf)" + (run.map { ", figures of \($0)" } ?? "")
      + "\n" + objectiveText(ink) + planText(ink) + teamText(ink) + contributionText(ink)
  }

  private func objectiveText(_ ink: Ink) -> String {
    guard !objectives.isEmpty else { return "" }
    var grid = TextGrid(.left, .right, .left)
    for objective in objectives {
      let chance = objective.probability.map { FigureText.percent($0) } ?? "-"
      let late =
        objective.tooLate.isEmpty
        ? "" : "too late: " + objective.tooLate.joined(separator: ", ")
      grid.add(objective.objective, chance, objective.reason ?? late)
    }
    return ink.heading("OBJECTIVES") + ", chance with their treatments\n" + grid.text
  }

  private func planText(_ ink: Ink) -> String {
    plans.map { plan in
      var text = ink.heading("PLAN \(plan.plan)") + "\n"
      for threshold in plan.thresholds {
        let level = threshold.level.map { " (quantile \(FigureText.significant($0)))" } ?? ""
        text += TextWrap.lines(
          "starts at \(FigureText.significant(threshold.hours)) hours\(level): "
            + "\(FigureText.significant(threshold.activationsPerYear)) times a year, in vain "
            + "\(FigureText.significant(threshold.falsePerYear)), missed "
            + "\(FigureText.significant(threshold.missedPerYear))",
          first: "  \(threshold.process)  ")
      }
      text += Self.list(plan.warn, "  warn: ")
      text += Self.list(plan.proposedDependencies, "  rests on, and does not say: ")
      return text + plan.notes.map { TextWrap.lines($0, first: "  - ") }.joined()
    }.joined()
  }

  private static func list(_ neighbours: [Neighbour], _ title: String) -> String {
    guard !neighbours.isEmpty else { return "" }
    let words = neighbours.prefix(12).map {
      "\(ProblemReport.printable($0.node)) (\(FigureText.significant($0.withinDays)) d)"
    }
    let more = neighbours.count > 12 ? " and \(neighbours.count - 12) more" : ""
    return TextWrap.lines(words.joined(separator: ", ") + more, first: title)
  }

  private func teamText(_ ink: Ink) -> String {
    guard !teams.isEmpty else { return "" }
    var grid = TextGrid(.left, .right, .right, .right)
    grid.add("team", "events a year", "two at once, a year", "of the time")
    for team in teams {
      grid.add(
        team.team, FigureText.significant(team.eventsPerYear),
        FigureText.significant(team.overlapsPerYear), FigureText.percent(team.shareOfTimeWithTwo))
    }
    return ink.heading("TEAMS") + "\n" + grid.text
  }

  private func contributionText(_ ink: Ink) -> String {
    guard !contributions.isEmpty else { return "no run is kept, so there are no contributions\n" }
    var grid = TextGrid(.left, .left, .right, .right)
    grid.add("", "", "expected", "of bad years")
    for kind in ["owner", "process", "outsourced", "supplier"] {
      for item in contributions.filter({ $0.kind == kind }).prefix(8) {
        grid.add(
          kind, ProblemReport.printable(item.id),
          item.expectedLoss.value.map(FigureText.amount) ?? "unknown",
          item.shareOfShortfall.map { FigureText.percent($0) } ?? "")
      }
    }
    return ink.heading("CONTRIBUTIONS") + "\n" + grid.text
  }
}
