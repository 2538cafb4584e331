internal import Foundation
internal import RiskModel

/// What a user asks of `report`.
public struct ReportRequest: Sendable {
  /// For whom it is made.
  public var profile: ReportProfile
  /// A folder that `optimise` has written; nil for the newest of the same study beside the run.
  public var optimum: String?
  /// `conformity.csv`, or a folder that holds it; nil for the newest beside the run.
  public var conformity: String?

  /// A request for a profile.
  public init(
    profile: ReportProfile = .full, optimum: String? = nil, conformity: String? = nil
  ) {
    self.profile = profile
    self.optimum = optimum
    self.conformity = conformity
  }
}

/// Everything that a report is drawn from, before anything is taken out.
struct ReportSource: Sendable {
  let manifest: RunManifest
  let summary: RunSummary
  /// The tree of the study as it was run.
  let study: SourceNode
  let optimum: OptimumSource?
  let conformity: ConformitySource?
  /// The pack for a management review; nil where the study cannot be read again.
  var review: ReviewPack?
  /// What the clauses ask to be computed.
  var evidence: ComputedEvidence?
  /// How the loss of each risk is made up, by risk.
  var shares: [String: LossShares] = [:]
  /// How the loss falls as treatments begin to work.
  var outlook: Outlook?
  /// Who approved the run.
  var approval: RunApproval?
  /// The later approved run of the study that takes its place.
  var supersededBy: String?

  /// Reads a run folder and what lies beside it.
  ///
  /// - Throws: `RunNotFound` where a file of the run, or one that was named, cannot be read.
  init(_ run: StoredRun, _ request: ReportRequest) throws(RunNotFound) {
    manifest = run.manifest
    summary = try run.summary()
    study = try Self.study(of: run)
    let digest = run.manifest.study.digest
    optimum = try OptimumSource.find(request.optimum, beside: run, digest: digest)
    conformity = try ConformitySource.find(request.conformity, beside: run)
    approval = run.approval
    supersededBy = Self.successor(of: run)
    guard let read = Self.reread(run) else { return }
    shares = LossShares.all(read.study)
    guard request.profile.isInternal else { return }
    let day = CalendarDay(String(manifest.finished.prefix(10))) ?? .today
    let records = StudyEvidence(read.records, asOf: day, run: RunEvidence.of(run), digest: digest)
    evidence = ComputedEvidence(read, records)
    review = ReviewPack(read, records, digest: digest)
  }

  /// The study as it was run; nil where its data files are no longer there.
  static func reread(_ run: StoredRun) -> ReadStudy? {
    let lock = (run.folder as NSString).appendingPathComponent(StudyReader.lockName)
    return try? StudyReader.read(lock, folder: run.studyFolder)
  }

  /// The newest approved run of the study that began after a run.
  private static func successor(of run: StoredRun) -> String? {
    RunLocator.folders(inStudy: run.studyFolder).compactMap { try? StoredRun(folder: $0) }
      .first {
        $0.manifest.started > run.manifest.started && $0.manifest.overlays == run.manifest.overlays
          && $0.manifest.study.id == run.manifest.study.id && $0.approval != nil
      }?.manifest.run
  }

  /// A source from its parts.
  init(
    manifest: RunManifest, summary: RunSummary, study: SourceNode, optimum: OptimumSource? = nil,
    conformity: ConformitySource? = nil
  ) {
    self.manifest = manifest
    self.summary = summary
    self.study = study
    self.optimum = optimum
    self.conformity = conformity
  }

  private static func study(of run: StoredRun) throws(RunNotFound) -> SourceNode {
    let name = StudyReader.lockName
    guard let data = ReportFiles.data(name, in: run.folder) else {
      throw RunNotFound("\(ProblemReport.printable(run.folder)) has no \(name).")
    }
    do {
      return try YAMLTree.read(Array(data), file: name, dialect: .yaml)
    } catch {
      throw RunNotFound("\(ProblemReport.printable(run.folder))/\(name) is damaged.")
    }
  }
}

/// Files beside a run.
enum ReportFiles {
  static func data(_ name: String, in folder: String) -> Data? {
    FileManager.default.contents(atPath: (folder as NSString).appendingPathComponent(name))
  }

  /// Folders in which more of the same study may lie: the run's own, then its neighbours from the
  /// last name back.
  static func neighbours(of folder: String) -> [String] {
    let own = URL(fileURLWithPath: folder).standardizedFileURL
    let parent = own.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    let others = names.filter { !$0.hasPrefix(".") && $0 != own.lastPathComponent }
      .sorted(by: >).map { (parent as NSString).appendingPathComponent($0) }
    return [own.path] + others
  }

  /// The rows of a CSV file by the names of its columns.
  static func rows(_ data: Data, file: String) -> [[String: String]]? {
    guard let table = try? DelimitedTable.read(Array(data), file: file, isRegister: false) else {
      return nil
    }
    let names = table.header.map(\.text)
    return table.rows.map { row in
      Dictionary(
        zip(names, row.map { plain($0.text) }), uniquingKeysWith: { first, _ in first })
    }
  }

  /// Without the apostrophe that keeps a spreadsheet from running a text as a formula.
  static func plain(_ text: String) -> String {
    guard text.first == "'", let next = text.dropFirst().first, "=+-@".contains(next) else {
      return text
    }
    return String(text.dropFirst())
  }
}
