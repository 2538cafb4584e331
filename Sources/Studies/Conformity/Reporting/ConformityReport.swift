internal import RiskModel
internal import Foundation

/// What the rules say of a study: evidence, never a certificate.
public struct ConformityReport: Codable, Sendable {
  /// Always `conformity/1`.
  public let schema: String
  /// The study's id.
  public let study: String
  /// Who may read it, as the study says; nil where it says nothing.
  public let classification: String?
  /// SHA-256 over the files of the study; nil where they were not read as files.
  public let digest: String?
  /// The day on which intervals were judged.
  public let asOf: String
  /// The run whose figures were used; nil where none is kept.
  public let run: String?
  /// What the verdicts mean and what they do not.
  public let statement: String
  /// How many rules have each verdict, by the verdict's word.
  public let counts: [String: Int]
  /// One entry for each rule, in the order of the clauses.
  public let rules: [Entry]
  /// What is doubtful in the study's own list of attestations and rules set aside.
  public let warnings: [String]

  /// What one rule says.
  public struct Entry: Codable, Sendable {
    /// The rule's name.
    public let ref: String
    /// `must` or `should`.
    public let force: Rule.Force
    /// What the organisation must have, in our own words.
    public let label: String
    /// The kinds of check.
    public let kinds: [String]
    /// The worst of what was found.
    public let verdict: Verdict
    /// Why it does not apply, who vouches, or what is missing to judge by.
    public let reason: String?
    /// What to do.
    public let remedy: String
    /// What was found, one entry a record.
    public let findings: [Item]
  }

  /// One finding.
  public struct Item: Codable, Sendable {
    /// How it counts.
    public let verdict: Verdict
    /// The record's place in the tree.
    public let record: String
    /// The file, relative to the study folder.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What is missing or doubtful.
    public let message: String
    /// Lines of YAML to paste.
    public let snippet: String?

    init(_ finding: Finding) {
      verdict = finding.verdict
      record = finding.record
      file = finding.file
      line = finding.line
      message = finding.message
      snippet = finding.snippet
    }
  }

  static let evidenceOnly =
    "Evidence found in the study's records and runs, rule by rule. It is no certificate and no "
    + "legal opinion."

  init(_ study: StudyEvidence, rules: [Rule]) {
    schema = "conformity/1"
    let identity = study.root.record("study")
    self.study = identity?.text("id") ?? ""
    classification = identity?.text("classification")
    digest = study.digest
    asOf = study.asOf.description
    run = study.run?.id
    statement = Self.evidenceOnly
    let entries = rules.map { Self.judge($0, study) }
    self.rules = entries
    counts = Dictionary(
      Verdict.allCases.map { verdict in
        (verdict.rawValue, entries.count { $0.verdict == verdict })
      }, uniquingKeysWith: { $1 })
    warnings = Self.unknownRules(study)
  }

  /// How many rules have a verdict.
  public func count(_ verdict: Verdict) -> Int { counts[verdict.rawValue] ?? 0 }

  // MARK: Judging

  static func judge(_ rule: Rule, _ study: StudyEvidence) -> Entry {
    if let aside = study.setAside[rule.ref] {
      return entry(rule, .notApplicable, reason: aside.text("reason"), [])
    }
    let evaluator = CheckEvaluator(study: study, ref: rule.ref)
    var verdict = Verdict.notApplicable
    var reason: String?
    var findings: [Finding] = []
    for outcome in rule.checks.map(evaluator.outcome) {
      let (next, words) = weigh(outcome, rule, &findings)
      if next.weight > verdict.weight || (next == verdict && reason == nil) {
        (verdict, reason) = (next, words)
      }
    }
    return entry(rule, verdict, reason: reason, findings)
  }

  private static func weigh(
    _ outcome: CheckOutcome, _ rule: Rule, _ findings: inout [Finding]
  ) -> (Verdict, String?) {
    switch outcome {
    case .met: return (.met, nil)
    case .attested(let who): return (.attested, who)
    case .notApplicable(let why): return (.notApplicable, why)
    case .noData(let why): return (.noData, why)
    case .findings(let found):
      let weighed = found.map { finding in
        var finding = finding
        if finding.verdict == .gap, rule.force == .should { finding.verdict = .advice }
        return finding
      }
      findings += weighed
      let worst = weighed.map(\.verdict).max { $0.weight < $1.weight }
      return (worst ?? .met, nil)
    }
  }

  private static func entry(
    _ rule: Rule, _ verdict: Verdict, reason: String?, _ findings: [Finding]
  ) -> Entry {
    Entry(
      ref: rule.ref, force: rule.force, label: rule.label, kinds: rule.kinds, verdict: verdict,
      reason: reason, remedy: rule.remedy, findings: findings.map(Item.init))
  }

  /// Attestations and exceptions for rules that do not exist.
  private static func unknownRules(_ study: StudyEvidence) -> [String] {
    let named = [("attestations", study.attestations), ("not_applicable", study.setAside)]
    return named.flatMap { list, records in
      records.filter { RuleBook.rule($0.key) == nil }.sorted { $0.key < $1.key }.map {
        ref, record in
        let nearest = RuleBook.nearestRef(to: ref).map { " Did you mean `\($0)`?" } ?? ""
        return "\(record.location): `governance.\(list)` names the rule "
          + "`\(ProblemReport.printable(ref))`, which does not exist.\(nearest)"
      }
    }
  }
}

/// Whether a report ends the program with its own exit code.
public enum ConformityCondition: String, CaseIterable, Sendable {
  /// A requirement is not shown.
  case gap
  /// A requirement is not shown, or was and has run out.
  case stale
  /// Anything is found, advice too.
  case advice

  /// Whether the condition holds.
  public func holds(in report: ConformityReport) -> Bool {
    let verdicts: [Verdict] =
      switch self {
      case .gap: [.gap]
      case .stale: [.gap, .stale]
      case .advice: [.gap, .stale, .advice]
      }
    return verdicts.contains { report.count($0) > 0 }
  }
}
