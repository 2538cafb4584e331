internal import LossSimulation
internal import RiskModel
internal import TreatmentPlanning

extension PreparedStudy {
  /// Refuses effects that cannot be applied before anything is simulated.
  static func check(_ plan: StrategyPlan, _ source: ReadStudy) throws {
    do {
      for bundle in plan.levels + plan.singles {
        let portfolio = try StrategyPass.portfolio(
          of: bundle, in: source.study, records: source.records)
        _ = try Simulator(source.study, under: portfolio)
      }
    } catch {
      throw source.problems(of: error)
    }
  }

  /// The levels of the bundles and what they are worth; nil where the run was stopped.
  func strategies(
    of result: SimulationResult, progress: @escaping @Sendable (RunUpdate) -> Void,
    shouldStop: @escaping @Sendable () -> Bool
  ) async throws -> (levels: [SimulationResult], results: StrategyResults)? {
    guard let plan = strategyPlan, result.diagnostics.endedBy != "stopped" else { return nil }
    let study = source.study.asEnded(result.diagnostics)
    let tell = Telling(done: result.diagnostics.trials, progress: progress)
    var levels: [SimulationResult] = []
    for bundle in plan.levels {
      let portfolio = try StrategyPass.portfolio(of: bundle, in: study, records: source.records)
      let level = await (try Simulator(study, under: portfolio)).run(
        RunOptions(threads: threads, keepsYears: request.keepsYears, keepsState: false),
        shouldStop: shouldStop)
      guard level.diagnostics.endedBy != "stopped" else { return nil }
      levels.append(level)
    }
    guard let results = try await appraise(plan, study, tell, shouldStop) else { return nil }
    return (levels, results)
  }

  private func appraise(
    _ plan: StrategyPlan, _ study: Study, _ tell: Telling,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) async throws -> StrategyResults? {
    let level = ResultTables.shortfallLevel(of: study.simulation.levels) ?? 0.95
    func run(
      _ bundles: [TreatmentBundle], beside base: TreatmentBundle? = nil
    ) async throws -> [BundleAppraisal]? {
      guard !bundles.isEmpty else { return [] }
      let pass = try StrategyPass(
        study, records: source.records, bundles: bundles, beside: base)
      return await pass.run(
        threads: threads, shortfallLevel: level, progress: { tell.tell($0, of: pass.trials) },
        shouldStop: shouldStop)
    }
    let others = plan.shown.treatments.count > 1 ? plan.shown.treatments : []
    guard let strategies = try await run(plan.levels), let singles = try await run(plan.singles),
      let without = try await run(others.map { plan.shown.without($0.id) }, beside: plan.shown)
    else { return nil }
    return StrategyResults(
      strategies: strategies, singles: singles,
      inSet: Dictionary(
        zip(others.map(\.id), without).map { ($0, $1) }, uniquingKeysWith: { first, _ in first }),
      shown: plan.shown.id)
  }

  /// Passes on how many years of an appraisal are done.
  private struct Telling: Sendable {
    let done: Int
    let progress: @Sendable (RunUpdate) -> Void

    func tell(_ trials: Int, of all: Int) {
      progress(
        RunUpdate(trialsDone: done + trials, trialsAsked: done + all, relativeError: nil))
    }
  }
}

extension Study {
  /// The study with the years that a run did, so that its strategies have the same.
  fileprivate func asEnded(_ diagnostics: RunDiagnostics) -> Study {
    var study = self
    study.simulation.stopWhen = nil
    if diagnostics.trials < study.simulation.trials, study.simulation.table == nil {
      study.simulation.trials = diagnostics.trials
    }
    return study
  }
}

extension SimulationResult {
  /// With the residual levels of strategies, and what they have to say.
  func adding(_ others: [SimulationResult], note: String?) -> SimulationResult {
    var diagnostics = diagnostics
    for text in others.flatMap(\.diagnostics.notes) + [note].compactMap({ $0 })
    where !diagnostics.notes.contains(text) {
      diagnostics.notes.append(text)
    }
    return SimulationResult(
      levels: levels + others.flatMap(\.levels), opportunities: opportunities,
      diagnostics: diagnostics, rareTail: rareTail)
  }
}
