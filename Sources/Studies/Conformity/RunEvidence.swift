internal import Foundation

/// What the latest run of a study says, for rules about figures.
struct RunEvidence: Sendable {
  /// The run's id.
  let id: String
  /// The day on which it ended.
  let day: CalendarDay?
  /// SHA-256 over the files of the study that it simulated.
  let digest: String
  /// Its figures.
  let summary: RunSummary
  /// The figures of the approved run before it; nil where there is none.
  let previous: RunSummary?
  /// How figures moved between approved runs; nil where nobody asked.
  let trend: RunTrend?
  /// Who approved the run; nil where nobody has.
  let approval: RunApproval?

  init(
    id: String, day: CalendarDay?, digest: String, summary: RunSummary,
    previous: RunSummary? = nil, trend: RunTrend? = nil, approval: RunApproval? = nil
  ) {
    self.id = id
    self.day = day
    self.digest = digest
    self.summary = summary
    self.previous = previous
    self.trend = trend
    self.approval = approval
  }

  /// The newest run in a study folder's `runs/` that has no overlay; nil where there is none.
  static func latest(inStudy folder: String) -> RunEvidence? {
    let runs = RunLocator.folders(inStudy: folder).compactMap { try? StoredRun(folder: $0) }
      .filter { $0.manifest.overlays.isEmpty }
    guard let newest = runs.first, let summary = try? newest.summary() else { return nil }
    let previous = runs.dropFirst().lazy.filter { $0.approval != nil }
      .compactMap { try? $0.summary() }.first
    let manifest = newest.manifest
    return RunEvidence(
      id: manifest.run, day: CalendarDay(String(manifest.finished.prefix(10))),
      digest: manifest.study.digest, summary: summary, previous: previous,
      trend: RunTrend(Array(runs.reversed())), approval: newest.approval)
  }

  /// A run that is named, with the approved ones of its study.
  static func of(_ run: StoredRun) -> RunEvidence? {
    guard let summary = try? run.summary() else { return nil }
    let others = RunLocator.folders(inStudy: run.studyFolder)
      .compactMap { try? StoredRun(folder: $0) }
      .filter { $0.manifest.overlays.isEmpty && $0.manifest.started <= run.manifest.started }
    let manifest = run.manifest
    return RunEvidence(
      id: manifest.run, day: CalendarDay(String(manifest.finished.prefix(10))),
      digest: manifest.study.digest, summary: summary,
      previous: others.lazy.filter { $0.manifest.run != manifest.run && $0.approval != nil }
        .compactMap { try? $0.summary() }.first,
      trend: RunTrend(Array(others.reversed())), approval: run.approval)
  }

  /// The figures with controls working; those in front where the run has no such level.
  var current: LevelSummary { summary["current"] ?? summary.shown }

  /// Risks by their share of the bad years, largest first.
  var ranked: [RiskSummary] {
    current.risks.filter { ($0.shareOfShortfall ?? 0) > 0 }
      .sorted { ($0.shareOfShortfall ?? 0, $1.id) > ($1.shareOfShortfall ?? 0, $0.id) }
  }
}
