internal import LossSimulation
internal import RiskModel

extension StudyRunRequest {
  /// Years for each figure of a sensitivity analysis where nothing else is asked.
  public static let usualSensitivityTrials = SensitivityOptions.defaultTrials

  /// The most that can be asked: beyond it memory and addresses of years run out.
  static let mostSensitivityTrials = 10_000_000
}

extension PreparedStudy {
  /// What a study without uncertain inputs cannot answer is refused before anything is simulated.
  func refuseSensitivity() throws(WrongUse) {
    guard let trials = request.sensitivityTrials else { return }
    guard (64...StudyRunRequest.mostSensitivityTrials).contains(trials) else {
      throw WrongUse(
        "--sensitivity-trials is \(trials): it is from 64 to "
          + "\(FigureText.count(StudyRunRequest.mostSensitivityTrials)).")
    }
    if request.isExact {
      throw WrongUse("--sensitivity needs simulated years: leave out --exact.")
    }
    if let obstacle = simulator.sensitivityObstacle {
      throw WrongUse("--sensitivity: this study has no answer to it: \(obstacle).")
    }
  }

  /// The result with a word where an analysis was asked for and is not there.
  func noting(_ result: SimulationResult, _ sensitivity: SensitivityResult?) -> SimulationResult {
    var diagnostics = result.diagnostics
    if request.sensitivityTrials != nil, sensitivity == nil {
      diagnostics.notes.append("stopped before the sensitivity analysis was done: there is none")
    }
    if source.study.simulation.rareTail != nil, result.rareTail == nil {
      diagnostics.notes.append("stopped before the rare losses were computed: there are none")
    }
    return SimulationResult(
      levels: result.levels, opportunities: result.opportunities, diagnostics: diagnostics,
      rareTail: result.rareTail)
  }

  /// The sensitivity figures of a run, where they were asked for and nothing was stopped.
  func sensitivity(
    of result: SimulationResult, progress: @escaping @Sendable (RunUpdate) -> Void,
    shouldStop: @escaping @Sendable () -> Bool
  ) async -> SensitivityResult? {
    let done = result.diagnostics.trials
    guard let asked = request.sensitivityTrials, result.diagnostics.endedBy != "stopped" else {
      return nil
    }
    let options = SensitivityOptions(trials: asked, threads: threads)
    return await simulator.sensitivity(
      of: result, options,
      progress: {
        progress(
          RunUpdate(
            trialsDone: done + $0.trialsDone, trialsAsked: done + $0.trialsAsked,
            relativeError: nil))
      }, shouldStop: shouldStop)
  }
}
