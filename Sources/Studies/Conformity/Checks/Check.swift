/// One thing that a rule asks of a study.
///
/// Paths name records from the root: `context.issues`, `response.plans`. A list along the way means
/// each of its records. Fields may be dotted: `actions.monitor`.
indirect enum Check: Sendable {
  /// The word for the kind of a check.
  enum Kind: String, Sendable {
    case exists, complete, refers, fresh, covers, agrees, quant, attest
  }

  /// There is such a record, or `context.uncovered` gives a reason under the second name.
  case exists(String, Condition? = nil, orUncovered: String? = nil)
  /// Each record states all of these fields.
  case states(String, [String], Condition? = nil)
  /// Each record states one of these fields.
  case either(String, [String], Condition? = nil)
  /// Each record has a field that is true.
  case holds(String, String, Condition? = nil)
  /// Each record's list names all of these words.
  case mentions(String, String, [String])
  /// Each record names a document of the register that is in use.
  case refers(String, String)
  /// The first stated of these dates is not older than its interval; with `optional`, records
  /// without any date are left out.
  case fresh(
    String, [String], every: String? = nil, days: Int = 365, Condition? = nil,
    optional: Bool = false)
  /// A date that has not come yet; records without it are left out.
  case until(String, String, Condition? = nil)
  /// Each record's id stands in one of these fields, or the record states one of the others.
  case covers(String, by: [Mention], Condition? = nil, unless: [String] = [])
  /// Each of these categories of risk has a risk or a reason why not.
  case categories([String])
  /// Records that must not contradict each other, or a figure of a run against a limit.
  case relation(Relation)
  /// Somebody vouches for it in `governance.attestations`.
  case attested
  /// A lack is advice even where the clause is binding: it shows a figure, not a record.
  case advised(Check)

  /// Where ids may be mentioned.
  struct Mention: Sendable {
    let path: String
    let field: String

    init(_ path: String, _ field: String) {
      self.path = path
      self.field = field
    }
  }

  /// What kind of check it is.
  var kind: Kind {
    switch self {
    case .exists: .exists
    case .states, .either, .holds, .mentions: .complete
    case .refers: .refers
    case .fresh, .until: .fresh
    case .covers, .categories: .covers
    case .relation(let relation): relation.kind
    case .attested: .attest
    case .advised(let check): check.kind
    }
  }
}

/// A check of its own making, with its words.
struct Relation: Sendable {
  /// What kind of check it is.
  let kind: Check.Kind
  /// What satisfies it, as a sentence without the closing dot.
  let phrase: String
  let evaluate: @Sendable (StudyEvidence) -> CheckOutcome

  /// Records that must not contradict each other.
  static func agrees(
    _ phrase: String, _ evaluate: @escaping @Sendable (StudyEvidence) -> CheckOutcome
  ) -> Relation {
    Relation(kind: .agrees, phrase: phrase, evaluate: evaluate)
  }

  /// Each of one thing has one of another.
  static func covers(
    _ phrase: String, _ evaluate: @escaping @Sendable (StudyEvidence) -> CheckOutcome
  ) -> Relation {
    Relation(kind: .covers, phrase: phrase, evaluate: evaluate)
  }

  /// Dates within their intervals.
  static func fresh(
    _ phrase: String, _ evaluate: @escaping @Sendable (StudyEvidence) -> CheckOutcome
  ) -> Relation {
    Relation(kind: .fresh, phrase: phrase, evaluate: evaluate)
  }

  /// A figure of the latest run; without a run there is no data.
  static func quant(
    _ phrase: String, _ evaluate: @escaping @Sendable (StudyEvidence, RunEvidence) -> CheckOutcome
  ) -> Relation {
    Relation(kind: .quant, phrase: phrase) { study in
      guard let run = study.run else { return .noData("no run is kept: `breakwater run STUDY`") }
      return evaluate(study, run)
    }
  }
}

/// What one check found.
enum CheckOutcome: Sendable {
  case met
  /// Somebody vouches for it: who and when.
  case attested(String)
  /// There is nothing to look at, and why.
  case notApplicable(String)
  /// What it would be judged by is missing, and why.
  case noData(String)
  case findings([Finding])

  /// Met where nothing was found.
  static func found(_ findings: [Finding]) -> CheckOutcome {
    findings.isEmpty ? .met : .findings(findings)
  }
}
