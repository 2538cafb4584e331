internal import RiskModel

/// Holds a study against the checks of a rule.
struct CheckEvaluator {
  let study: StudyEvidence
  /// The rule's name, by which attestations are looked up.
  let ref: String

  func outcome(_ check: Check) -> CheckOutcome {
    switch check {
    case .exists(let path, let condition, let uncovered):
      return exists(path, condition, uncovered)
    case .states(let path, let fields, let condition):
      return each(path, condition) { record in fields.filter { !record.states($0) } }
    case .either(let path, let fields, let condition):
      return each(path, condition, joined: "or") { record in
        fields.contains(where: record.states) ? [] : fields
      }
    case .holds(let path, let field, let condition):
      return judged(path, condition) { record in
        record.states(field) && record.flag(field)
          ? nil : (.gap, "`\(field)` is not true", "\(field): true", nil)
      }
    case .mentions(let path, let field, let words): return mentions(path, field, words)
    case .refers(let path, let field): return judged(path, nil) { refers($0, field) }
    case .fresh(let path, let fields, let every, let days, let condition, let optional):
      return fresh(path, fields, every: every, days: days, condition, optional: optional)
    case .until(let path, let field, let condition): return until(path, field, condition)
    case .covers(let path, let mentions, let condition, let unless):
      return covers(path, by: mentions, condition, unless: unless)
    case .categories(let categories): return cover(categories)
    case .relation(let relation): return relation.evaluate(study)
    case .attested: return attested()
    case .advised(let check): return advised(outcome(check))
    }
  }

  // MARK: Existence

  private func exists(
    _ path: String, _ condition: Condition?, _ uncovered: String?
  ) -> CheckOutcome {
    if !study.select(path, condition).isEmpty { return .met }
    if let uncovered, let reason = study.uncovered[uncovered] { return .notApplicable(reason) }
    let which = condition.map { " \($0.phrase)" } ?? ""
    let lacking = study.select(path).first
    let snippet = lacking.flatMap { record in
      condition.flatMap { SnippetText.meeting($0, record.table, in: study) }
    }
    return .findings([
      study.missing(path, "no record in `\(path)`\(which)", snippet: snippet)
    ])
  }

  /// The records of a path; nil with an outcome where there is nothing to look at.
  private func records(
    _ path: String, _ condition: Condition?
  ) -> (records: [StudyRecord], none: CheckOutcome) {
    let records = study.select(path, condition)
    guard records.isEmpty else { return (records, .met) }
    // A section that is one record must be there; an empty list leaves nothing to look at.
    if condition == nil, SnippetText.isSingle(path) {
      return ([], .findings([study.missing(path, "`\(path)` is missing")]))
    }
    return ([], .notApplicable("no record in `\(path)`\(condition.map { " \($0.phrase)" } ?? "")"))
  }

  // MARK: Completeness

  typealias Judgement = (verdict: Verdict, message: String, snippet: String?, field: String?)

  /// A judgement on each record of a path.
  private func judged(
    _ path: String, _ condition: Condition?, _ judge: (StudyRecord) -> Judgement?
  ) -> CheckOutcome {
    let (records, none) = records(path, condition)
    guard !records.isEmpty else { return none }
    return .found(
      records.compactMap { record in
        judge(record).map {
          study.finding($0.verdict, record, $0.message, field: $0.field, snippet: $0.snippet)
        }
      })
  }

  /// Fields that are missing in each record of a path; one finding where all lack the same.
  private func each(
    _ path: String, _ condition: Condition?, joined word: String = "and",
    missing: (StudyRecord) -> [String]
  ) -> CheckOutcome {
    let (records, none) = records(path, condition)
    guard !records.isEmpty else { return none }
    let lacks = records.map { ($0, missing($0)) }
    if records.count >= 3, let first = lacks.first, !first.1.isEmpty,
      lacks.allSatisfy({ $0.1 == first.1 })
    {
      var finding = lack(first.0, first.1, word)
      finding.record = path.replacing(".", with: "/")
      finding.message =
        "none of the \(records.count) records states \(Check.list(first.1, word))"
      return .findings([finding])
    }
    return .found(lacks.filter { !$0.1.isEmpty }.map { lack($0.0, $0.1, word) })
  }

  private func lack(_ record: StudyRecord, _ fields: [String], _ word: String) -> Finding {
    study.finding(
      .gap, record, "\(Check.list(fields, word)) \(fields.count == 1 ? "is" : "are") not stated",
      snippet: (word == "or" ? Array(fields.prefix(1)) : fields)
        .map { SnippetText.field($0, of: record.table, in: study) }.joined(separator: "\n"))
  }

  private func mentions(_ path: String, _ field: String, _ words: [String]) -> CheckOutcome {
    judged(path, nil) { record in
      let said = Set(StudyEvidence.texts(record, field))
      let missing = words.filter { !said.contains($0) }
      guard !missing.isEmpty else { return nil }
      let all = StudyEvidence.texts(record, field) + missing
      return (
        .gap, "`\(field)` does not name \(Check.list(missing, "and"))",
        "\(field): [\(all.map(SnippetText.quoted).joined(separator: ", "))]", field
      )
    }
  }

  private func refers(_ record: StudyRecord, _ field: String) -> Judgement? {
    let names = record.states(field) ? StudyEvidence.texts(record, field) : []
    guard !names.isEmpty else {
      let snippet = SnippetText.field(field, of: record.table, in: study)
      return (.gap, "`\(field)` names no document", snippet, nil)
    }
    for name in names {
      let id = String(name.prefix { $0 != "#" })
      guard let document = study.documents[id] else {
        return (.gap, "`\(id)` is not listed in `support.documents`", nil, field)
      }
      if document.flag("obsolete") { return (.gap, "`\(id)` is marked obsolete", nil, field) }
    }
    return nil
  }

  // MARK: Dates

  private func fresh(
    _ path: String, _ fields: [String], every: String?, days: Int, _ condition: Condition?,
    optional: Bool
  ) -> CheckOutcome {
    judged(path, condition) { record in
      guard
        let (field, day) = fields.lazy.compactMap({ name in
          record.day(name).map { (name, $0) }
        }).first
      else {
        if optional { return nil }
        let snippet = SnippetText.field(fields[0], of: record.table, in: study)
        return (.gap, "\(Check.list(fields, "or")) is not stated", snippet, nil)
      }
      let interval = every.flatMap { record.integer($0) } ?? days
      let due = day.adding(interval)
      guard due < study.asOf else { return nil }
      return (
        .stale, "`\(field)` is \(day), due again \(due), every \(interval) days",
        "\(field): \(study.asOf)", field
      )
    }
  }

  private func until(_ path: String, _ field: String, _ condition: Condition?) -> CheckOutcome {
    judged(path, condition) { record in
      guard let day = record.day(field), day < study.asOf else { return nil }
      return (.stale, "`\(field)` was \(day)", nil, field)
    }
  }

  // MARK: Coverage

  private func covers(
    _ path: String, by mentions: [Check.Mention], _ condition: Condition?, unless: [String]
  ) -> CheckOutcome {
    let named = mentions.reduce(into: Set<String>()) { set, mention in
      set.formUnion(study.mentioned(mention.path, mention.field))
    }
    let places = mentions.map { "\($0.path).\($0.field)" }
    return judged(path, condition) { record in
      guard let id = record.text("id"), !named.contains(id), study.uncovered[id] == nil,
        !unless.contains(where: record.states)
      else { return nil }
      return (
        .gap, "is not named in \(Check.list(places, "or"))", "\(mentions[0].field): [\(id)]", nil
      )
    }
  }

  private func cover(_ categories: [String]) -> CheckOutcome {
    let present = study.mentioned("risks", "category")
    let open = categories.filter { !present.contains($0) && study.uncovered[$0] == nil }
    return .found(
      open.map { category in
        study.missing(
          "risks", "no risk of category `\(category)`, and no reason why",
          snippet: "context:\n  uncovered:\n    - { what: \(category), reason: \"…\" }")
      })
  }

  // MARK: People

  private func attested() -> CheckOutcome {
    guard let attestation = study.attestations[ref] else {
      return .noData("nobody vouches for it in `governance.attestations`")
    }
    let who = attestation.text("by") ?? "somebody"
    guard let day = attestation.day("dated") else {
      return .findings([
        study.finding(
          .gap, attestation, "the attestation has no date", snippet: "dated: \(study.asOf)")
      ])
    }
    let due = day.adding(Self.attestationDays)
    guard due >= study.asOf else {
      return .findings([
        study.finding(
          .stale, attestation, "\(who) vouched for it on \(day), due again \(due)", field: "dated",
          snippet: "dated: \(study.asOf)")
      ])
    }
    return .attested("\(who), \(day)")
  }

  /// How long a person's word stands.
  static let attestationDays = 365

  private func advised(_ outcome: CheckOutcome) -> CheckOutcome {
    guard case .findings(let findings) = outcome else { return outcome }
    return .findings(
      findings.map { finding in
        var finding = finding
        if finding.verdict == .gap { finding.verdict = .advice }
        return finding
      })
  }
}
