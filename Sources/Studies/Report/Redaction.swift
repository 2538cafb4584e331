/// Takes out of a run's figures what a profile does not show.
struct Redaction {
  let profile: ReportProfile

  /// The study without its owner, where owners are not shown.
  func facts(_ facts: StudyFacts) -> StudyFacts {
    guard !profile.isInternal else { return facts }
    return StudyFacts(
      id: facts.id, title: facts.title, version: facts.version, status: facts.status, owner: nil,
      baseDate: facts.baseDate, currency: facts.currency, classification: facts.classification,
      digest: facts.digest)
  }

  func summary(_ summary: RunSummary) -> RunSummary {
    guard !profile.isInternal else { return summary }
    var redacted = RunSummary(
      schema: summary.schema, run: summary.run, study: facts(summary.study),
      trials: summary.trials, trialsAsked: summary.trialsAsked, seed: summary.seed,
      endedBy: summary.endedBy, shortfallLevel: summary.shortfallLevel, shown: level(summary.shown),
      byLevel: profile.showsFigures ? summary.byLevel.mapValues(level) : [:],
      opportunities: [], convergence: profile.showsFigures ? summary.convergence : [],
      notes: profile.showsFigures ? summary.notes : [])
    redacted.sensitivity = nil
    return redacted
  }

  private func level(_ level: LevelSummary) -> LevelSummary {
    profile.showsFigures ? partner(level) : policy(level)
  }

  /// Losses, risks and suppliers with their names; nobody's name, no criterion.
  private func partner(_ level: LevelSummary) -> LevelSummary {
    LevelSummary(
      strategy: level.strategy, expectedAnnualLoss: level.expectedAnnualLoss,
      probabilityOfLoss: level.probabilityOfLoss, valueAtRisk: level.valueAtRisk,
      expectedShortfall: level.expectedShortfall, exceedance: level.exceedance,
      people: level.people, criteria: [], probabilityBeyondCapacity: nil, bands: level.bands,
      risks: level.risks.map(withoutOwner), suppliers: level.suppliers,
      processes: level.processes, owners: [])
  }

  private func withoutOwner(_ risk: RiskSummary) -> RiskSummary {
    RiskSummary(
      id: risk.id, name: risk.name, category: risk.category, owner: nil,
      eventsPerYear: risk.eventsPerYear, probabilityOfEvent: risk.probabilityOfEvent,
      expectedLoss: risk.expectedLoss, shareOfExpectedLoss: risk.shareOfExpectedLoss,
      shareOfShortfall: risk.shareOfShortfall)
  }

  /// Verdicts by kind and shares by category; every other figure is unknown.
  private func policy(_ level: LevelSummary) -> LevelSummary {
    LevelSummary(
      strategy: level.strategy, expectedAnnualLoss: .withheld, probabilityOfLoss: .withheld,
      valueAtRisk: [:], expectedShortfall: [:],
      exceedance: ExceedanceSummary(
        aggregate: [], occurrence: nil, occurrenceReason: "taken out"),
      people: PeopleSummary(injuries: nil, fatalities: nil, reason: "taken out"),
      criteria: level.criteria.map(policy), probabilityBeyondCapacity: nil, bands: nil,
      risks: categories(level.risks), suppliers: [], processes: [], owners: [])
  }

  private func policy(_ criterion: CriterionSummary) -> CriterionSummary {
    CriterionSummary(
      criterion: criterion.kind.rawValue, kind: criterion.kind, loss: nil, process: nil, limit: 0,
      figure: .withheld, verdict: criterion.verdict)
  }

  /// One row a category, with its share of the expected loss to a twentieth.
  private func categories(_ risks: [RiskSummary]) -> [RiskSummary] {
    func share(_ category: String) -> Double {
      let sum = risks.filter { $0.category == category }.reduce(0) {
        $0 + ($1.shareOfExpectedLoss ?? 0)
      }
      return (sum * 20).rounded() / 20
    }
    let names = Set(risks.map(\.category)).sorted()
    return names.map { name in
      RiskSummary(
        id: name, name: name.replacing("_", with: " "), category: name, owner: nil,
        eventsPerYear: .withheld, probabilityOfEvent: .withheld, expectedLoss: .withheld,
        shareOfExpectedLoss: share(name), shareOfShortfall: nil)
    }
  }
}

extension EstimateRecord {
  /// A figure that was taken out.
  static var withheld: EstimateRecord {
    EstimateRecord(curveLoss: nil, low: nil, high: nil, isExact: false)
  }
}
