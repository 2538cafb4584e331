public import Foundation
internal import LossSimulation
internal import RiskModel
internal import TreatmentPlanning

/// A finished run: everything for writing and printing it.
public struct StudyRun: Sendable {
  let source: ReadStudy
  let overlays: [String]
  let threads: Int
  let result: SimulationResult
  /// The level in front of the summary.
  let shown: LevelResult
  /// What the losses answer to, where it was asked for.
  var sensitivity: SensitivityResult?
  /// Whether a stop came before an analysis after the years was done.
  var lacksAnalysis = false
  /// What treatments came to, where they were asked for.
  var strategies: StrategyResults?
  /// When the simulation began.
  public let started: Date
  /// When it ended.
  public let finished: Date
  /// Where its years come from.
  var origin = RunOrigin()
  /// What a longer run can go on from, where it is kept.
  private(set) var state: (run: PartialRun, header: PartHeader)?

  /// The file of the state in a run folder.
  static let stateName = "resume.state"

  init(prepared: PreparedStudy, result: SimulationResult, started: Date, finished: Date) throws {
    let front = prepared.strategyPlan?.shown.id ?? prepared.request.level
    guard let shown = result[front] ?? result.levels.last else {
      throw WrongUse("The run has no level \(prepared.request.level).")
    }
    self.init(
      source: prepared.source, overlays: prepared.request.overlays, threads: prepared.threads,
      result: result, shown: shown, started: started, finished: finished)
    origin = prepared.beginning.origin
  }

  /// Keeps what a longer run can go on from, where the run ended early or the user asks for it.
  mutating func keep(_ run: PartialRun?, _ request: StudyRunRequest, blockCount: Int) {
    let diagnostics = result.diagnostics
    guard let run, !run.blocks.isEmpty,
      request.keepsState || diagnostics.trials < diagnostics.trialsAsked
    else { return }
    let header = PartHeader(
      .state, of: run, blockCount: blockCount, source: source, request: request,
      started: started, finished: finished)
    state = (run, header)
  }

  init(
    source: ReadStudy, overlays: [String], threads: Int, result: SimulationResult,
    shown: LevelResult, started: Date, finished: Date
  ) {
    self.source = source
    self.overlays = overlays
    self.threads = threads
    self.result = result
    self.shown = shown
    self.started = started
    self.finished = finished
  }

  /// Whether the user stopped it: a valid smaller run.
  public var wasStopped: Bool { result.diagnostics.endedBy == "stopped" }

  /// Whether the user stopped it before everything that was asked for was done: years, rare tail or
  /// sensitivity analysis.
  public var wasCutShort: Bool { wasStopped || lacksAnalysis }

  /// The study as it was run: with the trials that were done where the user stopped it, so that the
  /// lock gives the same figures again.
  ///
  /// Where trials hang together, as outer draws and replicates do, fewer trials would be another
  /// run: there the lock keeps what was asked for.
  var lockYAML: String {
    let settings = source.study.simulation
    let isPrefix =
      (settings.method == .monteCarlo || settings.method == .events)
      && settings.parameterUncertainty != .nested
    guard wasStopped, isPrefix else { return source.lockYAML }
    return YAMLWriter.text(source.root.settingTrials(result.diagnostics.trials))
  }

  /// The content of `summary.json` under a run's id.
  public func summary(run id: String) -> RunSummary {
    let diagnostics = result.diagnostics
    let level = tables(run: id).shortfallLevel
    var others: [String: LevelSummary] = [:]
    for other in result.levels where other.strategy != shown.strategy {
      others[other.strategy] = LevelSummary(other, shortfallLevel: level)
    }
    return RunSummary(
      schema: "summary/1", run: id, study: source.facts, trials: diagnostics.trials,
      trialsAsked: diagnostics.trialsAsked, seed: diagnostics.seed,
      endedBy: diagnostics.endedBy, shortfallLevel: level,
      shown: LevelSummary(shown, shortfallLevel: level), byLevel: others,
      opportunities: result.opportunities.map(RunSummary.OpportunitySummary.init),
      convergence: diagnostics.convergence.map(RunSummary.ConvergencePoint.init), notes: notes,
      sensitivity: sensitivity.map(SensitivitySummary.init),
      rareTail: result.rareTail.map(RareTailSummary.init),
      strategies: strategies.map(StrategySummary.all), folder: nil)
  }

  /// The content of `run.json` under a run's id.
  public func manifest(run id: String) -> RunManifest {
    let diagnostics = result.diagnostics
    let settings = source.study.simulation
    return RunManifest(
      schema: "run/1", run: id, engine: .current, study: source.facts, files: source.files,
      overlays: overlays, seed: diagnostics.seed, trials: diagnostics.trials,
      trialsAsked: diagnostics.trialsAsked, method: settings.method.rawValue,
      parameterUncertainty: settings.parameterUncertainty.rawValue,
      strategies: result.levels.map(\.strategy), shownStrategy: shown.strategy, threads: threads,
      started: Self.text(started), finished: Self.text(finished),
      seconds: (finished.timeIntervalSince(started) * 1000).rounded() / 1000,
      host: HostFacts.record(instructionSet: diagnostics.instructionSet),
      endedBy: diagnostics.endedBy, status: wasStopped ? .stopped : .complete,
      resumedFrom: origin.resumedFrom, mergedFrom: origin.mergedFrom, notes: notes)
  }

  func tables(run id: String) -> ResultTables {
    ResultTables(
      run: id, result: result, shown: shown, currency: source.study.identity.currency,
      shortfallLevel: ResultTables.shortfallLevel(of: source.study.simulation.levels),
      sensitivity: sensitivity, strategies: strategies)
  }

  /// What the engine says of the run, each sentence once.
  private var notes: [String] {
    let diagnostics = result.diagnostics
    var notes: [String] = []
    if diagnostics.trials < diagnostics.trialsAsked, wasStopped {
      notes.append(
        "stopped after \(diagnostics.trials) of \(diagnostics.trialsAsked) trials: a valid "
          + "smaller run")
    }
    if diagnostics.trials < diagnostics.trialsAsked, !wasStopped,
      diagnostics.endedBy != "trials"
    {
      notes.append(
        "ended after \(diagnostics.trials) of \(diagnostics.trialsAsked) trials by stop_when: "
          + diagnostics.endedBy)
    }
    if diagnostics.scaledTrialShare > 0 {
      let share = FigureText.percent(diagnostics.scaledTrialShare)
      notes.append("a process' lost days were scaled to 365 in \(share) of the trials")
    }
    if diagnostics.clippedDraws > 0 {
      notes.append("\(diagnostics.clippedDraws) draws below 0 were set to 0")
    }
    for note in diagnostics.notes where !notes.contains(note) { notes.append(note) }
    return notes
  }

  /// ISO 8601 in UTC, to the second.
  static func text(_ date: Date) -> String { date.ISO8601Format() }

  /// The day of a run's id, in the local calendar, for it is the user who reads it.
  public var day: String { Self.day(of: started) }

  /// The day of a date in the local calendar, `2026-11-23`.
  public static func day(of date: Date) -> String {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: date)
    return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
  }
}

extension RunSummary.OpportunitySummary {
  fileprivate init(_ result: OpportunityResult) {
    id = result.id
    name = result.name
    expectedAnnualGain = EstimateRecord(result.expectedAnnualGain)
    probabilityOfEvent = EstimateRecord(result.probabilityOfEvent)
  }
}

extension RunSummary.ConvergencePoint {
  fileprivate init(_ point: RunDiagnostics.ConvergencePoint) {
    trials = point.trials
    expectedAnnualLoss = point.expectedAnnualLoss.finite
    halfWidth = point.halfWidth.finite
  }
}

extension SourceNode {
  /// The same tree with `simulation/trials` set.
  fileprivate func settingTrials(_ trials: Int) -> SourceNode {
    setting(
      "simulation",
      to: (self["simulation"] ?? SourceNode(.mapping([]), at: location))
        .setting("trials", to: SourceNode(.scalar("\(trials)", quoted: false), at: location)))
  }

  private func setting(_ key: String, to node: SourceNode) -> SourceNode {
    guard case .mapping(var entries) = value else { return self }
    if let position = entries.firstIndex(where: { $0.key == key }) {
      entries[position].node = node
    } else {
      entries.append(Entry(key: key, keyLocation: location, node: node))
    }
    return SourceNode(.mapping(entries), at: location)
  }
}
