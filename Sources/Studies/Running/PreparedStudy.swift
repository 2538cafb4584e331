internal import Foundation
internal import LossSimulation
public import RiskModel

/// A study that is read, valid and compiled: ready to be simulated or asked for one event.
public struct PreparedStudy: Sendable {
  let request: StudyRunRequest
  let source: ReadStudy
  let simulator: Simulator
  let beginning: Beginning
  /// Which bundles of treatments are evaluated; nil where none was asked for.
  let strategyPlan: StrategyPlan?

  /// Reads, validates and compiles.
  ///
  /// - Throws: `StudyReadError` with all problems of the study, or `WrongUse` where the request
  ///   asks for what this version does not do.
  public init(_ request: StudyRunRequest) throws {
    let source = try Self.read(
      request.study, overlays: request.overlays, settings: request.settings)
    try self.init(request, source: source) { _ in Beginning() }
  }

  /// - Parameter begin: Gives what was computed before, for a simulator of the study.
  init(
    _ request: StudyRunRequest, source: ReadStudy, begin: (Simulator) throws -> Beginning
  ) throws {
    self.source = source
    self.request = request
    strategyPlan = try StrategyPlan(request, source)
    if let strategyPlan { try Self.check(strategyPlan, source) }
    do {
      simulator = try Simulator(source.study)
    } catch {
      throw source.problems(of: error)
    }
    beginning = try begin(simulator)
    try refuseSensitivity()
  }

  /// A path that leads nowhere is wrong use; a study with problems is invalid.
  static func read(
    _ path: String, overlays: [String], settings: [SettingOverride]
  ) throws -> ReadStudy {
    do {
      return try StudyReader.read(path, overlays: overlays, overrides: settings)
    } catch let error as StudyReadError {
      guard path != "-", !FileManager.default.fileExists(atPath: path) else { throw error }
      let hint = error.problems.first?.nearest.map { " Did you mean `\($0)`?" } ?? ""
      throw WrongUse("There is no study \(ProblemReport.printable(path)).\(hint)")
    }
  }

  /// Things in the study that a reader should look at.
  public var warnings: [StudyProblem] { source.warnings }

  /// What a user should be told before a run goes on.
  public var remarks: [String] { beginning.remarks }

  /// Workers that a run of this study uses.
  public var threads: Int {
    max(1, request.threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Simulates.
  ///
  /// - Parameters:
  ///   - progress: Told now and then how far the run is; from any thread.
  ///   - shouldStop: Asked now and then; a stop keeps the trials that were done: a smaller run.
  public func run(
    progress: @escaping @Sendable (RunUpdate) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) async throws -> StudyRun {
    let started = Date()
    if request.isExact {
      guard strategyPlan == nil else {
        throw WrongUse("--exact computes no residual level: leave it out.")
      }
      return try StudyRun(
        prepared: self, result: exactResult(), started: started, finished: Date())
    }
    try refuseWhatCannotFit()
    let options = RunOptions(
      threads: threads, keepsYears: request.keepsYears, keepsState: request.keepsState)
    let outcome = await simulator.run(
      options, from: beginning.parts,
      progress: {
        progress(
          RunUpdate(
            trialsDone: $0.trialsDone, trialsAsked: $0.trialsAsked,
            relativeError: $0.relativeError))
      }, shouldStop: shouldStop)
    let treated = try await strategies(
      of: outcome.result, progress: progress, shouldStop: shouldStop)
    let result = outcome.result.adding(treated?.levels ?? [], note: strategyPlan?.note)
    let sensitivity = await sensitivity(of: result, progress: progress, shouldStop: shouldStop)
    var run = try StudyRun(
      prepared: self, result: noting(result, sensitivity), started: started, finished: Date())
    run.sensitivity = sensitivity
    run.lacksAnalysis =
      (request.sensitivityTrials != nil && sensitivity == nil)
      || (source.study.simulation.rareTail != nil && result.rareTail == nil)
      || (strategyPlan != nil && treated == nil)
    run.strategies = treated?.results
    run.keep(outcome.continuable, request, blockCount: simulator.blockCount)
    return run
  }

  /// The figures without simulation, for independent registers.
  private func exactResult() throws(WrongUse) -> SimulationResult {
    switch ExactStudy.answers(for: source.study) {
    case .failure(let refusal):
      throw WrongUse(
        "--exact: this study has to be simulated: "
          + refusal.reasons.joined(separator: "; ") + ".")
    case .success(let answers):
      let note =
        "Fourier inversion of compound sums, tail figures to a relative error of "
        + String(format: "%.0e", answers.relativeError)
        + "; shortfall is not split among risks"
      return SimulationResult(
        levels: answers.levels, opportunities: answers.opportunities,
        diagnostics: RunDiagnostics(
          trials: 0, trialsAsked: 0, seed: source.study.simulation.seed, events: 0,
          scaledTrialShare: 0, clippedDraws: 0, correlationRepairDistance: nil,
          instructionSet: "none", notes: [note], endedBy: "exact", convergence: []))
    }
  }

  /// The least memory that the simulated years of a run take, in bytes.
  var leastMemory: Int {
    let (levels, columns) = (2, request.keepsYears ? 4 : 2)
    return source.study.simulation.trials * levels * columns * MemoryLayout<Double>.size
  }

  /// A run that cannot fit is refused at once, before the system ends it half-way.
  private func refuseWhatCannotFit() throws(WrongUse) {
    let memory = ProcessInfo.processInfo.physicalMemory
    guard source.study.simulation.method != .table, leastMemory > memory else { return }
    let trials = FigureText.count(source.study.simulation.trials)
    throw WrongUse(
      "\(trials) trials need at least \(FigureText.bytes(leastMemory)) of memory and this machine "
        + "has \(FigureText.bytes(Int(memory))): ask for fewer trials.")
  }

  /// Prices one stated event, `S01 down 10d`; no random number is drawn.
  public func price(_ text: String) throws -> StatedEventSummary {
    let event = try EventText.parse(text)
    do {
      let report = try simulator.price(
        StatedEvent(struck: event.ids, level: event.lost, duration: event.days))
      return StatedEventSummary(report, written: text, study: source.facts)
    } catch {
      let reasons = error.problems.map { "\($0.requirement). \($0.remedy)." }
      throw WrongUse("--event '\(text)': " + reasons.joined(separator: " "))
    }
  }
}

extension ReadStudy {
  /// What results say of the study.
  public var facts: StudyFacts {
    let identity = study.identity
    return StudyFacts(
      id: identity.id, title: identity.title, version: identity.version,
      status: identity.status, owner: identity.owner, baseDate: identity.baseDate,
      currency: identity.currency, classification: identity.classification, digest: digest)
  }

  /// Reasons why a valid study cannot be simulated, each at the nearest place that the files have.
  func problems(of error: SimulationError) -> StudyReadError {
    StudyReadError(
      problems: error.problems.map {
        StudyProblem(
          location: place(of: $0.path), path: $0.path, requirement: $0.requirement,
          remedy: $0.remedy)
      })
  }

  private func place(of path: String) -> SourceLocation {
    var node = root
    for part in path.split(separator: "/").map(String.init) {
      guard let next = node.child(part) else { break }
      node = next
    }
    return node.location
  }
}

extension SourceNode {
  /// The value at a key, or the list item with an id.
  fileprivate func child(_ name: String) -> SourceNode? {
    guard case .sequence(let items) = value else { return self[name] }
    return items.first { item in
      guard case .scalar(let id, _)? = item["id"]?.value else { return false }
      return id == name
    }
  }
}
