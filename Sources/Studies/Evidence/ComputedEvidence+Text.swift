extension ComputedEvidence {
  /// The evidence for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false)) -> String {
    "\(ink.heading("EVIDENCE")) of \(study)\(ReadersMark.text(classification))"
      + " on \(asOf)" + (run.map { ", figures of \($0)" } ?? "")
      + "\n" + objectiveText(ink) + planText(ink) + meansText(ink) + teamText(ink)
      + controlText(ink) + contributionText(ink)
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

  private func meansText(_ ink: Ink) -> String {
    communication.map { entry in
      let title = entry.plan.map { " of \(ProblemReport.printable($0))" } ?? ""
      let names = entry.means.map {
        "\(ProblemReport.printable($0.means)) (down \(Self.share($0.down.value)))"
      }.joined(separator: ", ")
      return "\(ink.heading("COMMUNICATION"))\(title)\n" + TextWrap.lines(names, first: "  means: ")
        + TextWrap.lines(entry.sentence, first: "  ")
        + entry.notes.map { TextWrap.lines($0, first: "  - ") }.joined()
    }.joined()
  }

  static func share(_ share: Double) -> String { FigureText.significant(100 * share) + " %" }

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

  private func controlText(_ ink: Ink) -> String {
    guard !controls.isEmpty else { return "" }
    var grid = TextGrid(.left, .left, .right, .left, .right, .left)
    grid.add("control", "owner", "expected", "", "of bad years", "")
    func interval(_ figure: EstimateRecord?) -> String {
      guard let low = figure?.low, let high = figure?.high else { return "" }
      return "(" + FigureText.range(FigureText.amount(low), FigureText.amount(high)) + ")"
    }
    func value(_ figure: EstimateRecord?) -> String {
      figure?.value.map(FigureText.amount) ?? "unknown"
    }
    for item in controls.prefix(20) {
      grid.add(
        ProblemReport.printable(item.control), ProblemReport.printable(item.owner ?? "nobody"),
        value(item.expectedLossHeldBack), interval(item.expectedLossHeldBack),
        value(item.shortfallHeldBack), interval(item.shortfallHeldBack))
    }
    return ink.heading("CONTROLS") + ", what each holds back: the loss without it less the loss\n"
      + grid.text
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

extension MeansTogether {
  /// What the figures say.
  var sentence: String {
    let share = ComputedEvidence.share
    var text =
      "all are down at once for \(share(together.value)) of the time "
      + "(\(share(together.low)) to \(share(together.high)) for what is not known of the rates): "
      + "\(FigureText.significant(hoursPerYear)) hours a year, beginning "
      + "\(FigureText.significant(timesPerYear)) times; failing independently they would be for "
      + "\(share(ifIndependent))"
    if let duringEvents {
      text +=
        "; while the plan's own events last, for \(share(duringEvents.value)) "
        + "(\(share(duringEvents.low)) to \(share(duringEvents.high)))"
    }
    let single = causes.prefix(4).map { ProblemReport.printable($0.cause) }
    text +=
      single.isEmpty
      ? "; no single outage takes all down"
      : "; single causes of all: " + single.joined(separator: ", ")
    return text
  }
}
