internal import RiskModel

/// Gathers the items of a review pack from records and runs.
struct ReviewSections {
  private let study: StudyEvidence
  /// The day of the last review; nil where none was held.
  let lastReview: CalendarDay?

  private typealias Row = ReviewPack.Row

  init(_ study: StudyEvidence) {
    self.study = study
    lastReview = study.select("reviews.held").compactMap { $0.day("date") }
      .filter { $0 <= study.asOf }.max()
  }

  /// Items a to m; k stands with a.
  var all: [ReviewPack.Section] {
    [
      section("9.3.2.a, k", "Actions of earlier reviews", decisions, "no decision is recorded"),
      section("9.3.2.b", "Changes outside and inside", issues, "no issue is recorded"),
      section("9.3.2.c", "Changes in what the parties need", needs, "no need is recorded"),
      section(
        "9.3.2.d.1", "Trend of nonconformities and actions", nonconformityTrend,
        "no nonconformity is recorded"),
      section("9.3.2.d.2", "Trend of measurements", indicators + figures, "nothing was measured"),
      section("9.3.2.d.3", "Trend of audit results", findings, "no finding is recorded"),
      section("9.3.2.e", "Chances to improve", opportunities, "no chance is recorded"),
      section("9.3.2.f", "Audits and legal duties", audits + duties, "nothing is recorded"),
      section("9.3.2.g", "Messages and complaints", messages, "nothing came in"),
      section("9.3.2.h", "Security performance", performance, "no run is kept"),
      section("9.3.2.i", "Objectives", objectives, "no objective is recorded"),
      section("9.3.2.j", "Corrective actions", actions, "no action is recorded"),
      section("9.3.2.l", "Changing circumstances, the law included", circumstances, "no change"),
      section("9.3.2.m", "Advice for improvement", advice, "nothing was found"),
    ]
  }

  private func section(
    _ ref: String, _ title: String, _ rows: [ReviewPack.Row], _ none: String
  ) -> ReviewPack.Section {
    ReviewPack.Section(ref: ref, title: title, rows: rows, note: rows.isEmpty ? none : nil)
  }

  private func id(_ record: StudyRecord) -> String { record.text("id") ?? record.path }

  private func isNew(_ day: CalendarDay?) -> Bool {
    guard let day else { return false }
    return lastReview.map { day > $0 } ?? true
  }

  private func due(_ record: StudyRecord, done: Bool) -> String {
    let owner = record.text("owner").map { ", \($0)" } ?? ""
    guard let due = record.day("due") else { return (done ? "done" : "open") + owner }
    if done { return "done\(owner)" }
    return (due < study.asOf ? "overdue since \(due)" : "open, due \(due)") + owner
  }

  // MARK: a to c

  private var decisions: [ReviewPack.Row] {
    study.select("reviews.held").flatMap { review in
      review.records("decisions").map { decision in
        let isDone = decision.text("status") == "done" || decision.states("done")
        return Row(
          record: id(review), text: decision.text("text") ?? "", state: due(decision, done: isDone))
      }
    }
  }

  private var issues: [ReviewPack.Row] {
    study.select("context.issues").map { issue in
      let news = isNew(issue.day("reviewed")) ? "looked at since the last review, " : ""
      return Row(
        record: id(issue), text: issue.text("text") ?? "",
        state: news + (issue.text("trend") ?? "trend not stated"))
    }
  }

  private var needs: [ReviewPack.Row] {
    study.select("context.needs").map { need in
      let figure = study.run.flatMap { run in
        need.record("measure").flatMap { MeasuredFigure($0, in: run.current) }
      }
      let state = figure.map { ($0.isMissed ? "missed: " : "kept: ") + $0.words }
      return Row(record: id(need), text: need.text("text") ?? "", state: state ?? "not measured")
    }
  }

  // MARK: d

  private var nonconformityTrend: [ReviewPack.Row] {
    let all = study.select("nonconformities")
    guard !all.isEmpty else { return [] }
    func isOpen(_ record: StudyRecord, on day: CalendarDay) -> Bool {
      guard let found = record.day("found"), found <= day else { return false }
      return record.day("closed").map { $0 > day } ?? true
    }
    func isOverdue(_ record: StudyRecord) -> Bool {
      guard let action = record.record("action"), !action.states("done") else { return false }
      return action.day("due").map { $0 < study.asOf } ?? false
    }
    var rows = [
      Row(
        record: "nonconformities", text: "open now",
        state: "\(all.count { isOpen($0, on: study.asOf) })"),
      Row(
        record: "nonconformities", text: "actions overdue", state: "\(all.count(where: isOverdue))"),
    ]
    if let lastReview {
      rows.append(
        Row(
          record: "nonconformities", text: "open at the last review",
          state: "\(all.count { isOpen($0, on: lastReview) })"))
      rows.append(
        Row(
          record: "nonconformities", text: "opened since, closed since",
          state: "\(all.count { isNew($0.day("found")) }), \(all.count { isNew($0.day("closed")) })"
        ))
    }
    return rows
  }

  private var indicators: [ReviewPack.Row] {
    let measurements = Dictionary(grouping: study.select("measurements")) {
      $0.text("indicator") ?? ""
    }
    return study.select("indicators").map { indicator in
      let values = (measurements[id(indicator)] ?? []).sorted {
        ($0.text("date") ?? "") < ($1.text("date") ?? "")
      }.compactMap { $0.number("value") }
      let last = values.suffix(4).map(FigureText.significant).joined(separator: " → ")
      let target = indicator.number("target").map { ", aim \(FigureText.significant($0))" } ?? ""
      return Row(
        record: id(indicator), text: indicator.text("text") ?? "",
        state: (values.isEmpty ? "never measured" : last) + target)
    }
  }

  /// Figures of the latest run, then what moved between approved runs, with errors so that chance is
  /// not read as a trend.
  private var figures: [ReviewPack.Row] {
    guard let run = study.run else { return [] }
    let amount = FigureText.amount as (Double) -> String
    let latest = [
      ("deaths a year", run.current.people.fatalities, FigureText.significant),
      ("expected loss a year", run.current.expectedAnnualLoss, amount),
      ("mean of the worst 5 % of years", run.current.expectedShortfall["0.95"], amount),
    ].compactMap { name, figure, number in
      figure.map { Row(record: run.id, text: name, state: Self.interval($0, number)) }
    }
    return latest + trend(run.trend)
  }

  private func trend(_ trend: RunTrend?) -> [ReviewPack.Row] {
    guard let trend, !trend.changes.isEmpty else {
      return [
        Row(
          record: "runs", text: "trend between approved runs",
          state: "none: fewer than two runs are approved")
      ]
    }
    return trend.changes.filter { $0.scope == "all" || $0.verdict.hasSuffix("clear") }.map {
      change in
      let isMoney = change.metric.contains("loss") || change.metric.contains("shortfall")
      let number = isMoney ? FigureText.amount : FigureText.significant
      let scope = change.scope == "all" ? "" : " of \(change.scope)"
      return Row(
        record: "\(change.from) → \(change.to)",
        text: change.metric.replacing("_", with: " ") + scope,
        state: "\(change.verdict): \(number(change.difference)) "
          + "(\(number(change.low)) to \(number(change.high)))")
    }
  }

  private static func interval(
    _ figure: EstimateRecord, _ number: (Double) -> String = FigureText.significant
  ) -> String {
    let value = figure.value.map(number) ?? "unknown"
    guard let low = figure.low, let high = figure.high else { return value }
    return "\(value) (\(number(low)) to \(number(high)))"
  }

  private var findings: [ReviewPack.Row] {
    let grades = Dictionary(grouping: study.select("audit.findings")) {
      $0.text("grade") ?? "not graded"
    }
    return grades.keys.sorted().map { grade in
      let clauses = (grades[grade] ?? []).compactMap { $0.text("clause") }
      return Row(
        record: "audit/findings", text: "\(grade): \(grades[grade]?.count ?? 0)",
        state: "clauses " + Array(Set(clauses)).sorted().joined(separator: ", "))
    }
  }

  // MARK: e to g

  private var opportunities: [ReviewPack.Row] {
    let gains = Dictionary(
      (study.run?.summary.opportunities ?? []).map { ($0.id, $0.expectedAnnualGain.value ?? 0) },
      uniquingKeysWith: { $1 })
    return study.select("opportunities").map { chance in
      Row(
        record: id(chance), text: chance.text("name") ?? id(chance),
        state: gains[id(chance)].map { "\(FigureText.amount($0)) a year expected" } ?? "no figure")
    }
  }

  private var audits: [ReviewPack.Row] {
    study.select("audit.audits").map { audit in
      let works =
        audit.states("effective")
        ? (audit.flag("effective") ? ", works in practice" : ", does not work in practice") : ""
      return Row(
        record: id(audit), text: audit.text("scope") ?? "",
        state: (audit.text("date") ?? "") + works)
    }
  }

  private var duties: [ReviewPack.Row] {
    study.select("context.obligations").map { duty in
      let next = duty.day("reviewed").map {
        $0.adding(duty.integer("review_every_days") ?? 365)
      }
      let state = next.map { $0 < study.asOf ? "review overdue since \($0)" : "review due \($0)" }
      return Row(record: id(duty), text: duty.text("title") ?? "", state: state ?? "never reviewed")
    }
  }

  private var messages: [ReviewPack.Row] {
    study.select("support.communications").filter {
      isNew($0.day("date")) || !$0.states("answered")
    }.map {
      Row(
        record: id($0), text: $0.text("what") ?? "",
        state: $0.text("answered").map { "answered \($0)" } ?? "not answered")
    }
  }

  // MARK: h to m

  private var performance: [ReviewPack.Row] {
    guard let run = study.run else { return [] }
    let criteria = run.current.criteria.sorted { first, _ in
      first.kind == .fatalities || first.kind == .injuries
    }
    return criteria.map {
      Row(
        record: run.id, text: $0.criterion,
        state:
          "\($0.verdict): \(Self.interval($0.figure)), limit \(FigureText.significant($0.limit))")
    }
  }

  private var objectives: [ReviewPack.Row] {
    study.select("objectives").map { objective in
      let figure = study.run.flatMap { run in
        objective.record("measure").flatMap { MeasuredFigure($0, in: run.current) }
      }
      let state = objective.text("status") ?? "status not stated"
      let words = figure.map { ($0.isMissed ? ", not reached: " : ", reached: ") + $0.words } ?? ""
      return Row(record: id(objective), text: objective.text("text") ?? "", state: state + words)
    }
  }

  private var actions: [ReviewPack.Row] {
    study.select("nonconformities").compactMap { record in
      guard let action = record.record("action") else { return nil }
      let works =
        action.states("effective")
        ? (action.flag("effective") ? ", worked" : ", did not work") : ""
      return Row(
        record: id(record), text: action.text("text") ?? "",
        state: due(action, done: action.states("done")) + works)
    }
  }

  private var circumstances: [ReviewPack.Row] {
    let changes = study.select("changes").map {
      Row(
        record: id($0), text: $0.text("what") ?? "",
        state: [$0.text("kind"), $0.text("result")].compactMap { $0 }.joined(separator: ", "))
    }
    let duties = study.select("context.obligations").filter { isNew($0.day("reviewed")) }.map {
      Row(record: id($0), text: $0.text("title") ?? "", state: "looked at since the last review")
    }
    return changes + duties
  }

  /// Gaps of the conformity check, then risks that cause the bad years and have no treatment.
  private var advice: [ReviewPack.Row] {
    let report = ConformityReport(study, rules: RuleBook.rules)
    let gaps = report.rules.filter { $0.verdict == .gap || $0.verdict == .stale }.map {
      Row(record: $0.ref, text: $0.remedy, state: $0.verdict.word)
    }
    guard let run = study.run else { return gaps }
    let treated = TreatedRisks(study)
    let open = Relation.topRisks(study, run).filter { !treated.contains($0) }.map {
      Row(
        record: id($0), text: $0.text("name") ?? "",
        state: "\(Relation.share($0, run)) of the bad years, no treatment proposed")
    }
    return open + gaps
  }
}
