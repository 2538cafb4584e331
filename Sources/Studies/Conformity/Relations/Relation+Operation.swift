internal import RiskModel

extension Relation {
  /// Changes of one kind say what came of looking at them before they began.
  static func changesJudged(_ kind: String) -> Relation {
    agrees("each change of kind `\(kind)` that has begun has a `result`") { study in
      let changes = study.select("changes", .equals("kind", kind))
      guard !changes.isEmpty else { return .notApplicable("no change of this kind is recorded") }
      return .found(
        changes.filter { change in
          guard change.states("result"), change.text("result") != "pending" else {
            return hasBegun(change, study)
          }
          return false
        }.map {
          study.finding(
            .gap, $0, "has begun, and what came of looking at it is not stated", field: "result",
            snippet: "result: \"…\"")
        })
    }
  }

  private static func hasBegun(_ change: StudyRecord, _ study: StudyEvidence) -> Bool {
    if change.states("started") || change.states("done") { return true }
    return change.day("planned").map { $0 <= study.asOf } ?? change.flag("unplanned")
  }

  static let changesRunBefore = agrees(
    "each change names a what-if run that is dated before it began; one that is still to come has "
      + "time until then"
  ) { study in
    let changes = study.select("changes", .not(.flag("unplanned")))
    guard !changes.isEmpty else { return .notApplicable("no planned change is recorded") }
    return .found(changes.compactMap { unlooked(at: $0, study) })
  }

  private static func unlooked(at change: StudyRecord, _ study: StudyEvidence) -> Finding? {
    let id = change.text("id") ?? "CHANGE"
    let begin = change.day("started") ?? change.day("planned") ?? change.day("done")
    guard change.states("run"), let run = change.text("run") else {
      let when = begin.map { " It \(hasBegun(change, study) ? "began" : "begins") \($0)" } ?? ""
      return study.finding(
        hasBegun(change, study) ? .gap : .advice, change, "has no what-if run.\(when)",
        snippet: "run: …   # of `breakwater gate STUDY \(id)`")
    }
    guard let begin, let day = CalendarDay(inID: run), day > begin else { return nil }
    return study.finding(
      .gap, change, "began \(begin), before its what-if run \(run)", field: "run")
  }

  static let treatmentsOnTime = fresh(
    "no decided treatment is past its day"
  ) { study in
    let treatments = study.select("treatments", .planned)
    guard !treatments.isEmpty else { return .notApplicable("no treatment has been decided") }
    return .found(
      treatments.filter { !$0.states("done") && $0.text("state") != "done" }.compactMap {
        guard let due = $0.day("due"), due < study.asOf else { return nil }
        return study.finding(
          .stale, $0, "was due \(due) and is not done", field: "due",
          snippet: "done: \(study.asOf)")
      })
  }

  static let bothControlFamilies = covers(
    "a control on people and one on equipment or information technology are recorded"
  ) { study in
    let kinds = study.select("controls").compactMap { $0.text("kind")?.lowercased() }
    let families: [(String, [String])] = [
      ("people", ["people", "personnel", "procedure"]),
      ("equipment or information technology", ["equipment", "information", "technical"]),
    ]
    return .found(
      families.filter { _, words in
        !kinds.contains { kind in words.contains { kind.contains($0) } }
      }.map { name, words in
        study.missing("controls", "no control on \(name)", snippet: "kind: \(words[0])")
      })
  }

  static let directSuppliersAssured = covers(
    "each direct supplier states its assurance"
  ) { study in
    let direct = study.select("network.nodes").filter { $0.integer("tier") == 1 }
    guard !direct.isEmpty else { return .notApplicable("no direct supplier is recorded") }
    return .found(
      direct.filter { !$0.states("assurance") }.map {
        study.finding(
          .gap, $0, "a direct supplier whose security assurance is not stated",
          snippet: "assurance: none")
      })
  }
}
