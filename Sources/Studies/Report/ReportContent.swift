/// What a report of a profile may say: everything else was taken out before it got here.
///
/// Sections and the embedded data read this and nothing else, so that what a profile leaves out
/// cannot come back through a chart, a hint or a table.
struct ReportContent: Sendable {
  let profile: ReportProfile
  let study: StudyFacts
  let provenance: Provenance
  let summary: RunSummary
  /// By id; empty on the level of a policy.
  let risks: [String: RiskRecord]
  let records: ManagementRecords
  let optimum: OptimumSource?
  let conformity: ConformitySource?
  let review: ReviewPack?
  let evidence: ComputedEvidence?
  /// How the loss of each risk is made up, by risk; empty on the level of a policy.
  let shares: [String: LossShares]
  let outlook: Outlook?
  /// Who approved the run; nobody's name outside.
  let approval: RunApproval?
  let supersededBy: String?

  /// Where the figures come from.
  struct Provenance: Sendable, Encodable {
    let engine: RunManifest.EngineRecord
    let run: String
    let seed: UInt64
    let trials: Int
    let trialsAsked: Int
    let method: String
    let parameterUncertainty: String
    let endedBy: String
    let started: String
    let finished: String
    let seconds: Double
    let threads: Int
    let host: RunManifest.HostRecord?
    let files: [ReadFile]
    let overlays: [String]
    let digest: String
  }

  init(_ source: ReportSource, _ profile: ReportProfile) {
    self.profile = profile
    let redaction = Redaction(profile: profile)
    study = redaction.facts(source.manifest.study)
    provenance = Provenance(source.manifest, profile)
    summary = redaction.summary(source.summary)
    risks =
      profile.showsFigures
      ? RiskRecords(
        root: RecordNode(node: source.study), profile: profile, day: source.manifest.study.baseDate
      ).all
      : [:]
    records = ManagementRecords(RecordNode(node: source.study), profile)
    optimum = profile.isInternal ? source.optimum : nil
    conformity = profile.isInternal ? source.conformity : nil
    review = profile == .reviewPack ? source.review : nil
    evidence = profile == .full ? source.evidence : nil
    shares = profile.showsFigures ? source.shares : [:]
    outlook = profile.isInternal ? source.outlook : nil
    approval = profile.isInternal ? source.approval : nil
    supersededBy = source.supersededBy
  }

  /// The level in front.
  var level: LevelSummary { summary.shown }

  /// `EUR`.
  var currency: String { study.currency }

  /// The level of shares of shortfall as the share of worst years: `5 %`.
  var worstShare: String {
    FigureText.plain((1 - (summary.shortfallLevel ?? 0.95)) * 100) + " %"
  }

  /// The shortfall at the level of all shares.
  var shortfall: EstimateRecord? {
    summary.shortfallLevel.flatMap(DecimalText.text).flatMap { level.expectedShortfall[$0] }
  }
}

extension ReportContent.Provenance {
  init(_ manifest: RunManifest, _ profile: ReportProfile) {
    engine = manifest.engine
    run = manifest.run
    seed = manifest.seed
    trials = manifest.trials
    trialsAsked = manifest.trialsAsked
    method = manifest.method
    parameterUncertainty = manifest.parameterUncertainty
    endedBy = manifest.endedBy
    started = manifest.started
    finished = manifest.finished
    seconds = manifest.seconds
    threads = manifest.threads
    host = profile.isInternal ? manifest.host : nil
    files = profile.isInternal ? manifest.files : []
    overlays = profile.isInternal ? manifest.overlays : []
    digest = manifest.study.digest
  }
}
