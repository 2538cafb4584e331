/// What the clauses ask to be computed, from the run and the records.
struct EvidenceBlock {
  let content: ReportContent

  var markup: Markup {
    guard let evidence = content.evidence else { return .empty }
    return """
      \(contributions(evidence))\(controls(evidence))\(objectives(evidence))\
      \(thresholds(evidence))\(communication(evidence))\(teams(evidence))
      """
  }

  private func block(_ title: String, _ table: DataTable) -> Markup {
    table.rows.isEmpty ? .empty : "<h3>\(title)</h3>\(table)"
  }

  private func contributions(_ evidence: ComputedEvidence) -> Markup {
    var table = DataTable(
      "Who and what the loss comes through, \(content.currency) a year (4.3, 6.1.3, 8.2)",
      [.text("kind"), .text("record"), .figure("expected loss"), .figure("of the bad years")])
    table.isSortable = true
    for kind in ["owner", "process", "outsourced", "supplier"] {
      for item in evidence.contributions.filter({ $0.kind == kind }).prefix(10) {
        table.add(
          .words(kind), .id(item.id), .amount(item.expectedLoss), .share(item.shareOfShortfall))
      }
    }
    return block("Contributions", table)
  }

  private func controls(_ evidence: ComputedEvidence) -> Markup {
    var table = DataTable(
      "What each control holds back: the loss without it less the loss, \(content.currency) (6.1.3)",
      [.text("control"), .text("owner"), .figure("expected loss"), .figure("bad years")])
    for item in evidence.controls {
      table.add(
        .id(item.control), .text(item.owner), .amount(item.expectedLossHeldBack),
        .amount(item.shortfallHeldBack))
    }
    return block("What controls hold back", table)
  }

  private func objectives(_ evidence: ComputedEvidence) -> Markup {
    var table = DataTable(
      "Chance that objectives are reached by their day with their treatments (5.1, 6.2)",
      [.text("objective"), .figure("chance"), .text("remark")])
    for item in evidence.objectives {
      let late =
        item.tooLate.isEmpty ? "" : "too late: " + item.tooLate.joined(separator: ", ")
      table.add(.id(item.objective), .share(item.probability), .words(item.reason ?? late))
    }
    return block("Objectives", table)
  }

  private func thresholds(_ evidence: ComputedEvidence) -> Markup {
    var table = DataTable(
      "Thresholds of plans (8.6.2 b), whom to warn (8.6.3) and what plans rest on (8.6.4)",
      [
        .text("plan"), .text("process"), .figure("hours"), .figure("starts a year"),
        .figure("in vain"), .figure("missed"), .text("warn first"), .text("rests on, unnamed"),
      ])
    for plan in evidence.plans {
      let warn = plan.warn.prefix(6).map(\.node).joined(separator: " ")
      let rests = plan.proposedDependencies.prefix(6).map(\.node).joined(separator: " ")
      guard !plan.thresholds.isEmpty else {
        table.add(
          .id(plan.plan), .words("–"), .words("–"), .words("–"), .words("–"), .words("–"),
          .text(warn), .text(rests))
        continue
      }
      for threshold in plan.thresholds {
        table.add(
          .id(plan.plan), .id(threshold.process), .plain(threshold.hours),
          .plain(threshold.activationsPerYear), .plain(threshold.falsePerYear),
          .plain(threshold.missedPerYear), .text(warn), .text(rests))
      }
    }
    return block("Plans", table)
  }

  private func communication(_ evidence: ComputedEvidence) -> Markup {
    guard let worst = evidence.communication.max(by: { $0.together.value < $1.together.value })
    else { return .empty }
    var table = DataTable(
      "How often all means of communication of a plan are down at once (8.6.3 c)",
      [
        .text("plan"), .text("means"), .figure("of the time"), .figure("if independent"),
        .figure("during its events"), .figure("hours a year"), .text("single causes"),
      ])
    func share(_ band: MeansTogether.Band?) -> DataCell {
      guard let band else { return .words("–") }
      return .markup(
        """
        <b>\(ComputedEvidence.share(band.value))</b> <small>\(ComputedEvidence.share(band.low)) to \
        \(ComputedEvidence.share(band.high))</small>
        """)
    }
    for item in evidence.communication {
      table.add(
        .id(item.plan ?? "all"), .text(item.means.map(\.means).joined(separator: " ")),
        share(item.together), .words(ComputedEvidence.share(item.ifIndependent)),
        share(item.duringEvents), .plain(item.hoursPerYear),
        .text(item.causes.map(\.cause).joined(separator: " ")))
    }
    let plan = worst.plan.map { " of \($0)" } ?? ""
    return """
      <h3>Means of communication</h3><p>All means\(plan) are down at once for \
      \(FigureText.plain(worst.hoursPerYear)) hours a year; intervals hold what is not known of \
      the rates.</p>\(table)
      """
  }

  private func teams(_ evidence: ComputedEvidence) -> Markup {
    var table = DataTable(
      "How often teams have more than one event at once (8.6.2)",
      [
        .text("team"), .figure("events a year"), .figure("two at once, a year"),
        .figure("of the time"),
      ])
    for team in evidence.teams {
      table.add(
        .id(team.team), .plain(team.eventsPerYear), .plain(team.overlapsPerYear),
        .share(team.shareOfTimeWithTwo))
    }
    return block("Teams", table)
  }
}
