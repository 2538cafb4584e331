internal import RiskModel

extension Relation {
  static let actionsOnTime = fresh(
    "no corrective action is past its day and open"
  ) { study in
    let actions = study.select("nonconformities.action")
    guard !actions.isEmpty else { return .notApplicable("no corrective action is recorded") }
    return .found(
      actions.filter { !$0.states("done") }.compactMap {
        guard let due = $0.day("due"), due < study.asOf else { return nil }
        return study.finding(
          .stale, $0, "was due \(due) and is not done", field: "due",
          snippet: "done: \(study.asOf)")
      })
  }

  /// An action that costs more than so many years of what it averts is worth another look.
  private static let yearsOfBenefit = 10.0

  static let actionsInProportion = agrees(
    "no corrective action costs more than ten years of the loss it averts"
  ) { study in
    let actions = study.select(
      "nonconformities.action",
      .all([.stated("cost"), .stated("risk_reviewed.delta_expected_annual_loss")]))
    guard !actions.isEmpty else {
      return .notApplicable("no action states both its cost and what it averts")
    }
    return .found(
      actions.compactMap { action in
        guard let cost = action.number("cost"),
          let change = action.record("risk_reviewed")?.number("delta_expected_annual_loss"),
          cost > yearsOfBenefit * max(0, -change)
        else { return nil }
        return study.finding(
          .gap, action,
          "costs \(FigureText.amount(cost)) and averts \(FigureText.amount(max(0, -change))) a year",
          field: "cost")
      })
  }

  static let actionsRunBefore = agrees(
    "each corrective action names a what-if run dated before it began; imminent danger may go "
      + "first, with its reason and a later run"
  ) { study in
    let actions = study.select("nonconformities.action")
    guard !actions.isEmpty else { return .notApplicable("no corrective action is recorded") }
    return .found(actions.compactMap { unlooked(at: $0, study) })
  }

  private static func unlooked(at action: StudyRecord, _ study: StudyEvidence) -> Finding? {
    let review = action.record("risk_reviewed")
    let begin = action.day("started") ?? action.day("done")
    if action.flag("imminent_danger"), !action.states("reason") {
      return study.finding(
        .gap, action, "went first for imminent danger, and the reason is not stated",
        field: "imminent_danger", snippet: "reason: \"…\"")
    }
    guard let run = review?.text("run"), review?.states("run") ?? false else {
      let snippet = "risk_reviewed: { run: …, date: \(study.asOf) }   # of `breakwater gate`"
      let words = begin.map { "began \($0) without a what-if run" } ?? "has no what-if run yet"
      return study.finding(begin == nil ? .advice : .gap, action, words, snippet: snippet)
    }
    guard !action.flag("imminent_danger"), let begin,
      let day = review?.day("date") ?? CalendarDay(inID: run), day > begin
    else { return nil }
    return study.finding(
      .gap, action, "began \(begin), before its what-if run \(run) of \(day)",
      field: "risk_reviewed")
  }
}
