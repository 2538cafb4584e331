internal import Foundation

/// The figures and records of a report as JSON, so that they can be got back out of it.
struct ReportData: Encodable {
  let schema = "report/1"
  let profile: String
  let study: StudyFacts
  let provenance: ReportContent.Provenance
  let summary: RunSummary?
  /// On the level of a policy: verdicts by kind.
  let criteria: [Verdict]?
  /// On the level of a policy: shares by category, to a twentieth.
  let categories: [String: Double]?
  let risks: [RiskRecord]
  let records: ManagementRecords
  let optimum: Optimum?
  let conformity: ConformitySource?
  let evidence: ComputedEvidence?
  let review: ReviewPack?
  let outlook: Outlook?
  let approval: RunApproval?
  let supersededBy: String?

  struct Verdict: Encodable {
    let kind: String
    let verdict: String
  }

  struct Optimum: Encodable {
    let optimum: OptimumSource.Optimum
    let treatments: [OptimumSource.Treatment]
    let strategies: [OptimumSource.Strategy]
    let frontier: [OptimumSource.FrontierPoint]
    let prices: [OptimumSource.Price]
    let steps: [OptimumSource.Step]
    let certainty: OptimumSource.Certainty?
  }

  init(_ content: ReportContent) {
    profile = content.profile.rawValue
    study = content.study
    provenance = content.provenance
    let level = content.level
    let showsFigures = content.profile.showsFigures
    summary = showsFigures ? content.summary : nil
    criteria =
      showsFigures
      ? nil : level.criteria.map { Verdict(kind: $0.kind.rawValue, verdict: $0.verdict) }
    categories =
      showsFigures
      ? nil
      : Dictionary(
        level.risks.map { ($0.category, $0.shareOfExpectedLoss ?? 0) },
        uniquingKeysWith: { first, _ in first })
    risks = content.risks.values.sorted { $0.id < $1.id }
    records = content.records
    optimum = content.optimum.map {
      Optimum(
        optimum: $0.record, treatments: $0.treatments, strategies: $0.strategies,
        frontier: $0.frontier, prices: $0.prices, steps: $0.steps, certainty: $0.certainty)
    }
    conformity = content.conformity
    evidence = content.evidence
    review = content.review
    outlook = content.outlook
    approval = content.approval
    supersededBy = content.supersededBy
  }

  /// The JSON with everything by its number that a script element must not hold.
  ///
  /// `<`, `>` and `&` stand in strings only, so that their escapes are the same JSON.
  func markup() throws -> Markup {
    let json = String(decoding: try ResultJSON.encoder(pretty: false).encode(self), as: UTF8.self)
    var text = ""
    text.reserveCapacity(json.utf8.count + 1024)
    // By scalars: a `<` with a combining mark is another character, and is a `<` to a browser.
    for scalar in json.unicodeScalars {
      switch scalar.value {
      case 0x3C, 0x3E, 0x26, 0x7F...0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return Markup(trusted: text)
  }
}
