internal import Foundation
internal import LossSimulation
internal import RiskModel

/// What a run will cost, before it is run.
public struct RunPlan: Codable, Sendable {
  /// Always `plan/1`.
  public let schema: String
  /// The study, as results name it.
  public let study: StudyFacts
  /// Simulated years.
  public let trials: Int
  /// Workers; figures do not depend on them.
  public let threads: Int
  /// Where the trials come from, a word of the study format.
  public let method: String
  /// The risks, in the study's order.
  public let risks: Int
  /// The suppliers as sources of loss.
  public let suppliers: Int
  /// The processes, where downtime fell.
  public let processes: Int
  /// Trials of the pilot from which the time was judged.
  public let pilotTrials: Int
  /// Expected wall time, in seconds.
  public let seconds: Double
  /// Bytes of memory for the simulated years of two levels; the least that the run needs.
  public let memoryBytes: Int
  /// Expected bytes of `years.csv`, were it asked for.
  public let yearsFileBytes: Int
}

extension PreparedStudy {
  /// Trials of a pilot: enough to outlast the start of a run.
  private static let pilotTrials = 10_000

  /// Judges time and memory by a pilot of the same study; nothing is written.
  public func plan() async throws -> RunPlan {
    let study = source.study
    let trials = study.simulation.trials
    let pilot = min(trials, Self.pilotTrials)
    var request = request
    request.settings.append(
      SettingOverride(path: "simulation/trials", text: "\(pilot)", origin: "--plan"))
    request.sensitivityTrials = nil
    let prepared = try PreparedStudy(request)
    let start = ContinuousClock.now
    let run = try await prepared.run()
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let done = max(1, run.result.diagnostics.trials)
    let scale = Double(trials) / Double(done)
    let sample = CSVText.text(run.tables(run: "r-2026-01-01-a").years).utf8.count
    return RunPlan(
      schema: "plan/1", study: source.facts, trials: trials, threads: threads,
      method: study.simulation.method.rawValue, risks: study.risks.count,
      suppliers: study.network?.suppliers.count ?? 0, processes: study.processes.count,
      pilotTrials: done, seconds: elapsed * scale,
      memoryBytes: leastMemory,
      yearsFileBytes: Int(Double(sample) * scale))
  }
}
