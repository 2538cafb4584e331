internal import Foundation
internal import LossSimulation
internal import RiskModel

extension PreparedStudy {
  /// Prepares to go on with a run: the same years, and more of them.
  ///
  /// A run that a rule has ended goes on without the rule, for more than it asked for is wanted.
  ///
  /// - Parameters:
  ///   - run: A run that was stopped, or has fewer trials than are wanted.
  ///   - trials: Nil for those that the run was asked for.
  ///   - keepsYears: Whether persons harmed are kept year by year.
  /// - Throws: `WrongUse` where the run cannot be lengthened or has nothing left to do,
  ///   `PartFileError` for a damaged state, `StudyReadError` where its study cannot be read.
  public init(
    resuming run: StoredRun, trials: Int?, threads: Int?, keepsYears: Bool, keepsState: Bool
  ) throws {
    let manifest = run.manifest
    try Self.refuseExact(manifest)
    let wanted = trials ?? manifest.trialsAsked
    guard wanted > manifest.trials else {
      let done = FigureText.count(manifest.trials)
      throw WrongUse(
        "Run \(manifest.run) has its \(done) trials: ask for more of them with --trials.")
    }
    let state = try Self.state(of: run)
    let locked = try state.map { LockedStudy($0.header) } ?? LockedStudy(run)
    let hasRuleEnded = !["trials", "stopped"].contains(manifest.endedBy)
    let source = try locked.read(
      in: run.studyFolder, trials: wanted, keepingRule: !hasRuleEnded)
    let settings = source.study.simulation
    if let reason = settings.refusal(toLengthenFrom: manifest.trialsAsked, to: wanted) {
      throw WrongUse(
        "Run \(manifest.run) cannot be lengthened: \(reason). Run the study anew with "
          + "--trials \(wanted).")
    }
    let isResidual = !["inherent", "current"].contains(manifest.shownStrategy)
    var request = StudyRunRequest(
      study: run.folder, overlays: manifest.overlays, threads: threads,
      level: state?.header.level ?? (isResidual ? "residual" : manifest.shownStrategy),
      keepsYears: keepsYears, keepsState: keepsState)
    request.strategy =
      state == nil && isResidual ? manifest.shownStrategy : state?.header.strategy
    let canGoOn = settings.canGoOn(from: manifest.trialsAsked, to: wanted)
    try self.init(request, source: source) { simulator in
      var beginning = Beginning(
        origin: RunOrigin(resumedFrom: manifest.run),
        runsFolder: (run.folder as NSString).deletingLastPathComponent)
      guard let state else {
        beginning.remarks.append("Run \(manifest.run) keeps no state: " + Self.computesAgain)
        return beginning
      }
      guard canGoOn else {
        beginning.remarks.append(
          "With more trials the replicates are cut anew: " + Self.computesAgain)
        return beginning
      }
      let part = try state.run(for: simulator)
      guard part.keepsPeople || !keepsYears else {
        beginning.remarks.append("The state has no persons year by year: " + Self.computesAgain)
        return beginning
      }
      beginning.parts = [part]
      return beginning
    }
  }

  private static let computesAgain =
    "its years are computed again, and they are the same to the bit."

  private static func refuseExact(_ manifest: RunManifest) throws(WrongUse) {
    guard manifest.endedBy == "exact" || manifest.method == "table" else { return }
    throw WrongUse("Run \(manifest.run) is exact: nothing was simulated that could go on.")
  }

  /// The state that a run keeps; nil where it keeps none that this version goes on from.
  private static func state(of run: StoredRun) throws -> PartFile? {
    let path = (run.folder as NSString).appendingPathComponent(StudyRun.stateName)
    guard FileManager.default.fileExists(atPath: path),
      run.manifest.engine == RunManifest.EngineRecord.current
    else { return nil }
    let file = try PartFile(path)
    let header = file.header
    guard header.kind == .state, header.firstBlock == 0, header.engine == .current,
      header.study.digest == run.manifest.study.digest, header.seed == run.manifest.seed,
      header.trials == run.manifest.trialsAsked
    else { throw PartFileError(path, "belongs to another run. Remove it to compute anew.") }
    return file
  }
}
