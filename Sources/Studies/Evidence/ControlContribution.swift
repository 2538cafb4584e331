internal import Foundation
internal import LossSimulation
internal import RiskModel

/// What one control holds back (clauses 6.1.3 e, 8.2).
///
/// The figures are those of `run --sensitivity`: the loss of the same years were the control absent
/// all the time, less the loss as it is; and what its own outages let through.
public struct ControlContribution: Encodable, Sendable {
  /// The control.
  public let control: String
  /// Who answers for it.
  public let owner: String?
  /// What it takes off the mean loss of a year.
  public let expectedLossHeldBack: EstimateRecord?
  /// What it takes off the mean of the worst years.
  public let shortfallHeldBack: EstimateRecord?
  /// What its outages add to the mean of the worst years.
  public let shortfallAddedByOutages: EstimateRecord?
  /// The run they come from; nil for years that were simulated for them.
  public let run: String?

  /// Years of each control where a run has no figures: differences are of the same years, so that
  /// few will do.
  static let trials = 8_000

  /// The controls of a run with a sensitivity analysis, those that hold back most in front.
  static func stored(_ run: RunEvidence?, _ study: Study) -> [ControlContribution] {
    guard let run, let sensitivity = run.summary.sensitivity else { return [] }
    return ranked(sensitivity, study, run: run.id)
  }

  static func simulated(_ source: ReadStudy, threads: Int?) async throws -> [ControlContribution] {
    guard !source.study.controls.isEmpty else { return [] }
    let simulator: Simulator
    do {
      simulator = try Simulator(source.study)
    } catch {
      throw source.problems(of: error)
    }
    let options = SensitivityOptions(
      trials: trials, threads: max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount))
    guard let result = await simulator.controlSensitivity(options) else { return [] }
    return ranked(SensitivitySummary(result), source.study, run: nil)
  }

  private static func ranked(
    _ sensitivity: SensitivitySummary, _ study: Study, run: String?
  ) -> [ControlContribution] {
    let owners = Dictionary(
      study.controls.map { ($0.id, $0.owner) }, uniquingKeysWith: { $1 })
    return sensitivity.controls.map { entry in
      ControlContribution(
        control: entry.control, owner: owners[entry.control] ?? nil,
        expectedLossHeldBack: entry.expectedAnnualLossTakenAway,
        shortfallHeldBack: entry.expectedShortfallTakenAway,
        shortfallAddedByOutages: entry.expectedShortfallAddedByOutages, run: run)
    }.sorted {
      ($0.shortfallHeldBack?.value ?? 0, $1.control)
        > ($1.shortfallHeldBack?.value ?? 0, $0.control)
    }
  }
}
