/// A clause's rules in our own words: what is asked, what satisfies it, where a study stands.
public struct RuleExplanation: Encodable, Sendable {
  /// Always `explain/1`.
  public let schema: String
  /// The clause that was asked for.
  public let clause: String
  /// The study; nil where none was named.
  public let study: String?
  /// The rules of the clause and of all below it.
  public let rules: [Item]

  /// One rule.
  public struct Item: Encodable, Sendable {
    /// The rule's name.
    public let ref: String
    /// `must` or `should`.
    public let force: Rule.Force
    /// What the organisation must have, in our own words.
    public let label: String
    /// What satisfies it, one sentence a check.
    public let satisfiedBy: [String]
    /// What to do where it is missing.
    public let remedy: String
    /// Where the study stands; nil where none was named.
    public let standing: ConformityReport.Entry?
  }

  /// Explains a clause; with a study, says where it stands.
  ///
  /// - Throws: `WrongUse` for an unknown clause, `StudyReadError` for a study that is not valid.
  public init(clause: String, request: ConformityRequest?) throws {
    let rules = try RuleBook.rules(of: clause)
    let report = try request.map { request in
      var request = request
      request.clause = clause
      return try ConformityReport(request)
    }
    schema = "explain/1"
    self.clause = clause
    study = report?.study
    let standing = Dictionary(
      (report?.rules ?? []).map { ($0.ref, $0) }, uniquingKeysWith: { first, _ in first })
    self.rules = rules.map { rule in
      Item(
        ref: rule.ref, force: rule.force, label: rule.label, satisfiedBy: rule.satisfiedBy,
        remedy: rule.remedy, standing: standing[rule.ref])
    }
  }

  /// The explanation for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false)) -> String {
    let source =
      "Our own words. The clauses are those of ISO 28000:2022, whose text its publisher sells.\n"
    return rules.map { section($0, ink) }.joined(separator: "\n") + "\n" + source
  }

  private func section(_ rule: Item, _ ink: Ink) -> String {
    var text = "\(ink.heading(rule.ref))  \(rule.force.rawValue): \(rule.label)\n"
    for sentence in rule.satisfiedBy {
      text += TextWrap.lines(sentence + ".", first: "  shown by   ")
    }
    text += TextWrap.lines(rule.remedy + ".", first: "  if not     ")
    guard let standing = rule.standing else { return text }
    let reason = standing.reason.map { ": " + ProblemReport.printable($0) } ?? ""
    text += TextWrap.lines(standing.verdict.word + reason, first: "  standing   ")
    for item in standing.findings {
      let place = "\(item.file):\(item.line) \(item.record): \(item.message)"
      text += TextWrap.lines(ProblemReport.printable(place), first: "             ")
    }
    return text
  }
}
