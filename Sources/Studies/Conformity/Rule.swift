/// One rule: what a clause asks for in our own words, and how a study shows it.
public struct Rule: Sendable {
  /// How strongly the clause asks.
  public enum Force: String, Codable, Sendable {
    /// A lack is a gap.
    case must
    /// A lack is advice, never a gap.
    case should
  }

  /// The clause with its item, which is the rule's name: `8.6.4.b`, `5.1 #9`, `5.3 (lead)`.
  public let ref: String
  /// How strongly the clause asks.
  public let force: Force
  /// What the organisation must have, in our own words.
  public let label: String
  /// What to do where it is missing, as a sentence without the closing dot.
  public let remedy: String
  /// All of them must be passed.
  let checks: [Check]

  static func must(_ ref: String, _ label: String, _ remedy: String, _ checks: Check...) -> Rule {
    Rule(ref: ref, force: .must, label: label, remedy: remedy, checks: checks)
  }

  static func should(_ ref: String, _ label: String, _ remedy: String, _ checks: Check...) -> Rule {
    Rule(ref: ref, force: .should, label: label, remedy: remedy, checks: checks)
  }

  /// The kinds of check, each once: `exists`, `complete`, `refers`, `fresh`, `covers`, `agrees`,
  /// `quant`, `attest`.
  public var kinds: [String] {
    var seen: Set<String> = []
    return checks.map(\.kind.rawValue).filter { seen.insert($0).inserted }
  }

  /// What satisfies the rule, one sentence a check.
  public var satisfiedBy: [String] { checks.map(\.phrase) }

  /// The clause's number without the item: `8.6.4` for `8.6.4 #1`.
  var clause: String { String(ref.prefix { $0 != " " }) }

  /// The number of the clause family, 4 to 10.
  public var family: Int { Int(ref.prefix { $0 != "." }) ?? 0 }

  /// Whether the rule is a clause's own or stands below it.
  func belongs(to clause: String) -> Bool {
    ref == clause || self.clause == clause || ref.hasPrefix(clause + ".")
      || ref.hasPrefix(clause + " ")
  }
}

/// What a rule says of a study.
public enum Verdict: String, Codable, CaseIterable, Sendable {
  /// The study shows what is asked for.
  case met
  /// A recommendation is not followed.
  case advice
  /// A requirement is not shown.
  case gap
  /// It was shown, and its date has run out.
  case stale
  /// A person vouches for it.
  case attested
  /// It does not apply, for a reason that is given.
  case notApplicable = "not_applicable"
  /// Nothing is there to judge by: a run or an attestation is missing.
  case noData = "no_data"

  /// The word for a reader.
  public var word: String { rawValue.replacing("_", with: " ") }

  /// The worst of several findings decides, in this order.
  var weight: Int {
    switch self {
    case .gap: 6
    case .stale: 5
    case .advice: 4
    case .noData: 3
    case .attested: 2
    case .met: 1
    case .notApplicable: 0
    }
  }
}

/// One thing that a rule found.
public struct Finding: Sendable {
  /// How it counts.
  public var verdict: Verdict
  /// The record's place in the tree: `response/plans/SP3`.
  public var record: String
  /// Where the record stands.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// What is missing or doubtful, as a sentence without the closing dot.
  public var message: String
  /// Lines of YAML to paste; nil where only a person can mend it.
  public var snippet: String?
}
